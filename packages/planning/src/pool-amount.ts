import type { Day, PlanningInput } from './input.ts'
import { daysBetween } from './instant.ts'

export interface PoolAmount {
  /** What may be spent today, minor units. */
  dailyMinor: number
  /** What the rest of the period cannot place under the daily cap, minor units over the period. */
  projectedUnderspendMinor: number
}

/**
 * Today's part of what is left of the period [M1–M5]: an even split over the days left, today included, at most
 * `dailyCapShare` times an even day of the whole budget. Outside the period there is nothing to spend.
 */
export function poolAmount({
  amount,
  day,
  policy,
}: Pick<PlanningInput, 'amount' | 'policy'> & { day: Pick<Day, 'today'> }): PoolAmount {
  const daysLeft = daysBetween(day.today, amount.periodEnd)
  if (daysLeft <= 0 || day.today < amount.periodStart) return { dailyMinor: 0, projectedUnderspendMinor: 0 }
  const spent = amount.spentBeforeMinor + amount.spentOnCompleteDaysMinor
  const left = Math.max(0, amount.budgetMinor + amount.carriedOverMinor - spent)
  const capPerDay = Math.floor(
    (policy.dailyCapShare * amount.budgetMinor) / daysBetween(amount.periodStart, amount.periodEnd),
  )
  return {
    dailyMinor: Math.min(Math.floor(left / daysLeft), capPerDay),
    projectedUnderspendMinor: Math.max(0, left - capPerDay * daysLeft),
  }
}
