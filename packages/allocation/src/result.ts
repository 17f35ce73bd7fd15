import { ExactSum } from './doubles.ts'
import type { Certificate, GroupPrice, Optimal } from './problem.ts'
import type { Solution } from './solve.ts'
import { OTHER, type Tree } from './tree.ts'
import { leafValue } from './worth.ts'

/** The solution in the problem's own terms. */
export function toOptimal(tree: Tree, solution: Solution): Optimal {
  const { cells, totalMinor } = tree.problem
  const spends = spendsOf(tree, solution)
  const allocation: Record<string, number> = Object.create(null)
  let reserveMinor = totalMinor
  for (let i = 0; i < cells.length; i++) {
    const spend = spends[i] ?? 0
    allocation[cells[i]?.id ?? ''] = spend
    reserveMinor -= spend
  }
  const certificate = certify(tree, solution)
  const valueMinor = totalValue(tree, solution)
  return { kind: 'optimal', allocation, reserveMinor, valueMinor, certificate, hulls: hullsOf(tree), gapMinor: 0 }
}

/** From the tree's order back to the problem's. */
function spendsOf({ leaves, unit, problem }: Tree, { units }: Solution): Float64Array {
  const spends = new Float64Array(problem.cells.length)
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    const cell = leaves.cell[leaf] ?? -1
    if (cell >= 0) spends[cell] = (units[leaf] ?? 0) * unit
  }
  return spends
}

/** In the tree's order: the sum is exactly rounded, so the order does not matter. The reserve's leaf has no value. */
export function totalValue(tree: Tree, { units }: Solution): number {
  const sum = new ExactSum()
  for (let leaf = 0; leaf < tree.leaves.count; leaf++) sum.add(leafValue(tree, leaf, units[leaf] ?? 0))
  return sum.rounded()
}

function hullsOf({ leaves, problem }: Tree): string[] {
  const cells: number[] = []
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    if (leaves.kind[leaf] === OTHER && leaves.response[leaf]?.hull === true) cells.push(leaves.cell[leaf] ?? -1)
  }
  return cells.map((cell) => problem.cells[cell]?.id ?? '').sort()
}

function certify({ nodes, problem }: Tree, { prices }: Solution): Certificate {
  const groups: Record<string, GroupPrice> = Object.create(null)
  for (let v = 1; v < nodes.count; v++) {
    const lambda = prices[v] ?? 0
    const above = prices[nodes.parent[v] ?? 0] ?? 0
    const id = problem.groups[nodes.group[v] ?? 0]?.id ?? ''
    groups[id] = { lambda, muPlus: Math.max(0, lambda - above), muMinus: Math.max(0, above - lambda) }
  }
  return { lambda: prices[0] ?? 0, groups }
}
