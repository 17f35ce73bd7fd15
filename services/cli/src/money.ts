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

/**
 * Reads an amount as tables print it: 420.00, or 420, is 42000 where the currency has cents.
 * @returns minor units of that currency
 * @throws Failure for anything else: no decimals the currency does not have, and no separators, which are decimals elsewhere
 */
export function minorOf(code: string): (text: string) => number {
  const exponent = currencyExponent(code)
  return (text) => {
    const [, whole, decimals = ''] = /^(\d{1,15})(?:\.(\d+))?$/.exec(text) ?? []
    const minor = Number(`${whole}${decimals.padEnd(exponent, '0')}`)
    if (whole !== undefined && decimals.length <= exponent && Number.isSafeInteger(minor)) return minor
    throw new Failure(`An amount in ${code} is given as ${writtenIn(exponent)}.`, { code: exitCodes.badInput })
  }
}

function writtenIn(exponent: number): string {
  if (exponent === 0) return '4200, without decimals and separators'
  return `42 or ${(42).toFixed(exponent)}: at most ${exponent} decimals after a point, no other separators`
}

/** Reads an amount given in minor units. @throws Failure */
export function minorUnits(text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text)
  throw new Failure('An amount is given in whole minor units with --minor: 4200 for 42.00.', {
    code: exitCodes.badInput,
  })
}
