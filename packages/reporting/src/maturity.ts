/**
 * How far figures of money can be trusted. `first_weeks`: days of the first 8 weeks that were ever reported are in it, when
 * budgets still find their level. `settling`: its last day is younger than 8 weeks, so visits it led to are still to come.
 */
export type Maturity = 'first_weeks' | 'settling' | 'mature'

/** 8 weeks: what reports of money call young. */
const youngDays = 56
const dayMs = 86_400_000

/** Of figures from a first to a last date (both included); `firstReported`: the first day ever reported. ISO dates. */
export function maturityOf(dates: { from: string; last: string; firstReported: string; today: string }): Maturity {
  if (daysBetween(dates.firstReported, dates.from) < youngDays) return 'first_weeks'
  return daysBetween(dates.last, dates.today) < youngDays ? 'settling' : 'mature'
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / dayMs)
}
