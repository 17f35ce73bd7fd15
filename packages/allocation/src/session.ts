import { checkCellAlone, checkProblem, checkTotalAlone } from './check.ts'
import { ExactSum } from './doubles.ts'
import { findConflict } from './feasibility.ts'
import type { Cell, Infeasible, Invalid, Problem, ProblemError, Result } from './problem.ts'
import { toOptimal, totalValue } from './result.ts'
import { solveWarm, type WarmSolution } from './solve.ts'
import { RESERVE, setLeaf, type Tree, treeOf, withTotal } from './tree.ts'
import { cellBookings } from './value.ts'

/** What one replaced cell did to the split. */
export interface Moved {
  kind: 'moved'
  reserveMinor: number
  /**
   * The cells whose amount is different from the last split; worked out when asked for, as a third of a large pool may
   * move by a cent.
   */
  moves(): Move[]
}

export interface Move {
  id: string
  fromMinor: number
  toMinor: number
}

/** What a split comes to. */
export interface Summary {
  kind: 'optimal'
  reserveMinor: number
  /** Σ of the cells' values; the reserve's worth is not in it. */
  valueMinor: number
  /** Σ of the cells' bookings, each at most its headroom. */
  bookings: number
  /** Value of the pool's next unit, per minor unit. */
  lambda: number
}

/** A problem kept ready, so that a change in one cell or in the total costs a fraction of a full solve. */
export interface Session {
  /** The full result for the problem as it now is, exactly as `allocate` gives it. O(n). */
  result(): Result
  /** The same without the amounts of the cells: a third of the time. */
  summary(): Summary | Infeasible
  /**
   * Puts another cell in the place of the one with its id (same group), and solves from where the last solve ended.
   * A cell that is refused changes nothing. After an infeasible answer the next solve is a full one.
   */
  replaceCell(cell: Cell): Moved | Infeasible | Invalid
  /**
   * Asks about another total, and another most for the reserve, on the same cells. One that is refused changes nothing.
   */
  replaceTotal(totalMinor: number, reserveMaxMinor?: number | null): Moved | Infeasible | Invalid
}

/** Opens a session on a tree; `invalid` also for a problem with overlaps, which have no warm start. */
export function openSession(problem: Problem): { kind: 'open'; session: Session } | Invalid {
  const errors = checkProblem(problem)
  if (problem.overlaps?.length) errors.push({ pointer: '/overlaps', message: 'a session cannot have any' })
  if (errors.length > 0) return { kind: 'invalid', errors }
  const cells = [...problem.cells]
  return { kind: 'open', session: sessionOn(treeOf({ ...problem, cells }), cells) }
}

function sessionOn(opened: Tree, cells: Cell[]): Session {
  let tree = opened
  const leafOf = leavesById(tree)
  let conflict = findConflict(tree)
  let solution = conflict === null ? solveWarm(tree, null) : null
  let published: Float64Array = solution?.units ?? new Float64Array(tree.leaves.count)

  function replaceCell(cell: Cell): Moved | Infeasible | Invalid {
    const leaf = leafOf.get(cell.id)
    const errors = refusals(tree, leaf, cell)
    if (leaf === undefined || errors.length > 0) return { kind: 'invalid', errors }
    const bounds = boundsOf(tree, leaf)
    cells[tree.leaves.cell[leaf] ?? 0] = cell
    setLeaf(tree.leaves, leaf, cell, tree.unit)
    // What was feasible stays so while the bounds are what they were.
    if (conflict !== null || boundsOf(tree, leaf) !== bounds) conflict = findConflict(tree)
    solution = conflict === null ? solveAgain(tree, solution, leaf) : null
    if (conflict !== null || solution === null) return conflict ?? { kind: 'invalid', errors: [] }
    const moved = movedBetween(tree, published, solution.units)
    published = solution.units
    return moved
  }

  function replaceTotal(
    totalMinor: number,
    reserveMaxMinor = tree.problem.reserve.maxMinor,
  ): Moved | Infeasible | Invalid {
    const problem = { ...tree.problem, totalMinor, reserve: { ...tree.problem.reserve, maxMinor: reserveMaxMinor } }
    const errors = checkTotalAlone(problem)
    if (errors.length > 0) return { kind: 'invalid', errors }
    const isSameReserve = reserveMaxMinor === tree.problem.reserve.maxMinor
    tree = withTotal(tree, problem)
    conflict = findConflict(tree)
    const changed = isSameReserve ? null : tree.leaves.kind.indexOf(RESERVE)
    solution = conflict === null ? solveAgain(tree, solution, changed) : null
    if (conflict !== null || solution === null) return conflict ?? { kind: 'invalid', errors: [] }
    const moved = movedBetween(tree, published, solution.units)
    published = solution.units
    return moved
  }

  // A conflict is all there is where nothing was solved.
  const solved = () => solution ?? solveWarm(tree, null)
  return {
    result: () => conflict ?? toOptimal(tree, solved()),
    summary: () => conflict ?? toSummary(tree, cells, solved()),
    replaceCell,
    replaceTotal,
  }
}

function toSummary(tree: Tree, cells: readonly Cell[], solution: WarmSolution): Summary {
  const { leaves, unit, problem } = tree
  const bookings = new ExactSum()
  let reserveMinor = problem.totalMinor
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    const cell = cells[leaves.cell[leaf] ?? -1]
    if (cell === undefined) continue
    const amount = (solution.units[leaf] ?? 0) * unit
    reserveMinor -= amount
    bookings.add(Math.min(cellBookings(cell, amount), cell.headroom ?? Infinity))
  }
  const [lambda = 0] = solution.prices
  return { kind: 'optimal', reserveMinor, valueMinor: totalValue(tree, solution), bookings: bookings.rounded(), lambda }
}

function boundsOf({ leaves }: Tree, leaf: number): string {
  return `${leaves.lower[leaf]} ${leaves.upper[leaf]}`
}

function solveAgain(tree: Tree, before: WarmSolution | null, changed: number | null): WarmSolution {
  return solveWarm(tree, before === null ? null : { before, changed })
}

function leavesById({ leaves, problem }: Tree): Map<string, number> {
  const leafOf = new Map<string, number>()
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    const cell = problem.cells[leaves.cell[leaf] ?? -1]
    if (cell !== undefined) leafOf.set(cell.id, leaf)
  }
  return leafOf
}

function refusals(tree: Tree, leaf: number | undefined, cell: Cell): ProblemError[] {
  if (leaf === undefined) return [{ pointer: '/id', message: 'names no cell of the problem' }]
  const { groupId } = tree.problem.cells[tree.leaves.cell[leaf] ?? -1] ?? { groupId: null }
  if (groupId !== cell.groupId) return [{ pointer: '/groupId', message: 'must stay what it is' }]
  return checkCellAlone(cell)
}

function movedBetween(tree: Tree, from: Float64Array, to: Float64Array): Moved {
  const kept = (to[tree.leaves.kind.indexOf(RESERVE)] ?? 0) * tree.unit
  return { kind: 'moved', reserveMinor: tree.remainderMinor + kept, moves: () => movesBetween(tree, from, to) }
}

function movesBetween({ leaves, problem, unit }: Tree, from: Float64Array, to: Float64Array): Move[] {
  const moves: Move[] = []
  for (let leaf = 0; leaf < leaves.count; leaf++) {
    if (from[leaf] === to[leaf]) continue
    const cell = problem.cells[leaves.cell[leaf] ?? -1]
    if (cell === undefined) continue
    moves.push({ id: cell.id, fromMinor: (from[leaf] ?? 0) * unit, toMinor: (to[leaf] ?? 0) * unit })
  }
  return moves
}
