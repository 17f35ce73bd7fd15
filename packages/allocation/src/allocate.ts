import { checkProblem } from './check.ts'
import { exactSum } from './doubles.ts'
import { findConflict } from './feasibility.ts'
import type { Certificate, GroupPrice, Optimal, Problem, Result } from './problem.ts'
import { type Solution, solveTree } from './solve.ts'
import { type Tree, treeOf } from './tree.ts'
import { leafValue } from './worth.ts'

/**
 * The best split of `totalMinor` per day, exact to the unit: no other split within the bounds is worth more, and of
 * equals it is the one that gives the reserve most, then the smallest id, and so on. The same problem in another
 * order gives the same answer, to the bit. Contradictory bounds and malformed numbers are answers, not throws.
 */
export function allocate(problem: Problem): Result {
  const errors = checkProblem(problem)
  if (errors.length > 0) return { kind: 'invalid', errors }
  const tree = treeOf(problem)
  return findConflict(tree) ?? optimal(tree, solveTree(tree))
}

function optimal(tree: Tree, solution: Solution): Optimal {
  const { cells, totalMinor } = tree.problem
  const spends = new Float64Array(cells.length)
  const values = new Float64Array(cells.length)
  readLeaves(tree, solution, spends, values)
  const allocation: Record<string, number> = Object.create(null)
  let reserveMinor = totalMinor
  for (let i = 0; i < cells.length; i++) {
    const spend = spends[i] ?? 0
    allocation[cells[i]?.id ?? ''] = spend
    reserveMinor -= spend
  }
  const certificate = certify(tree, solution)
  return { kind: 'optimal', allocation, reserveMinor, valueMinor: exactSum(values), certificate, hulls: hullsOf(tree) }
}

/** From the tree's order back to the problem's. */
function readLeaves(tree: Tree, { units }: Solution, spends: Float64Array, values: Float64Array): void {
  for (let leaf = 0; leaf < tree.leaves.count; leaf++) {
    const cell = tree.leaves.cell[leaf] ?? -1
    if (cell < 0) continue
    spends[cell] = (units[leaf] ?? 0) * tree.unit
    values[cell] = leafValue(tree, leaf, units[leaf] ?? 0)
  }
}

function hullsOf({ leaves, problem }: Tree): string[] {
  const cells: number[] = []
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    if (leaves.response[leaf]?.hull === true) cells.push(leaves.cell[leaf] ?? -1)
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
