import { foundById } from './found-by-id.ts'
import type { Plan, PlanAlert, Recommendation } from './plan.types.ts'

/** Expected figures that differ by no more than this share of the larger are the same: they move a little with every report. */
const LARGEST_DRIFT = 0.01

/**
 * Whether two plans say the same [R3]: every line, the reserve, the alerts, and what each cell is expected to bring and
 * what more money and room there would be worth. Times, ages, sentences, amounts of before and small drifts do not make
 * a new plan.
 */
export function plansAreEqual(a: Plan, b: Plan): boolean {
  if (a.reserveDailyMinor !== b.reserveDailyMinor || a.recommendations.length !== b.recommendations.length) return false
  if (!areSameAlerts(a.alerts, b.alerts)) return false
  const otherOf = foundById(b.recommendations, ({ cellId }) => cellId)
  return a.recommendations.every((line, i) => {
    const other = otherOf(line.cellId, i)
    return other !== undefined && isSameLine(line, other) && areWorthAlike(line, other)
  })
}

/**
 * Whether a cell's line says the same in two plans; ages, values and the sentence move with time and with other cells.
 * Followers of lines are told by this as well, so that no line changes without a plan. Member by member: a loop over
 * their names takes five times as long, and there may be a hundred thousand lines.
 */
export function isSameLine(a: Recommendation, b: Recommendation): boolean {
  return (
    a.recommendedDailyBudgetMinor === b.recommendedDailyBudgetMinor &&
    a.referenceDailyBudgetMinor === b.referenceDailyBudgetMinor &&
    a.minDailyBudgetMinor === b.minDailyBudgetMinor &&
    a.maxDailyBudgetMinor === b.maxDailyBudgetMinor &&
    isSameState(a, b) &&
    a.label === b.label &&
    a.locationId === b.locationId &&
    a.serviceLine === b.serviceLine &&
    a.channel === b.channel &&
    areSame(a.reasons, b.reasons)
  )
}

/** What is known of its place. How fresh that is decides whether a gate's cut needs approval [D4]. */
function isSameState(a: Recommendation, b: Recommendation): boolean {
  return (
    a.status === b.status &&
    a.gate === b.gate &&
    a.headroom === b.headroom &&
    a.waitDays === b.waitDays &&
    a.waitKind === b.waitKind &&
    a.waitlistSize === b.waitlistSize &&
    a.freshness === b.freshness &&
    areSame(a.figures, b.figures) &&
    areSame(a.flags, b.flags)
  )
}

function areWorthAlike(a: Recommendation, b: Recommendation): boolean {
  return (
    areAlike(a.expectedBookingsPerDay, b.expectedBookingsPerDay) &&
    areAlike(a.nextDollarValueMinor, b.nextDollarValueMinor) &&
    areAlike(a.nextSlotValueMinor, b.nextSlotValueMinor) &&
    areAlike(a.slotAWeekValueMinor, b.slotAWeekValueMinor)
  )
}

function areSameAlerts(a: readonly PlanAlert[], b: readonly PlanAlert[]): boolean {
  return (
    a.length === b.length &&
    a.every(({ code, cellIds }, i) => {
      const other = b[i]
      return other?.code === code && areSame(cellIds, other.cellIds)
    })
  )
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i])
}

function areAlike(a: number, b: number): boolean {
  return Math.abs(a - b) <= LARGEST_DRIFT * Math.max(a, b)
}
