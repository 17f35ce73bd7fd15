import type { Cell, Group, Problem } from '../src/problem.ts'
import { marginalOf } from '../src/verify-worth.ts'

/** The answer by trying every split, in exact arithmetic. */
export type BruteResult =
  | { kind: 'optimal'; units: Record<string, number>; reserve: number }
  | { kind: 'infeasible'; scope: 'pool' | 'group' | 'cell'; at: string; missing: number }

/** Unit steps of the problem, with worths as exact integers (2^-SCALE of a minor unit). */
interface Small {
  problem: Problem
  cells: { cell: Cell; low: number; high: number; worths: bigint[] }[]
  /** By group: which of the cells are below it. Asked for every split, found once. */
  below: ReadonlyMap<string, readonly number[]>
  total: number
}

const SCALE = 1100

/** Every double is a whole multiple of 2^-1074, so nothing is rounded. */
export function exact(x: number): bigint {
  let [mantissa, power] = [x, 0]
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2
    power++
  }
  return BigInt(mantissa) << BigInt(SCALE - power)
}

/** Tries every split of a small problem; the best by value, then most reserve, then most for the smallest id. */
export function bruteForce(problem: Problem): BruteResult {
  const small = smallOf(problem)
  return narrowestConflict(small) ?? bestSplit(small)
}

function smallOf(problem: Problem): Small {
  const unit = problem.unitMinor
  const total = Math.floor(problem.totalMinor / unit)
  const sorted = [...problem.cells].sort((a, b) => (a.id < b.id ? -1 : 1))
  const cells = sorted.map((cell) => {
    const [low, high] = [Math.ceil(cell.minMinor / unit), Math.floor(cell.maxMinor / unit)]
    const worths = [0n]
    for (let k = 0; k < high; k++) worths.push((worths[k] ?? 0n) + exact(marginalOf(cell, k * unit, unit)))
    return { cell, low, high, worths }
  })
  const paths = sorted.map((cell) => pathOf(problem, cell.groupId))
  const below = new Map(problem.groups.map(({ id }) => [id, [...paths.keys()].filter((at) => paths[at]?.includes(id))]))
  return { problem, cells, below, total }
}

function* splits(small: Small, ids: ReadonlySet<string>, chosen: number[] = []): Generator<number[]> {
  const next = small.cells[chosen.length]
  if (next === undefined) {
    yield chosen
    return
  }
  const skip = !ids.has(next.cell.id)
  for (let k = skip ? 0 : next.low; k <= (skip ? 0 : next.high); k++) yield* splits(small, ids, [...chosen, k])
}

function idsBelow({ cells, below }: Small, groupId: string): Set<string> {
  return new Set(below.get(groupId)?.map((at) => cells[at]?.cell.id ?? ''))
}

function pathOf(problem: Problem, groupId: string | null): string[] {
  const group = problem.groups.find(({ id }) => id === groupId)
  return group === undefined ? [] : [group.id, ...pathOf(problem, group.parentId)]
}

function keepsBounds(small: Small, group: Group, split: readonly number[]): boolean {
  const sum = sumBelow(small, group.id, split)
  const unit = small.problem.unitMinor
  return sum * unit >= group.minMinor && (group.maxMinor === null || sum * unit <= group.maxMinor)
}

function sumBelow(small: Small, groupId: string, split: readonly number[]): number {
  let sum = 0
  for (const at of small.below.get(groupId) ?? []) sum += split[at] ?? 0
  return sum
}

function bestSplit(small: Small): BruteResult {
  const { problem, total } = small
  const mostReserve = Math.floor((problem.reserve.maxMinor ?? Infinity) / problem.unitMinor)
  const hurdle = exact(problem.reserve.hurdle)
  let best: { split: number[]; worth: bigint; reserve: number } | undefined
  for (const split of splits(small, new Set(problem.cells.map(({ id }) => id)))) {
    const reserve = total - split.reduce((sum, k) => sum + k, 0)
    if (reserve < 0 || reserve > mostReserve) continue
    if (!problem.groups.every((group) => keepsBounds(small, group, split))) continue
    const worth = small.cells.reduce((sum, c, i) => sum + (c.worths[split[i] ?? 0] ?? 0n), hurdle * BigInt(reserve))
    const candidate = { split, worth, reserve }
    if (best === undefined || isBetter(candidate, best)) best = candidate
  }
  if (best === undefined) throw new Error('no conflict was found, yet nothing is feasible')
  const units: Record<string, number> = Object.create(null)
  for (const [i, { cell }] of small.cells.entries()) units[cell.id] = best.split[i] ?? 0
  return { kind: 'optimal', units, reserve: best.reserve }
}

interface Candidate {
  split: number[]
  worth: bigint
  reserve: number
}

function isBetter(a: Candidate, b: Candidate): boolean {
  if (a.worth !== b.worth) return a.worth > b.worth
  if (a.reserve !== b.reserve) return a.reserve > b.reserve
  const i = a.split.findIndex((k, at) => k !== b.split[at])
  return i >= 0 && (a.split[i] ?? 0) > (b.split[i] ?? 0)
}

interface Part {
  scope: 'pool' | 'group' | 'cell'
  at: string
  missing: number
  cells: number
}

/** A part conflicts when no split of its cells keeps the bounds at and below it, while everything below it is fine. */
function narrowestConflict(small: Small): BruteResult | null {
  const parts: Part[] = []
  for (const { cell, low, high } of small.cells) {
    if (low > high) parts.push({ scope: 'cell', at: cell.id, missing: low - high, cells: 1 })
  }
  for (const group of small.problem.groups) parts.push(...groupConflict(small, group))
  if (parts.length === 0) parts.push(...poolConflict(small))
  const rank = { cell: 0, group: 1, pool: 2 }
  parts.sort((a, b) => a.cells - b.cells || rank[a.scope] - rank[b.scope] || (a.at < b.at ? -1 : 1))
  const first = parts[0]
  if (first === undefined) return null
  return { kind: 'infeasible', scope: first.scope, at: first.at, missing: first.missing * small.problem.unitMinor }
}

/** Least and most the cells can come to with every bound below the part kept; null where they cannot. */
function reach(small: Small, ids: Set<string>, inner: readonly Group[], at: string | null): [number, number] | null {
  let found: [number, number] | null = null
  for (const split of splits(small, ids)) {
    if (!inner.every((group) => keepsBounds(small, group, split))) continue
    const sum = at === null ? split.reduce((a, b) => a + b, 0) : sumBelow(small, at, split)
    found = found === null ? [sum, sum] : [Math.min(found[0], sum), Math.max(found[1], sum)]
  }
  return found
}

function groupConflict(small: Small, group: Group): Part[] {
  const { problem } = small
  const inner = problem.groups.filter((g) => g.id !== group.id && pathOf(problem, g.id).includes(group.id))
  const ids = idsBelow(small, group.id)
  const range = reach(small, ids, inner, group.id)
  if (range === null) return []
  const lower = Math.ceil(group.minMinor / problem.unitMinor)
  const upper = Math.floor((group.maxMinor ?? Infinity) / problem.unitMinor)
  const missing = Math.max(lower - upper, range[0] - upper, lower - range[1])
  return missing > 0 ? [{ scope: 'group', at: group.id, missing, cells: ids.size }] : []
}

function poolConflict(small: Small): Part[] {
  const { problem, total } = small
  const range = reach(small, new Set(problem.cells.map(({ id }) => id)), problem.groups, null)
  if (range === null) return []
  const reserve = Math.min(total, Math.floor((problem.reserve.maxMinor ?? Infinity) / problem.unitMinor))
  const missing = Math.max(range[0] - total, total - range[1] - reserve)
  return missing > 0 ? [{ scope: 'pool', at: 'pool', missing, cells: Infinity }] : []
}

/** Value of the best split with overlaps kept too, as the sum of its steps in minor units; null if there is none. */
export function bruteOverlapping(problem: Problem): number | null {
  const small = smallOf(problem)
  const mostReserve = Math.floor((problem.reserve.maxMinor ?? Infinity) / problem.unitMinor)
  let best: number | null = null
  for (const split of splits(small, new Set(problem.cells.map(({ id }) => id)))) {
    const reserve = small.total - split.reduce((sum, k) => sum + k, 0)
    if (reserve < 0 || reserve > mostReserve) continue
    if (!problem.groups.every((group) => keepsBounds(small, group, split))) continue
    if (!keepsOverlaps(small, split)) continue
    const amounts = Object.fromEntries(small.cells.map(({ cell }, i) => [cell.id, (split[i] ?? 0) * problem.unitMinor]))
    best = Math.max(best ?? -Infinity, stepsWorth(problem, amounts, reserve * problem.unitMinor))
  }
  return best
}

function keepsOverlaps({ problem, cells }: Small, split: readonly number[]): boolean {
  return (problem.overlaps ?? []).every(({ cellIds, maxMinor }) => {
    const sum = cells.reduce((total, { cell }, i) => total + (cellIds.includes(cell.id) ? (split[i] ?? 0) : 0), 0)
    return sum * problem.unitMinor <= maxMinor
  })
}

/** Worth of all steps taken, the reserve at its hurdle, in doubles. */
export function stepsWorth(problem: Problem, amounts: Record<string, number>, reserveMinor: number): number {
  const unit = problem.unitMinor
  let worth = problem.reserve.hurdle * reserveMinor
  for (const cell of problem.cells) {
    for (let x = 0; x < (amounts[cell.id] ?? 0); x += unit) worth += marginalOf(cell, x, unit) * unit
  }
  return worth
}
