import { currencyExponent as atTheBorder, currency } from '@sluice/contracts'
import { expect, test } from 'vitest'
import { currencyExponent } from '../src/to-input.ts'

test('a currency has as many decimals for planning as at the border', () => {
  const accepted = Intl.supportedValuesOf('currency').filter((code) => currency.safeParse(code).success)
  expect(accepted.length).toBeGreaterThan(140)
  for (const code of accepted) expect(currencyExponent(code), code).toBe(atTheBorder(code))
})
