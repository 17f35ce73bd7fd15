import { currencyExponent } from '@sluice/contracts'

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
