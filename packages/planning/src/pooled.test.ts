import fc from 'fast-check'
import { expect, test } from 'vitest'
import { makeCell, makeLine, makePolicy } from '../test-support/make-input.ts'
import type { Cell } from './input.ts'
import { type Evidence, pooled } from './pooled.ts'
import { bookingsAt, responsesOf } from './response.ts'

const k = 50

test('[V8] each weighs e ÷ (e + k), the parent 1', () => {
  // (1 + 100/(50 + 50)) ÷ (1 + 50/(50 + 50)); a cell a thousand times as large counts for less than twice as much.
  expect(pooled([{ bookings: 100, expected: 50 }], 1, k)).toBeCloseTo(2 / 1.5)
  expect(pooled([{ bookings: 100_000, expected: 50_000 }], 1, k)).toBeCloseTo(
    (1 + 100_000 / 50_050) / (1 + 50_000 / 50_050),
  )
})

test('[V8] beyond what was expected a cell counts for no more than the parent; exactly that much is counted', () => {
  const value = (bookings: number) => pooled([{ bookings, expected: 50 }], 1, k)
  expect(value(150)).toBeCloseTo((1 + 1.5) / 1.5)
  expect(value(151)).toBe(value(150))
  expect(value(149)).toBeLessThan(value(150))
})

test('[V8] small counts are read as they are: many cells with a tenth of a booking expected say what they say together', () => {
  const cells = Array.from({ length: 10_000 }, (_, i) => ({ bookings: i % 5 === 0 ? 1 : 0, expected: 0.1 }))
  // Twice the prior, of which the parent's weight of 1 beside 20 takes its share.
  expect(pooled(cells, 1, k)).toBeCloseTo((1 + 2_000 / 50.1) / (1 + 1_000 / 50.1))
})

test('[V8] without evidence, or where nothing could be expected, the parent', () => {
  expect(pooled([], 1.3, k)).toBe(1.3)
  expect(pooled([{ bookings: 9, expected: 0 }], 1.3, k)).toBe(1.3)
  expect(pooled([{ bookings: 2, expected: 1 }], 1, 0)).toBeCloseTo(1.5)
})

const figure = fc.oneof(
  fc.constant(0),
  fc.double({ min: 0, max: 1e15, noNaN: true }),
  fc.double({ min: 0, max: 300, noNaN: true }),
)
const evidence = fc.record({ bookings: figure, expected: figure })

test('[V8] whatever one cell reports, it moves the value of all no further than said', () => {
  fc.assert(
    fc.property(
      fc.array(evidence, { maxLength: 30 }),
      evidence,
      fc.double({ min: 0.05, max: 20, noNaN: true }),
      fc.double({ min: 0, max: 200, noNaN: true }),
      (others, one, parent, weight) => {
        const value = pooled([...others, one], parent, weight) / parent
        const { low, high } = boundsOf(others, parent, weight)
        expect(value).toBeGreaterThanOrEqual(low * (1 - 1e-9))
        expect(value).toBeLessThanOrEqual(high * (1 + 1e-9))
      },
    ),
    { numRuns: 3_000 },
  )
})

/** Worked out apart from the code: what the others count and weigh, and the most and least one cell can add. */
function boundsOf(others: readonly Evidence[], parent: number, weight: number): { low: number; high: number } {
  let [count, total] = [0, 0]
  for (const { bookings, expected } of others) {
    const e = expected * parent
    if (e <= 0) continue
    total += e / (e + weight)
    count += Math.min(bookings / (e + weight), 1 + e / (e + weight))
  }
  const low = (1 + count) / (2 + total)
  return { low, high: Math.max((2 + count) / (1 + total), (3 + count) / (2 + total), low) }
}

test('[V8] twenty clinics of 50 bookings: one with any baseline, spend and bookings moves what a new clinic is expected to bring by at most 21 %', () => {
  const usual = { bookings: 50, spendMinor: 200_000, days: 48 }
  const clinics = Array.from({ length: 19 }, (_, i) => makeCell(`c${i}`, { learned: usual }))
  const amount = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 1_000_000_000_000 }))
  const wrong = fc.record({
    baselineDailyBudgetMinor: amount,
    learned: fc.record({ bookings: amount, spendMinor: amount, days: fc.integer({ min: 0, max: 90 }) }),
  })
  const expectedOfNew = (one: Cell) => {
    const cells = [...clinics, one, makeCell('new')]
    const response = responsesOf(cells, new Map([['ortho', makeLine()]]), makePolicy()).get('new')
    return bookingsAt(response ?? { ceiling: 0, halfSpendMinor: 1 }, 4_200)
  }
  const without = expectedOfNew(makeCell('one'))
  fc.assert(
    fc.property(wrong, (changes) => {
      const ratio = expectedOfNew(makeCell('one', changes)) / without
      expect(ratio).toBeGreaterThan(0.82)
      expect(ratio).toBeLessThan(1.21)
    }),
    { numRuns: 1_000 },
  )
})
