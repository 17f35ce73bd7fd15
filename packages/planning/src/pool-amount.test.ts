import { expect, test } from 'vitest'
import { makePolicy } from '../test-support/make-input.ts'
import type { PoolAmountInput } from './input.ts'
import { poolAmount } from './pool-amount.ts'

function amountOn(today: string, changes: Partial<PoolAmountInput> = {}) {
  const amount = {
    periodStart: '2026-11-01',
    periodEnd: '2026-12-01',
    budgetMinor: 300_000,
    carriedOverMinor: 0,
    spentBeforeMinor: 0,
    spentOnCompleteDaysMinor: 0,
    ...changes,
  }
  return poolAmount({ amount, day: { today }, policy: makePolicy() })
}

test('[M1] what is left: budget and carried over, less what was spent before and since', () => {
  const spent = { carriedOverMinor: 9_000, spentBeforeMinor: 100_000, spentOnCompleteDaysMinor: 119_000 }
  expect(amountOn('2026-11-22', spent).dailyMinor).toBe(10_000)
})

test('[M2] today counts as a day left; a cent that does not divide waits', () => {
  expect(amountOn('2026-11-30', { spentOnCompleteDaysMinor: 290_001 }).dailyMinor).toBe(9_999)
  expect(amountOn('2026-11-28', { spentOnCompleteDaysMinor: 290_000 }).dailyMinor).toBe(3_333)
})

test('[M3] at most 150 % of an even day, the rest is said to be unspendable', () => {
  expect(amountOn('2026-11-29', { spentOnCompleteDaysMinor: 270_000 })).toEqual({
    dailyMinor: 15_000,
    projectedUnderspendMinor: 0,
  })
  expect(amountOn('2026-11-29', { spentOnCompleteDaysMinor: 260_000 })).toEqual({
    dailyMinor: 15_000,
    projectedUnderspendMinor: 10_000,
  })
})

test('[M4] overspent: nothing, not less', () => {
  expect(amountOn('2026-11-22', { spentOnCompleteDaysMinor: 400_000 })).toEqual({
    dailyMinor: 0,
    projectedUnderspendMinor: 0,
  })
})

test.each(['2026-10-31', '2026-12-01'])('[M5] outside the period (%s): nothing', (today) => {
  expect(amountOn(today).dailyMinor).toBe(0)
})

test('[M2] days are counted across the change of clocks and leap years', () => {
  const march = { periodStart: '2028-02-01', periodEnd: '2028-04-01', spentOnCompleteDaysMinor: 0 }
  expect(amountOn('2028-02-01', march).dailyMinor).toBe(5_000)
})
