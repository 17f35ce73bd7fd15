import { expect, test } from 'vitest'
import { makeCell, makeLine, makePolicy } from '../test-support/make-input.ts'
import type { Cell, ServiceLine } from './input.ts'
import { bookingsAt, responsesOf } from './response.ts'
import { keptShare, valuePerBooking } from './value.ts'

test('[V1] value of a booking: kept · (1000 · 0.5 + 0.2 · 300 · 0.5) · 2', () => {
  const line = makeLine({ upsellRate: 0.2, upsellValueMinor: 30_000, weight: 2 })
  expect(valuePerBooking(line, 0, 7)).toBeCloseTo(keptShare(0) * (50_000 + 3_000) * 2)
})

test('[V2] odds of a miss: 0.031 at once, 5.45 times that from four weeks on', () => {
  const oddsOfMiss = (days: number) => 1 / keptShare(days) - 1
  expect(oddsOfMiss(0)).toBeCloseTo(0.031, 6)
  expect(oddsOfMiss(28) / oddsOfMiss(0)).toBeCloseTo(5.45, 1)
  expect(keptShare(90)).toBe(keptShare(28))
})

test('[V3] an unknown wait reads as a week', () => {
  expect(valuePerBooking(makeLine(), null, 7)).toBe(valuePerBooking(makeLine(), 7, 3))
})

function responseOf(cell: Cell, others: Cell[] = [], line: ServiceLine = makeLine()) {
  const lines = new Map([
    [line.id, line],
    ['primary', makeLine({ id: 'primary', priorCostPerBookingMinor: 1_000 })],
  ])
  return responsesOf([cell, ...others], lines, makePolicy()).get(cell.id) ?? { ceiling: 0, halfSpendMinor: 1 }
}

test.each([0.5, 1, 3])('[V4] at the baseline it yields a booking per $40, whatever the bend (κ %d)', (priorKappa) => {
  const response = responseOf(makeCell('a'), [], makeLine({ priorKappa }))
  expect(bookingsAt(response, 4_200)).toBeCloseTo(4_200 / 4_000)
  expect(response.halfSpendMinor).toBe(4_200 * priorKappa)
})

test('[V5] without data the priors of the line', () => {
  expect(responseOf(makeCell('a'))).toEqual({ ceiling: 2.1, halfSpendMinor: 4_200 })
})

test('[V6] 100 bookings where 50 were expected: the cell around its line, the line around its pool', () => {
  // Pool (1 + 100/100)/(1 + 50/100) = 4/3; of the line 200/3 were expected: 4/3 · (1 + 6/7)/(1 + 4/7) = 52/33; cell around it.
  const cell = makeCell('a', { learned: { bookings: 100, spendMinor: 200_000 } })
  const line = 52 / 33
  expect(bookingsAt(responseOf(cell), 4_200)).toBeCloseTo((1.05 * line * (100 + 50)) / (50 * line + 50))
})

test('[V6] spend that brings nothing lowers a cell, and less so its neighbours', () => {
  const poor = makeCell('a', { learned: { bookings: 0, spendMinor: 400_000 } })
  const other = makeCell('b')
  const far = makeCell('c', { serviceLine: 'primary' })
  const of = (cell: Cell) =>
    bookingsAt(
      responseOf(
        cell,
        [poor, other, far].filter(({ id }) => id !== cell.id),
      ),
      4_200,
    )
  expect(of(poor)).toBeLessThan(of(other))
  expect(of(other)).toBeLessThan(1.05)
  expect(of(far)).toBeLessThan(4.2)
  expect(of(other) / 1.05).toBeLessThan(of(far) / 4.2)
})

test('[V7] a cell at its floor that yields what its curve says there is no better than its prior', () => {
  const atFloor = bookingsAt({ ceiling: 2.1, halfSpendMinor: 4_200 }, 420)
  const cell = makeCell('a', { learned: { bookings: atFloor * 28, spendMinor: 420 * 28, days: 28 } })
  expect(responseOf(cell).ceiling).toBeCloseTo(2.1)
  const unaware = makeCell('a', { learned: { bookings: atFloor * 28, spendMinor: 420 * 28 } })
  expect(responseOf(unaware).ceiling).toBeGreaterThan(2.1)
})
