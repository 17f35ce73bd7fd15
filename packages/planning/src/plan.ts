import { allocate, type Certificate, type Optimal, objectiveOf, type Problem, provenGap } from '@sluice/allocation'
import { alertsOf } from './alerts.ts'
import { type CellFacts, cellFactsOf } from './cell-facts.ts'
import { amountsBefore } from './first-amount.ts'
import { planPricesOf } from './group-prices.ts'
import { type HeldNumbers, type HoldInput, hold } from './hold.ts'
import type { PlanningInput } from './input.ts'
import { toSix } from './money.ts'
import { nextChangeAt } from './next-change.ts'
import type { Plan, Relaxation } from './plan.types.ts'
import { poolAmount } from './pool-amount.ts'
import { type PoolProblem, poolProblemOf } from './pool-problem.ts'
import { recommendationsOf } from './recommend.ts'
import { bookingsAt } from './response.ts'
import { type Today, todayOf } from './today.ts'

/** A plan with what proves it. */
export interface PoolOutcome {
  plan: Plan
  /** The free problem: every bound and relaxation in it, nothing held. */
  problem: Problem
  /** Its optimum; `plan` may hold other numbers, at most `plan.provenGapMinor` worse. */
  optimal: Optimal
  certificate: Certificate
}

/** The plan for a pool. Pure: the same input gives the same plan, to the byte [R1]. */
export function plan(input: PlanningInput): Plan {
  return planPool(input).plan
}

/** The plan together with the problem it answers and the certificate of that problem's optimum, for the verifier. */
export function planPool(input: PlanningInput): PoolOutcome {
  const { facts, pool, optimal, projectedUnderspendMinor } = decideFreely(input)
  const decided = { facts, pool, optimal, ...heldNumbersOf(input, pool, optimal) }
  return {
    plan: toPlan(input, decided, projectedUnderspendMinor),
    problem: pool.problem,
    optimal,
    certificate: optimal.certificate,
  }
}

/**
 * Held at what was proposed last, unless the numbers in force are worth more than that: then at those [L9, L10]. What is
 * held at numbers in force is never worth less than they are.
 */
function heldNumbersOf(input: PlanningInput, pool: PoolProblem, optimal: Optimal): Pick<Decided, 'numbers' | 'today'> {
  const held = (from: HoldInput) => {
    const numbers = hold(pool, optimal, from)
    return { numbers, today: todayOf(pool, numbers.problem, input) }
  }
  const { proposed, ...others } = input
  if (proposed === undefined) return held(others)
  const steady = held(input)
  const worthOf = ({ amounts, reserveMinor }: Today) => objectiveOf(pool.problem, amounts, reserveMinor)
  return worthOf(steady.numbers) >= worthOf(steady.today) ? steady : held(others)
}

/** The problem a plan answers and its optimum, without what explaining and holding take. */
export function freeProblemOf(input: PlanningInput): { problem: Problem; optimal: Optimal } {
  const { pool, optimal } = decideFreely(input)
  return { problem: pool.problem, optimal }
}

function decideFreely(input: PlanningInput) {
  const facts = cellFactsOf(input)
  const { dailyMinor, projectedUnderspendMinor } = poolAmount(input)
  const pool = poolProblemOf(input, facts, dailyMinor)
  return { facts, pool, optimal: solve(pool.problem), projectedUnderspendMinor }
}

/** What cannot happen: planning made the problem feasible. Said loudly, so that the old plan stays and somebody looks. */
function solve(problem: Problem): Optimal {
  const result = allocate(problem)
  if (result.kind === 'optimal') return result
  const why = result.kind === 'infeasible' ? result.message : JSON.stringify(result.errors)
  throw new Error(`planning handed over a problem that is ${result.kind}: ${why}`)
}

interface Decided {
  facts: readonly CellFacts[]
  pool: PoolProblem
  optimal: Optimal
  numbers: HeldNumbers
  today: Today
}

function toPlan(input: PlanningInput, decided: Decided, projectedUnderspendMinor: number): Plan {
  const { facts, pool, optimal, numbers } = decided
  const unplaceableMinor = Math.min(pool.unplaceableMinor, numbers.reserveMinor)
  const reserveParts = { hurdleMinor: numbers.reserveMinor - unplaceableMinor, unplaceableMinor }
  const relaxed = inOrder([...pool.relaxed, ...numbers.released])
  return {
    poolId: input.poolId,
    asOf: input.asOf,
    inputRevision: input.inputRevision,
    policyVersion: input.policyVersion,
    configVersion: input.configVersion,
    currency: input.currency,
    poolDailyBudgetMinor: pool.problem.totalMinor,
    reserveDailyMinor: numbers.reserveMinor,
    reserveParts,
    projectedUnderspendMinor,
    provenGapMinor: gapOf(pool.problem, numbers, optimal),
    valueMinor: cellsValue(pool, ({ id }) => numbers.amounts[id] ?? 0),
    previousValueMinor: previousValueOf(input, pool),
    gainMinor: gainOf(decided),
    nextPoolUnitValue: optimal.certificate.lambda,
    prices: planPricesOf(input, pool.problem, optimal),
    relaxed,
    nextChangeAt: nextChangeAt(input, facts),
    alerts: alertsOf(pool.leaves, relaxed, projectedUnderspendMinor),
    recommendations: recommendationsOf(input, pool, optimal, numbers, reserveParts),
  }
}

function gapOf(problem: Problem, { amounts }: HeldNumbers, optimal: Optimal): number {
  const proof = provenGap(problem, amounts, optimal.certificate)
  if (proof.kind === 'ok') return proof.gapMinor
  throw new Error(`held numbers break a bound: ${JSON.stringify(proof.findings[0])}`)
}

function cellsValue({ leaves }: PoolProblem, amountOf: (leaf: { id: string }) => number): number {
  return leaves.reduce((sum, leaf) => {
    const { response, headroomPerDay, place } = leaf.facts
    return sum + place.valueMinor * Math.min(bookingsAt(response, amountOf(leaf)), headroomPerDay ?? Infinity)
  }, 0)
}

/**
 * Never worse than today [L9]: the numbers are the best answer to a problem that today's keep to as well. Both are sums of
 * doubles, so without the limit equal ones could show as -0.000001.
 */
function gainOf({ pool: { problem }, today, numbers }: Decided): number {
  const worthOf = ({ amounts, reserveMinor }: Today) => objectiveOf(problem, amounts, reserveMinor)
  return Math.max(0, toSix(worthOf(numbers) - worthOf(today)))
}

function previousValueOf({ previous }: PlanningInput, pool: PoolProblem): number | null {
  if (previous === null) return null
  const amounts = amountsBefore({ previous })
  return cellsValue(pool, ({ id }) => amounts?.get(id) ?? 0)
}

const relaxationOrder: readonly Relaxation['kind'][] = [
  'ramp_down',
  'dead_band',
  'stale_hold',
  'group_minimum',
  'cell_minimum',
  'lock',
  'floor',
]

function inOrder(relaxed: readonly Relaxation[]): Relaxation[] {
  return relaxed.toSorted(
    (a, b) => relaxationOrder.indexOf(a.kind) - relaxationOrder.indexOf(b.kind) || (a.at < b.at ? -1 : 1),
  )
}
