import { foundById } from './found-by-id.ts'
import type { Plan, Recommendation } from './plan.types.ts'

/** Expected figures that differ by no more than this share of the larger are the same: they move a little with every report. */
const LARGEST_DRIFT = 0.01

/**
 * Whether two plans say the same [R3]: every cell's name, place, amount, gate, headroom, reasons and status, what it is
 * expected to bring and what more money and room there would be worth, and the reserve. Times, ages, sentences and
 * small drifts do not make a new plan.
 */
export function plansAreEqual(a: Plan, b: Plan): boolean {
  if (a.reserveDailyMinor !== b.reserveDailyMinor || a.recommendations.length !== b.recommendations.length) return false
  const otherOf = foundById(b.recommendations, ({ cellId }) => cellId)
  return a.recommendations.every((line, i) => {
    const other = otherOf(line.cellId, i)
    return other !== undefined && linesAreEqual(line, other)
  })
}

function linesAreEqual(a: Recommendation, b: Recommendation): boolean {
  return (
    a.locationId === b.locationId &&
    a.serviceLine === b.serviceLine &&
    a.channel === b.channel &&
    a.recommendedDailyBudgetMinor === b.recommendedDailyBudgetMinor &&
    a.gate === b.gate &&
    a.headroom === b.headroom &&
    a.status === b.status &&
    a.reasons.length === b.reasons.length &&
    a.reasons.every((reason, i) => reason === b.reasons[i]) &&
    a.label === b.label &&
    areAlike(a.expectedBookingsPerDay, b.expectedBookingsPerDay) &&
    areAlike(a.nextDollarValueMinor, b.nextDollarValueMinor) &&
    areAlike(a.nextSlotValueMinor, b.nextSlotValueMinor) &&
    areAlike(a.slotAWeekValueMinor, b.slotAWeekValueMinor)
  )
}

function areAlike(a: number, b: number): boolean {
  return Math.abs(a - b) <= LARGEST_DRIFT * Math.max(a, b)
}
