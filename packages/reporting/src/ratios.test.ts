import fc from 'fast-check'
import { expect, test } from 'vitest'
import { costPer, perThirtyDays, roiPercent, shareOf } from './ratios.ts'

test('a million more than the quarter million invested is 400 %', () => {
  expect(roiPercent(1_250_000, 250_000)).toBe(400)
})

test.each([
  [null, 100, null],
  [500, 0, null],
  [0, 0, null],
  [0, 100, -100],
  [100, 100, 0],
  [1, 3, -66.67],
])('revenue %s of investment %s is %s %%', (revenue, investment, percent) => {
  expect(roiPercent(revenue, investment)).toBe(percent)
})

test('cost per lead: none and unknown have no cost', () => {
  expect([costPer(1_000, 3), costPer(1_000, 0), costPer(1_000, null), costPer(0, 4)]).toEqual([333.33, null, null, 0])
})

test('shares and rates of nothing are unknown', () => {
  expect([shareOf(1, 3), shareOf(0, 5), shareOf(0, 0)]).toEqual([0.3333, 0, null])
  expect([perThirtyDays(2, 10), perThirtyDays(0, 10), perThirtyDays(2, 0)]).toEqual([6, 0, null])
  expect([perThirtyDays(1, 7), perThirtyDays(1, 6.9)]).toEqual([4.29, null])
})

test('never NaN, Infinity or -0', () => {
  const amount = fc.integer({ min: 0, max: 1e14 })
  fc.assert(
    fc.property(amount, amount, (a, b) => {
      for (const figure of [roiPercent(a, b), costPer(a, b), shareOf(a, b), perThirtyDays(a, b)]) {
        expect(figure === null || (Number.isFinite(figure) && !Object.is(figure, -0))).toBe(true)
      }
    }),
  )
})
