// 0.07 · 100 is 7.000000000000001: a bound must not move by a cent for the last bit of a product.
const lastBits = 1e-6

/** Smallest whole multiple of `unitMinor` not below the amount; what a minimum becomes [B1]. */
export function upToUnit(minor: number, unitMinor: number): number {
  return Math.ceil((minor - lastBits) / unitMinor) * unitMinor
}

/** Largest whole multiple of `unitMinor` not above the amount; what a maximum becomes [B1]. */
export function downToUnit(minor: number, unitMinor: number): number {
  return Math.floor((minor + lastBits) / unitMinor) * unitMinor
}

/** Minor units in one unit of the currency: 100 for USD (2), 1 for JPY (0). */
export function minorPerCurrencyUnit(exponent: number): number {
  let minor = 1
  for (let digit = 0; digit < exponent; digit++) minor *= 10
  return minor
}

/** Six decimals: enough to read, and a plan of 10,000 cells stays small. */
export function toSix(value: number): number {
  return Math.round(value * 1e6) / 1e6
}

const symbols: Record<string, string> = { USD: '$', EUR: '€', GBP: '£', JPY: '¥' }

/**
 * `$1,234.50`, `$42` (no decimals when they are zero), `CHF 12.30`. Written here because Intl's output changes with the
 * version of its data, and a stored plan must come out the same for ever [E3].
 */
export function formatMoney(minor: number, currency: string, exponent: number): string {
  const perUnit = minorPerCurrencyUnit(exponent)
  const whole = Math.trunc(Math.abs(minor) / perUnit)
  const rest = Math.abs(minor) % perUnit
  const decimals = rest === 0 ? '' : `.${String(rest).padStart(exponent, '0')}`
  const amount = `${String(whole).replace(/\B(?=(\d{3})+$)/g, ',')}${decimals}`
  const symbol = symbols[currency]
  return `${minor < 0 ? '-' : ''}${symbol ?? `${currency} `}${amount}`
}
