/**
 * Return on investment in percent: (revenue − investment) / investment × 100. 1,250,000 from 250,000 is 400.
 * Null where nothing was invested, or no revenue is known: neither is a return of 0.
 */
export function roiPercent(revenueMinor: number | null, investmentMinor: number): number | null {
  if (revenueMinor === null || investmentMinor === 0) return null
  return rounded(((revenueMinor - investmentMinor) / investmentMinor) * 100, 2)
}

/** Minor units per lead, booking or visit, to the hundredth; null where there was none, or it is not known. */
export function costPer(spendMinor: number, count: number | null): number | null {
  return count === null || count === 0 ? null : rounded(spendMinor / count, 2)
}

/** A part of a whole, to four decimals; null where the whole is 0. */
export function shareOf(part: number, whole: number): number | null {
  return whole === 0 ? null : rounded(part / whole, 4)
}

/** A rate of fewer days than this would be made of hours: two changes in a cell's first hour are not 1,440 a month. */
export const fewestRateDays = 7

/** How often something would happen in 30 days at this rate; null of less than a week. */
export function perThirtyDays(count: number, days: number): number | null {
  return days < fewestRateDays ? null : rounded((count / days) * 30, 2)
}

function rounded(value: number, decimals: number): number {
  const factor = 10 ** decimals
  // -0 is no figure for people.
  return Math.round(value * factor) / factor + 0
}
