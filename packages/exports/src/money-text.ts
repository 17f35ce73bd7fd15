/** Minor units as a plain decimal: 4650 USD is `46.50`, 4650 JPY `4650`. Exact: no floating point in between. */
export function decimalText(minor: number, exponent: number): string {
  if (exponent === 0) return String(minor)
  const digits = String(minor).padStart(exponent + 1, '0')
  return `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
}

/** Millionths of the currency, as Google Ads counts, in text: they pass 2^53. 46.50 USD is `46500000`. */
export function microsText(minor: number, exponent: number): string {
  return String(BigInt(minor) * 10n ** BigInt(6 - exponent))
}

/**
 * The most Google Ads charges in a month for an average daily budget: 30.4 times it, to the nearest minor unit. In two
 * parts, because 304 times the largest amount is no longer exact.
 */
export function monthlyExposureMinor(dailyMinor: number): number {
  return 30 * dailyMinor + Math.round((4 * dailyMinor) / 10)
}
