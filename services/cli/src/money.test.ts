import { describe, expect, test } from 'vitest'
import { Failure } from './failure.ts'
import { minorOf, minorUnits, moneyOf } from './money.ts'

describe('an amount as people write it', () => {
  test.each([
    ['USD', '40', 4_000],
    ['USD', '40.00', 4_000],
    ['USD', '40.5', 4_050],
    ['USD', '0.01', 1],
    ['USD', '0', 0],
    ['USD', '1.15', 115],
    ['USD', '90071992547409.91', Number.MAX_SAFE_INTEGER],
    ['JPY', '4000', 4_000],
    ['KWD', '40', 40_000],
    ['KWD', '40.005', 40_005],
  ])('%s %s is %d minor units', (code, text, minor) => {
    expect(minorOf(code)(text)).toBe(minor)
  })

  test.each([
    ['USD', '40.005'],
    ['USD', '40.'],
    ['USD', '.40'],
    ['USD', '1,234.00'],
    ['USD', '1234,00'],
    ['USD', '1 234'],
    ['USD', '-40'],
    ['USD', '+40'],
    ['USD', '4e3'],
    ['USD', '$40'],
    ['USD', 'much'],
    ['USD', ''],
    ['USD', '90071992547409.92'],
    ['JPY', '40.0'],
    ['KWD', '40.0050'],
  ])('%s %s is refused', (code, text) => {
    expect(() => minorOf(code)(text)).toThrow(Failure)
  })

  test('a refusal says what is expected of the currency, and not what was given', () => {
    const saidOf = (code: string) => {
      try {
        return minorOf(code)('12,34')
      } catch (error) {
        return error instanceof Failure ? [error.message, error.code] : error
      }
    }
    expect(saidOf('USD')).toEqual([
      'An amount in USD is given as 42 or 42.00: at most 2 decimals after a point, no other separators.',
      2,
    ])
    expect(saidOf('JPY')).toEqual(['An amount in JPY is given as 4200, without decimals and separators.', 2])
    expect(saidOf('KWD')).toEqual([
      'An amount in KWD is given as 42 or 42.000: at most 3 decimals after a point, no other separators.',
      2,
    ])
  })
})

test.each(['USD', 'JPY', 'KWD'])('what a table prints of %s is an amount that is read back', (code) => {
  const amounts = [...Array.from({ length: 2_000 }, (_, minor) => minor), 99_999_999_999_999, 1e14]
  expect(amounts.map((minor) => minorOf(code)(moneyOf(code)(minor)))).toEqual(amounts)
})

test('minor units are whole', () => {
  expect(minorUnits('4200')).toBe(4_200)
  for (const wrong of ['42.00', '', '-1', '1e3']) expect(() => minorUnits(wrong)).toThrow(/whole minor units/)
})
