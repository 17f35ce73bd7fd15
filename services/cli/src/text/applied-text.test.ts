import { expect, test } from 'vitest'
import { appliedLines, appliedWarnings } from './applied-text.ts'

const plan = (currency: string, recommendedDailyBudgetMinor: number) =>
  ({ currency, recommendations: [{ cellId: 'ua', recommendedDailyBudgetMinor }] }) as Parameters<typeof appliedLines>[1]
const report = (dailyBudgetMinor: number) => [{ cellId: 'ua', dailyBudgetMinor, appliedAt: '2026-11-28T05:00:00Z' }]

test.each([
  ['USD', 210, 'ua: 2.10 USD a day'],
  ['JPY', 210, 'ua: 210 JPY a day'],
  ['KWD', 210, 'ua: 0.210 KWD a day'],
  ['USD', 0, 'ua: paused'],
])('what was reported is said in units of the currency: %s %d', (currency, minor, line) => {
  expect(appliedLines(report(minor), plan(currency, 21_000))).toEqual([line])
})

test('without the plan there is no currency', () => {
  expect(appliedLines(report(210), undefined)).toEqual(['ua: 210 minor units a day'])
  expect(appliedWarnings(report(210), undefined)).toEqual([])
})

test.each([
  [1_050, 'below'],
  [1_051, null],
  [1, 'below'],
  [0, null],
  [21_000, null],
  [419_999, null],
  [420_000, 'above'],
])('far from what is in force is a warning: %d of 21,000 is %s', (minor, side) => {
  expect(appliedWarnings(report(minor), plan('USD', 21_000))).toEqual(
    side === null
      ? []
      : [
          `ua: that is far ${side} the 210.00 USD a day in force. If that is wrong, report the right amount with --corrects --at 2026-11-28T05:00:00Z.`,
        ],
  )
})

test('a cell the plan does not have, or has paused, is compared with nothing', () => {
  expect(appliedWarnings(report(5), plan('USD', 0))).toEqual([])
  expect(
    appliedWarnings([{ ...report(5)[0], cellId: 'gone' }] as ReturnType<typeof report>, plan('USD', 9_000)),
  ).toEqual([])
})
