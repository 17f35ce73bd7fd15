import { allocate, type Problem } from '@sluice/allocation'
import { amountNow, amountsBefore } from './first-amount.ts'
import type { PlanningInput } from './input.ts'
import type { PlannedLeaf, PoolProblem } from './pool-problem.ts'
import { spanOf } from './tree.ts'

/** What the pool would do today if nobody decided anything: its numbers, moved no more than today's bounds demand. */
export interface Today {
  amounts: Record<string, number>
  reserveMinor: number
}

/**
 * Today's numbers brought within today's bounds [L9]: those in force, or what a new cell counts as having. Where all of
 * them together are allowed, themselves; else moved as little as possible (see `projectionOf`). `problem` is the pool's
 * with what the plan holds as fixed amounts: a hold is one of today's numbers, and the bounds allow it, so it does not
 * move here either.
 */
export function todayOf(pool: PoolProblem, problem: Problem, input: Pick<PlanningInput, 'previous' | 'policy'>): Today {
  const inForce = amountsBefore(input)
  const amounts: Record<string, number> = Object.create(null)
  for (const { id, facts } of pool.leaves) amounts[id] = amountNow(facts.cell, inForce, input.policy)
  if (!areAllowed(pool, amounts)) return projectionOf(problem, amounts)
  const spentMinor = pool.leaves.reduce((sum, { id }) => sum + (amounts[id] ?? 0), 0)
  return { amounts, reserveMinor: pool.problem.totalMinor - spentMinor }
}

/** Whether a cell may get this amount, as far as its own bounds go. */
export function isAllowed({ min, max }: PlannedLeaf, amount: number, unitMinor: number): boolean {
  return amount >= min && amount <= max && amount % unitMinor === 0
}

/** Whether these amounts keep every bound of cells, groups, pool and reserve. */
export function areAllowed({ problem, tree, leaves }: PoolProblem, amounts: Readonly<Record<string, number>>): boolean {
  if (!leaves.every((leaf) => isAllowed(leaf, amounts[leaf.id] ?? -1, problem.unitMinor))) return false
  const span = spanOf(tree, ({ id }) => ({ min: amounts[id] ?? 0, max: amounts[id] ?? 0 }))
  return span !== null && tree.max - span.can <= (problem.reserve.maxMinor ?? Infinity)
}

/**
 * The nearest allowed numbers, as a problem of its own with the same bounds: a cell's next unit is worth 1 at today's
 * number, more below it and less above, by how far off it is in proportion; so is a unit of the reserve. Then a cell stays
 * where nothing pushes it, and cells that a pool or group pushes move in proportion. (The divergence that is least is
 * Σ y·d(x/y), strictly convex: the answer is one.)
 */
function projectionOf(problem: Problem, amounts: Readonly<Record<string, number>>): Today {
  const cells = problem.cells.map((cell) => {
    const today = amounts[cell.id] ?? 0
    // 4y·x/(x+y) has slope 1 at y. A cell without money today is given some only where bounds leave no other way.
    const curve = { kind: 'hill', ceiling: today > 0 ? 4 * today : 0.5, halfSpendMinor: Math.max(1, today) } as const
    return { ...cell, valueMinor: 1, headroom: null, curve }
  })
  const nearest = allocate({ ...problem, reserve: { ...problem.reserve, hurdle: 1 }, cells })
  if (nearest.kind === 'optimal') return { amounts: nearest.allocation, reserveMinor: nearest.reserveMinor }
  throw new Error(`today's numbers could not be brought within bounds: ${nearest.kind}`)
}
