import { expect, test } from 'vitest'
import { currencies, currencyExponent } from './currencies.ts'
import { currency } from './money.ts'

test('decimals are those of ISO 4217, also where people pay without', () => {
  const exponents = ['USD', 'JPY', 'KWD', 'HUF', 'IDR', 'IQD'].map(currencyExponent)
  expect(exponents).toEqual([2, 0, 3, 2, 2, 3])
  expect(() => currencyExponent('XTS')).toThrow(RangeError)
})

test('codes are in force, in capitals', () => {
  expect(['USD', 'usd', 'DEM', 'XXX', 'HRK', ''].map((code) => currency.safeParse(code).success)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ])
})

test('Intl knows every code of the table: none is misspelt', () => {
  // Newer than the data of some Node builds.
  const recent = new Set(['XCG', 'ZWG', 'SLE', 'VED'])
  const known = new Set(Intl.supportedValuesOf('currency'))
  expect([...currencies.keys()].filter((code) => !known.has(code) && !recent.has(code))).toEqual([])
})
