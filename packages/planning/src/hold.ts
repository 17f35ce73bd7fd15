import { allocate, type Optimal, objectiveOf, type Problem } from '@sluice/allocation'
import { amountsBefore } from './first-amount.ts'
import type { PlanningInput, Policy } from './input.ts'
import { minorPerCurrencyUnit } from './money.ts'
import type { Relaxation } from './plan.types.ts'
import type { PlannedLeaf, PoolProblem } from './pool-problem.ts'
import { areAllowed, isAllowed } from './today.ts'
import { type Leaf, type Node, spanOf } from './tree.ts'

/** The numbers to publish. */
export interface HeldNumbers {
  amounts: Record<string, number>
  reserveMinor: number
  /** What they are the best answer to: the free problem with its holds as fixed amounts. */
  problem: Problem
  /** Cells kept at their old number although another would be better. */
  heldIds: ReadonlySet<string>
  /** Cells moved by less than their dead band, because holding them all was not possible. */
  released: Relaxation[]
}

export type HoldInput = Pick<PlanningInput, 'previous' | 'proposed' | 'policy' | 'currencyExponent'>

/** A cell that would move by less than its dead band. */
interface Candidate {
  id: string
  leaf: PlannedLeaf
  old: number
  change: number
}

/**
 * Keeps what is not worth moving [L2–L8]. `optimal` solves `pool.problem`; what comes back keeps every bound of it, and
 * no number is further from the optimum than one dead band unless the whole plan stays as it was.
 */
export function hold(
  pool: PoolProblem,
  optimal: Optimal,
  { previous, proposed, policy, currencyExponent }: HoldInput,
): HeldNumbers {
  if (previous === null) return asSolved(pool, optimal)
  const slackMinor = Math.max(
    policy.deadBand.currencyUnits * minorPerCurrencyUnit(currencyExponent),
    policy.platform.unitMinor,
  )
  const old = amountsBefore({ previous: proposed ?? previous }) ?? new Map()
  const held = holdSmallChanges(pool, optimal, old, slackMinor)
  return stay(pool, held, optimal, old, policy) ?? held
}

function asSolved({ problem }: PoolProblem, { allocation, reserveMinor }: Optimal): HeldNumbers {
  return { amounts: allocation, reserveMinor, problem, heldIds: new Set(), released: [] }
}

function holdSmallChanges(
  pool: PoolProblem,
  optimal: Optimal,
  old: ReadonlyMap<string, number>,
  slackMinor: number,
): HeldNumbers {
  const candidates = candidatesOf(pool, optimal, old)
  if (candidates.every(({ change }) => change === 0)) return asSolved(pool, optimal)
  const fewest = fewestReleases(pool, candidates)
  for (const count of releaseCounts(fewest, candidates.length)) {
    const kept = candidates.slice(count)
    if (kept.every(({ change }) => change === 0)) break
    const problem = withHolds(pool.problem, kept)
    const solved = allocate(problem)
    if (solved.kind === 'optimal' && isClose(pool, optimal, solved, slackMinor)) {
      return { ...toHeld(solved, optimal, kept, candidates.slice(0, count)), problem }
    }
  }
  return { ...asSolved(pool, optimal), released: candidates.map(toRelaxation).filter(({ byMinor }) => byMinor > 0) }
}

/** Small changes whose old number is still allowed, the largest first. */
function candidatesOf(
  { leaves, problem }: PoolProblem,
  optimal: Optimal,
  old: ReadonlyMap<string, number>,
): Candidate[] {
  const candidates: Candidate[] = []
  for (const leaf of leaves) {
    const before = old.get(leaf.id)
    if (before === undefined || !isAllowed(leaf, before, problem.unitMinor)) continue
    const change = Math.abs((optimal.allocation[leaf.id] ?? 0) - before)
    if (change <= leaf.facts.deadBandMinor) candidates.push({ id: leaf.id, leaf, old: before, change })
  }
  return candidates.sort((a, b) => b.change - a.change || (a.id < b.id ? -1 : 1))
}

/** How many holds, the largest changes first, must go before the rest can be kept: more never hurts, so halving finds it. */
function fewestReleases({ tree, problem }: PoolProblem, candidates: readonly Candidate[]): number {
  const places = new Map(candidates.map(({ leaf }, place) => [leaf, place]))
  const holdable = toHoldable(tree, (leaf) => {
    const place = places.get(leaf)
    return place === undefined ? undefined : { place, old: candidates[place]?.old ?? 0 }
  })
  const mostKept = problem.reserve.maxMinor ?? Infinity
  let low = 0
  let high = candidates.length
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (canHold(holdable, middle, mostKept)) high = middle
    else low = middle + 1
  }
  return low
}

/** A cell with the amount it may be held at, and its place among the candidates; one that is not held has no place. */
interface HoldableLeaf extends Leaf {
  place: number
  hold: { min: number; max: number }
}

function toHoldable(
  node: Node<PlannedLeaf>,
  candidateOf: (leaf: PlannedLeaf) => { place: number; old: number } | undefined,
): Node<HoldableLeaf> {
  return {
    ...node,
    children: node.children.map((child) => toHoldable(child, candidateOf)),
    leaves: node.leaves.map((leaf) => {
      const { place, old } = candidateOf(leaf) ?? { place: -1, old: 0 }
      return { id: leaf.id, min: leaf.min, max: leaf.max, place, hold: { min: old, max: old } }
    }),
  }
}

/** Whether all from this place on can be held. It is asked a dozen times of ten thousand cells, so nothing is looked up. */
function canHold(tree: Node<HoldableLeaf>, from: number, mostKept: number): boolean {
  const span = spanOf(tree, (leaf) => (leaf.place >= from ? leaf.hold : leaf))
  return span !== null && tree.max - span.can <= mostKept
}

/** From the fewest releases that are possible to all of them, in few strides: each is one solve. */
function releaseCounts(fewest: number, all: number): number[] {
  const strides = [0, 1 / 8, 1 / 4, 1 / 2, 1]
  return [...new Set(strides.map((part) => fewest + Math.ceil((all - fewest) * part)))]
}

function withHolds(problem: Problem, kept: readonly Candidate[]): Problem {
  const fixed = new Map(kept.map(({ id, old }) => [id, old]))
  const cells = problem.cells.map((cell) => {
    const old = fixed.get(cell.id)
    return old === undefined ? cell : { ...cell, minMinor: old, maxMinor: old }
  })
  return { ...problem, cells }
}

/**
 * Whether the holds push nothing far from its optimum [L5]: without this, a pool that shrinks by 1 % would keep 96 of 100
 * cells and cut four by a third. The reserve may take up slack where its price is the cells' price anyway.
 */
function isClose({ leaves, problem }: PoolProblem, optimal: Optimal, solved: Optimal, slackMinor: number): boolean {
  const isReservePriced = optimal.certificate.lambda === problem.reserve.hurdle
  const kept = Math.abs(solved.reserveMinor - optimal.reserveMinor)
  if (kept > slackMinor && !isReservePriced) return false
  return leaves.every(({ id, facts }) => {
    return Math.abs((solved.allocation[id] ?? 0) - (optimal.allocation[id] ?? 0)) <= facts.deadBandMinor
  })
}

function toHeld(
  solved: Optimal,
  optimal: Optimal,
  kept: readonly Candidate[],
  gone: readonly Candidate[],
): Omit<HeldNumbers, 'problem'> {
  const isBetterElsewhere = ({ id, old }: Candidate) => optimal.allocation[id] !== old
  return {
    amounts: solved.allocation,
    reserveMinor: solved.reserveMinor,
    heldIds: new Set(kept.filter(isBetterElsewhere).map(({ id }) => id)),
    released: gone.map(toRelaxation).filter(({ byMinor }) => byMinor > 0),
  }
}

function toRelaxation({ id, change }: Candidate): Relaxation {
  return { kind: 'dead_band', at: id, byMinor: change }
}

/** The numbers in force, when all of them are still allowed and the new ones gain less than `minimalGainMinor` [L7]. */
function stay(
  pool: PoolProblem,
  held: HeldNumbers,
  optimal: Optimal,
  old: ReadonlyMap<string, number>,
  policy: Policy,
): HeldNumbers | null {
  const { problem, leaves } = pool
  if (old.size !== leaves.length) return null
  const amounts: Record<string, number> = Object.create(null)
  for (const { id } of leaves) amounts[id] = old.get(id) ?? -1
  if (!areAllowed(pool, amounts)) return null
  const reserveMinor = problem.totalMinor - leaves.reduce((sum, { id }) => sum + (amounts[id] ?? 0), 0)
  const gain = objectiveOf(problem, held.amounts, held.reserveMinor) - objectiveOf(problem, amounts, reserveMinor)
  if (gain >= policy.minimalGainMinor) return null
  const moved = leaves.filter(({ id }) => optimal.allocation[id] !== old.get(id)).map(({ id }) => id)
  return { amounts, reserveMinor, problem: held.problem, heldIds: new Set(moved), released: [] }
}
