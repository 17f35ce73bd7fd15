import { expect, test } from 'vitest'
import {
  heard,
  makeCell,
  makeInput,
  makeLine,
  makePlace,
  makePolicy,
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { cellFactsOf } from './cell-facts.ts'
import { headroomOf, headroomPerDayOf } from './headroom.ts'
import type { Cell, FigureValue, Place } from './input.ts'
import { plan } from './plan.ts'
import { chooseFigures } from './state.ts'

const line = makeLine({ followUpVisitsPerCase: 3 })

function headroomWith(organic: number, ...figures: FigureValue[]) {
  const settings = { policy: makePolicy(), serviceLine: line }
  const known = figures.map((figure) => ({ source: 'pms', observedAt: '2026-11-22T11:00:00Z', ...figure }))
  return headroomOf(chooseFigures(known, Date.parse('2026-11-22T12:00:00Z'), settings), organic, settings)
}

test('[H1] total and booked: 0.85 · 100 − 60 − 4 − 0.6 · 10', () => {
  expect(headroomWith(4, slots(100, 60), { figure: 'waitlist', size: 10 })?.people).toBeCloseTo(15)
})

test('[H2] open: 30 − 0.15 · 100 − 4 − 0.6 · 10; with the total unknown the 15 are not taken off', () => {
  const waitlist: FigureValue = { figure: 'waitlist', size: 10 }
  expect(headroomWith(4, { figure: 'slots', horizonDays: 14, total: 100, open: 30 }, waitlist)?.people).toBeCloseTo(5)
  expect(headroomWith(4, { figure: 'slots', horizonDays: 14, total: null, open: 30 }, waitlist)?.people).toBeCloseTo(20)
})

test('[H3] 30 follow-up visits at 3 a case leave room for 10; 30 in four weeks for 5 in two', () => {
  expect(headroomWith(0, slots(100, 60), { figure: 'follow_up_slots', horizonDays: 14, open: 30 })?.people).toBe(10)
  expect(headroomWith(0, slots(100, 60), { figure: 'follow_up_slots', horizonDays: 28, open: 30 })?.people).toBe(5)
})

test('[H4] slots unknown: no headroom and no cap, whatever else is known', () => {
  expect(
    headroomWith(0, { figure: 'waitlist', size: 10 }, { figure: 'follow_up_slots', horizonDays: 14, open: 0 }),
  ).toBeNull()
})

test('[H5] what was assumed is said', () => {
  const flagsAfter = (place: Place) => plan(makeInput([makeCell('p')], { places: [place] })).recommendations[0]?.flags
  expect(flagsAfter(makePlace('p', [heard(1, wait(3), { figure: 'waitlist', size: 2 })]))).toEqual([
    'slots_unknown',
    'waitlist_not_subtracted',
  ])
  expect(flagsAfter(makePlace('p', [heard(1, slots(90, 10))]))).toEqual(['organic_bookings_zero'])
  expect(flagsAfter(makePlace('p', [heard(1, slots(90, 10))], { organicBookings: 1 }))).toEqual([])
})

test('[H6] a week of slots counts as a week: half the organic bookings, and its own days', () => {
  const week = headroomWith(8, slots(50, 30, 7))
  expect(week?.people).toBeCloseTo(42.5 - 30 - 4)
  expect(week?.horizonDays).toBe(7)
})

test.each([
  [18, 14, 5, 2],
  [18, 8, 5, 4.5],
  [-3, 14, 5, 0],
])('[H7] %d people over %d days, lead %d: %d a day', (people, horizonDays, leadDays, perDay) => {
  expect(headroomPerDayOf(people, horizonDays, leadDays)).toBeCloseTo(perDay)
})

function roomsOf(cells: Cell[], place: Place) {
  const facts = cellFactsOf(makeInput(cells, { places: [place] }))
  return facts.map(({ headroom, headroomPerDay }) => ({ headroom, perDay: Number(headroomPerDay?.toFixed(6)) }))
}
const at = (id: string, changes: Partial<Cell> = {}) => makeCell(id, { locationId: 'p', ...changes })
const roomFor10 = makePlace('p', [heard(1, slots(100, 75))])

test('[H8] channels share the room by expected bookings at the reference, in whole people that add up', () => {
  // 3:1 of 10 is 7.5 and 2.5: the larger remainder ties, the smaller id gets it.
  const cells = [at('a'), at('b', { baselineDailyBudgetMinor: 1_400, ...reference(1_400) })]
  expect(roomsOf(cells, roomFor10)).toEqual([
    { headroom: 8, perDay: 0.833333 },
    { headroom: 2, perDay: 0.277778 },
  ])
})

test('[H8] the person left over goes to the larger remainder', () => {
  // 1:4 of 7 is 1.4 and 5.6.
  const cells = [at('a', { baselineDailyBudgetMinor: 1_050, ...reference(1_050) }), at('b')]
  const roomFor7 = makePlace('p', [heard(1, slots(100, 78))])
  expect(roomsOf(cells, roomFor7).map(({ headroom }) => headroom)).toEqual([1, 6])
})

test('[H8] a removed channel leaves the room to the others', () => {
  const cells = [at('a'), at('b', { status: 'removed' })]
  expect(roomsOf(cells, roomFor10).map(({ headroom }) => headroom)).toEqual([10, 0])
})

test('[H9] a pool with half a share counts on half the room, and is not gated for it', () => {
  const half = { ...makePlace('p', [heard(1, slots(100, 84))]), share: 0.5 }
  const [line] = plan(makeInput([at('a')], { places: [half] })).recommendations
  expect(line).toMatchObject({ gate: 'open', headroom: 0, headroomPerDay: 0.055556 })
})

test('[H10] overbooked shows 0', () => {
  const [line] = plan(makeInput([at('a')], { places: [makePlace('p', [heard(1, slots(100, 99))])] })).recommendations
  expect(line).toMatchObject({ headroom: 0, headroomPerDay: 0, expectedBookingsPerDay: 0 })
})
