import { HILL, RESERVE, type Tree } from './tree.ts'

/** Value per minor unit of the leaf's step from `units` to `units + 1`: rule A3 of SPEC.md. Never rises with `units`. */
export function worth(tree: Tree, leaf: number, units: number): number {
  const { leaves, unit } = tree
  if (leaves.kind[leaf] === RESERVE) return tree.hurdle
  if (leaves.kind[leaf] === HILL) return hillWorth(tree, leaf, units)
  const response = leaves.response[leaf]
  if (response === undefined) return 0
  const x = units * unit
  const room = ((leaves.headroom[leaf] ?? 0) - response.bookings(x)) / unit
  return (leaves.value[leaf] ?? 0) * Math.max(0, Math.min(response.step(x), room))
}

/** curves/hill.ts written out: a call through the object costs more than the arithmetic (a test holds them equal). */
export function hillWorth({ leaves, unit }: Tree, leaf: number, units: number): number {
  const x = units * unit
  const half = leaves.half[leaf] ?? 0
  const ceiling = leaves.ceiling[leaf] ?? 0
  const step = (ceiling * half) / ((x + half) * (x + unit + half))
  const value = leaves.value[leaf] ?? 0
  if (units < (leaves.clear[leaf] ?? 0)) return value * step
  const room = ((leaves.headroom[leaf] ?? 0) - ceiling / (1 + half / x)) / unit
  return value * (room < step ? Math.max(room, 0) : step)
}

/** Value of the leaf's cell at so many units: the same figure as cellValue, without preparing its curve again. */
export function leafValue({ leaves, unit }: Tree, leaf: number, units: number): number {
  const x = units * unit
  const hill = (leaves.ceiling[leaf] ?? 0) / (1 + (leaves.half[leaf] ?? 0) / x)
  const bookings = leaves.kind[leaf] === HILL ? hill : (leaves.response[leaf]?.bookings(x) ?? 0)
  return (leaves.value[leaf] ?? 0) * Math.min(bookings, leaves.headroom[leaf] ?? 0)
}
