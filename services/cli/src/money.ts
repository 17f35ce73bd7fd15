import { currencyExponent } from '@sluice/contracts'
import { exitCodes, Failure } from './failure.ts'

/** Minor units as an amount: 42000 is 420.00 where the currency has cents. */
export function moneyOf(code: string): (minor: number) => string {
  const exponent = currencyExponent(code)
  return (minor) => (minor / 10 ** exponent).toFixed(exponent)
}

/** The same with its sign: a change. */
export function changeOf(code: string): (minor: number) => string {
  const money = moneyOf(code)
  return (minor) => (minor > 0 ? `+${money(minor)}` : money(minor))
}

/** Reads an amount given in minor units. @throws Failure */
export function minorUnits(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Failure('An amount is given in whole minor units: 4200 for 42.00.', { code: exitCodes.badInput })
}
