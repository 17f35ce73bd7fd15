import { type Infeasible, openSession, type Problem, type Session, type Summary } from '@sluice/allocation'
import { cellFactsOf } from './cell-facts.ts'
import type { PlanningInput } from './input.ts'
import { formatMoney, minorPerCurrencyUnit, toSix } from './money.ts'
import { poolProblemOf } from './pool-problem.ts'
import { canOf } from './tree.ts'

/** What the pool would bring with a total a day. */
export interface FrontierPoint {
  kind: 'feasible'
  totalMinor: number
  spentMinor: number
  /** Held back by the hurdle, or what no cell may take. */
  reserveMinor: number
  expectedBookingsPerDay: number
  /** Expected value a day, minor units. */
  valueMinor: number
  /** Spent ÷ bookings; null: no bookings. */
  costPerBookingMinor: number | null
  /** Value a day of one more currency unit a day, minor units; its cost is not taken off. 0: it would only lie in the reserve. */
  nextDollarValueMinor: number
}

/** Not enough for what today's bounds demand; a plan would relax them. */
export interface InfeasiblePoint {
  kind: 'infeasible'
  totalMinor: number
  /** So much more would be enough. */
  missingMinor: number
  message: string
}

/**
 * Expected bookings and value for each of these totals, in the order given [Q1–Q5]: the free optimum of today's bounds
 * without holds. The cells' bounds are those of a pool with all the money they can take, so nothing is relaxed for want of it.
 */
export function frontierOf(input: PlanningInput, totalsMinor: readonly number[]): (FrontierPoint | InfeasiblePoint)[] {
  const { problem, mostMinor } = unboundedProblemOf(input)
  const largest = Math.max(...totalsMinor)
  const reserveMaxOf = (totalMinor: number) => reserveMax(problem, totalMinor, mostMinor)
  const opened = openSession({
    ...problem,
    totalMinor: largest,
    reserve: { ...problem.reserve, maxMinor: reserveMaxOf(largest) },
  })
  if (opened.kind !== 'open') throw new Error(`a frontier's problem is invalid: ${JSON.stringify(opened.errors)}`)
  const points = new Map<number, FrontierPoint | InfeasiblePoint>()
  // From the largest down: each starts from its neighbour, and what can no longer be met comes last.
  for (const totalMinor of [...new Set(totalsMinor)].sort((a, b) => b - a)) {
    const summary = summaryAt(opened.session, totalMinor, reserveMaxOf(totalMinor))
    const nextReserveMax = reserveMaxOf(totalMinor + problem.unitMinor)
    points.set(totalMinor, toPoint(summary, { totalMinor, problem, nextReserveMax }, input))
  }
  return totalsMinor.flatMap((totalMinor) => points.get(totalMinor) ?? [])
}

/** The pool's problem with more money than its cells can take: bounds that contradict each other anyway have given way. */
function unboundedProblemOf(input: PlanningInput): { problem: Problem; mostMinor: number } {
  const facts = cellFactsOf(input)
  const plenty = facts.reduce((sum, { bounds }) => sum + bounds.max.minor, 0)
  const pool = poolProblemOf(input, facts, plenty)
  const { maxMinor } = input.policy.reserve
  return {
    problem: { ...pool.problem, reserve: { hurdle: input.policy.reserve.hurdle, maxMinor } },
    mostMinor: canOf(pool.tree),
  }
}

/** As in a plan: the cap is on what the hurdle holds back; what no cell may take has nowhere else to go. */
function reserveMax({ reserve }: Problem, totalMinor: number, mostMinor: number): number | null {
  return reserve.maxMinor === null ? null : Math.max(reserve.maxMinor, totalMinor - mostMinor)
}

function summaryAt(session: Session, totalMinor: number, reserveMaxMinor: number | null): Summary | Infeasible {
  const moved = session.replaceTotal(totalMinor, reserveMaxMinor)
  if (moved.kind === 'invalid') throw new Error(`a total was refused: ${JSON.stringify(moved.errors)}`)
  return session.summary()
}

function toPoint(
  summary: Summary | Infeasible,
  { totalMinor, problem, nextReserveMax }: { totalMinor: number; problem: Problem; nextReserveMax: number | null },
  { currency, currencyExponent }: PlanningInput,
): FrontierPoint | InfeasiblePoint {
  if (summary.kind === 'infeasible') {
    const { missingMinor } = summary
    // Other contradictions have given way before: only the total can be too small for what is below it.
    const missing = formatMoney(missingMinor, currency, currencyExponent)
    const message = `the minimums of the pool come to ${missing} a day more than this total; lower them, or try a larger total`
    return { kind: 'infeasible', totalMinor, missingMinor, message }
  }
  const { reserveMinor, bookings, valueMinor, lambda } = summary
  const spentMinor = totalMinor - reserveMinor
  const mayBeKept = nextReserveMax === null || reserveMinor + problem.unitMinor <= nextReserveMax
  // No cell earns the hurdle with the next unit, for want of headroom or value, or none may take it: it stays in the
  // reserve, at the hurdle's price.
  const nextMinorValue = mayBeKept && lambda <= problem.reserve.hurdle ? 0 : lambda
  return {
    kind: 'feasible',
    totalMinor,
    spentMinor,
    reserveMinor,
    expectedBookingsPerDay: toSix(bookings),
    valueMinor: toSix(valueMinor),
    costPerBookingMinor: bookings > 0 ? toSix(spentMinor / bookings) : null,
    nextDollarValueMinor: toSix(nextMinorValue * minorPerCurrencyUnit(currencyExponent)),
  }
}
