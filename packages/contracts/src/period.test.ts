import { describe, expect, test } from 'vitest'
import { type PeriodSettings, periodBefore, periodEndedBy, periodOn } from './period.ts'

const monthly: PeriodSettings = {
  kind: 'month',
  budgetMinor: 100,
  budgets: [{ startsOn: '2026-12-01', budgetMinor: 200 }],
  spentBefore: { startsOn: '2026-11-01', amountMinor: 7 },
}

describe('months and quarters', () => {
  test('a month with what was spent in it before', () => {
    const november = { start: '2026-11-01', end: '2026-12-01', budgetMinor: 100, spentBeforeMinor: 7 }
    expect(periodOn(monthly, '2026-11-22')).toEqual(november)
  })
  test('a month with a budget of its own, over the end of the year', () => {
    const december = { start: '2026-12-01', end: '2027-01-01', budgetMinor: 200, spentBeforeMinor: null }
    expect(periodOn(monthly, '2026-12-31')).toEqual(december)
  })
  test.each([
    ['2026-01-01', '2026-01-01', '2026-04-01'],
    ['2026-03-31', '2026-01-01', '2026-04-01'],
    ['2026-11-22', '2026-10-01', '2027-01-01'],
  ])('the quarter of %s begins on %s', (date, start, end) => {
    expect(periodOn({ kind: 'quarter', budgetMinor: 300 }, date)).toMatchObject({ start, end })
  })
  test('the one before', () => {
    expect(periodBefore(monthly, periodOn(monthly, '2027-01-15'))).toMatchObject({
      start: '2026-12-01',
      budgetMinor: 200,
    })
  })
})

describe('custom periods', () => {
  const custom: PeriodSettings = {
    kind: 'custom',
    periods: [
      { startsOn: '2026-11-10', endsOn: '2026-11-20', budgetMinor: 10 },
      { startsOn: '2026-10-01', endsOn: '2026-10-15', budgetMinor: 5 },
    ],
  }
  test.each([
    ['2026-09-01', '2026-10-01', 'before all of them: the first'],
    ['2026-10-14', '2026-10-01', 'the last day'],
    ['2026-10-15', '2026-11-10', 'in a gap: the next'],
    ['2026-12-01', '2026-11-10', 'after all of them: the last'],
  ])('on %s: %s (%s)', (date, start) => {
    expect(periodOn(custom, date).start).toBe(start)
  })
  test('the first has none before it', () => {
    expect(periodBefore(custom, periodOn(custom, '2026-10-02'))).toBeNull()
    expect(periodBefore(custom, periodOn(custom, '2026-11-12'))?.start).toBe('2026-10-01')
  })
})

test.each([
  ['2026-11-01', '2026-10-01', 'month by month'],
  ['2026-11-10', null, 'in the middle of a month: it was cut off'],
])('what ended when a period began on %s by months: %s (%s)', (date, start, _why) => {
  expect(periodEndedBy(monthly, date)?.start ?? null).toBe(start)
})

test.each([
  ['2026-10-01', null, 'nothing came before'],
  ['2026-10-10', null, 'it should have lasted to the 15th'],
  ['2026-10-15', '2026-10-01', 'to the day'],
  ['2026-11-01', '2026-10-01', 'after a gap'],
  ['2026-11-15', null, 'the second should have lasted longer'],
])('what ended when a period began on %s by periods of their own: %s (%s)', (date, start, _why) => {
  const periods = [
    { startsOn: '2026-11-10', endsOn: '2026-11-20', budgetMinor: 10 },
    { startsOn: '2026-10-01', endsOn: '2026-10-15', budgetMinor: 5 },
  ]
  expect(periodEndedBy({ kind: 'custom', periods }, date)?.start ?? null).toBe(start)
})
