import { allocate, objectiveOf, type Problem } from '@sluice/allocation'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  accepting,
  heard,
  makeCell,
  makeGroup,
  makeInput,
  makePlace,
  makePolicy,
  openPlace,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import type { PlanningInput } from './input.ts'
import { plan, planPool } from './plan.ts'
import type { Recommendation } from './plan.types.ts'
import { priceListOf, priceSentence } from './price-list.ts'

const names = Array.from({ length: 40 }, (_, i) => `c${i + 10}`)
const many = names.map((id, i) => makeCell(id, { groupId: i % 2 === 0 ? 'even' : 'odd' }))

function worthOf(problem: Problem): number {
  const best = allocate(problem)
  return best.kind === 'optimal' ? objectiveOf(problem, best.allocation, best.reserveMinor) : Number.NaN
}

test('[E13] a dollar more for the pool, a group’s maximum, a group’s minimum: what solving again gains by it', () => {
  const groups = [
    makeGroup('even', { maxDailyBudgetMinor: 80_000 }),
    makeGroup('free'),
    makeGroup('odd', { minDailyBudgetMinor: 87_000 }),
  ]
  const policy = makePolicy({ reserve: { hurdle: 6, maxMinor: null } })
  const { plan: made, problem } = planPool(makeInput(many, { groups, policy }))
  const { nextDollarValueMinor, groups: priced } = made.prices
  const gain = (changed: Partial<Problem>) => worthOf({ ...problem, ...changed }) - worthOf(problem)
  const [even, free, odd] = priced
  expect(nextDollarValueMinor).toBe(100 * made.nextPoolUnitValue)
  expect(nextDollarValueMinor).toBeCloseTo(gain({ totalMinor: problem.totalMinor + 100 }), 0)
  const movedGroup = (id: string, by: { minMinor?: number; maxMinor?: number }) =>
    gain({ groups: problem.groups.map((group) => (group.id === id ? { ...group, ...by } : group)) })
  expect(even?.raiseMaximumValueMinor).toBeGreaterThan(1)
  expect(even?.raiseMaximumValueMinor).toBeCloseTo(movedGroup('even', { maxMinor: 80_100 }), 0)
  expect(odd?.lowerMinimumValueMinor).toBeGreaterThan(1)
  expect(odd?.lowerMinimumValueMinor).toBeCloseTo(movedGroup('odd', { minMinor: 86_900 }), 0)
  expect([even?.lowerMinimumValueMinor, odd?.raiseMaximumValueMinor]).toEqual([0, 0])
  expect(free).toMatchObject({ name: 'Group free', raiseMaximumValueMinor: 0, lowerMinimumValueMinor: 0 })
})

function lineOf(input: PlanningInput, id: string): Recommendation {
  const line = plan(input).recommendations.find(({ cellId }) => cellId === id)
  if (line === undefined) throw new Error('no such line')
  return line
}

test('[E12] one slot a week: what solving again with a seventh of a patient a day more gains in a week', () => {
  const places = [makePlace('c10', [heard(1, slots(100, 76))])]
  const input = makeInput(many, { places })
  const line = lineOf(input, 'c10')
  expect(line.reasons).toEqual(['capacity_ceiling'])
  const { problem } = planPool(input)
  // Without today's ramp: a slot every week is for longer.
  const roomier = (more: number) => ({
    ...problem,
    cells: problem.cells.map((cell) =>
      cell.id === 'c10' ? { ...cell, maxMinor: 100_000, headroom: (cell.headroom ?? 0) + more } : cell,
    ),
  })
  const gained = 7 * (worthOf(roomier(1 / 7)) - worthOf(roomier(0)))
  expect(line.slotAWeekValueMinor).toBeGreaterThan(500)
  // The price of money itself moves a little: the slot's money is a part of a pool of 40 cells.
  expect(Math.abs(line.slotAWeekValueMinor / gained - 1)).toBeLessThan(0.03)
  expect(line.slotAWeekValueMinor).toBeLessThan(line.nextSlotValueMinor)
})

test('[E12] worth nothing where there is room, and never more than the next slot', () => {
  expect(lineOf(makeInput([makeCell('a'), makeCell('b')]), 'a').slotAWeekValueMinor).toBe(0)
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, size) => {
      for (const line of plan(randomInput(seed, size)).recommendations) {
        expect(line.slotAWeekValueMinor).toBeGreaterThanOrEqual(0)
        expect(line.slotAWeekValueMinor).toBeLessThanOrEqual(line.nextSlotValueMinor)
      }
    }),
    { numRuns: 200 },
  )
})

test('[E12] at the floor for want of room, spent anyway: a patient a week, less what the rest of one costs', () => {
  const full = makeInput([makeCell('a'), makeCell('b')], { places: [makePlace('a', [heard(1, slots(100, 85))])] })
  const line = lineOf(full, 'a')
  expect(line.slotAWeekValueMinor).toBeCloseTo(line.nextSlotValueMinor, 3)
})

function listOf(input: PlanningInput) {
  const made = plan(input)
  return priceListOf(made).map((price) => ({ ...price, sentence: priceSentence(price, 'USD', 2) }))
}

test('[E14] most worth first, in words', () => {
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 3_500 })]
  const places = [
    makePlace('a', [heard(1, slots(100, 85))], { locationName: 'Decatur' }),
    openPlace('b', { locationName: 'Smyrna' }),
  ]
  const list = listOf(makeInput([makeCell('a'), makeCell('b', { groupId: 'g' })], { groups, places }))
  expect(list.map(({ kind, cellId, groupId }) => [kind, cellId ?? groupId])).toEqual([
    ['cell_slots', 'a'],
    ['cell_budget', 'b'],
    ['group_maximum', 'g'],
    ['pool_budget', null],
  ])
  expect(list.map(({ sentence }) => sentence)).toEqual([
    expect.stringMatching(/^Open one slot a week at Decatur: worth \$4\d\d\.\d\d a week\.$/),
    expect.stringMatching(/^One more \$1 a day for Smyrna: worth \$\d+\.\d\d a day\.$/),
    expect.stringMatching(/^Raise the maximum of Group g by \$1 a day: worth \$\d+\.\d\d a day\.$/),
    'One more $1 a day for the pool: worth $1 a day.',
  ])
  expect(list[1]?.weeklyValueMinor).toBeCloseTo(7 * (list[1]?.dailyValueMinor ?? 0), 5)
})

test('[E14] no budget for who may not spend more, no slot where nobody is taken', () => {
  const places = [makePlace('a', [heard(20, slots(100, 85)), heard(1, slots(100, 85), accepting(false))])]
  const list = listOf(makeInput([makeCell('a'), makeCell('b')], { places }))
  expect(list.filter(({ cellId }) => cellId === 'a')).toEqual([])
  expect(lineOf(makeInput([makeCell('a'), makeCell('b')], { places }), 'a').nextSlotValueMinor).toBe(0)
  // Gated by its wait: its next dollar would bring patients, and may not be spent.
  const waiting = [makePlace('a', [heard(1, slots(100, 40), wait(41))])]
  const gated = makeInput([makeCell('a'), makeCell('b')], { places: waiting })
  expect(lineOf(gated, 'a').nextDollarValueMinor).toBeGreaterThan(0)
  expect(listOf(gated).filter(({ cellId }) => cellId === 'a')).toEqual([])
})

test('[E14] no price of a pool whose money nobody may spend: none is there, or all are full or removed', () => {
  const places = [makePlace('a', [heard(1, slots(100, 100))])]
  expect(listOf(makeInput([], { dailyMinor: 5_000 }))).toEqual([])
  const kinds = listOf(makeInput([makeCell('a'), makeCell('r', { status: 'removed' })], { places })).map(
    ({ kind }) => kind,
  )
  expect(kinds).not.toContain('pool_budget')
})

test('[E14] sorted, positive, and each thing once, whatever the pool', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, size) => {
      const list = priceListOf(plan(randomInput(seed, size)))
      const worths = list.map(({ weeklyValueMinor }) => weeklyValueMinor)
      expect(worths).toEqual(worths.toSorted((a, b) => b - a))
      expect(worths.every((worth) => worth > 0)).toBe(true)
      expect(new Set(list.map(({ kind, cellId, groupId }) => `${kind} ${cellId} ${groupId}`)).size).toBe(list.length)
    }),
    { numRuns: 100 },
  )
})

test('[E14] what is worth less than the smallest coin says so; a currency without decimals counts in ones', () => {
  const price = { kind: 'cell_budget', groupId: null, cellId: 'a', name: 'Decatur', nextSlotValueMinor: null } as const
  const tiny = { ...price, weeklyValueMinor: 2.1, dailyValueMinor: 0.3 }
  expect(priceSentence(tiny, 'USD', 2)).toBe('One more $1 a day for Decatur: worth less than $0.01 a day.')
  const yen = { ...price, weeklyValueMinor: 14, dailyValueMinor: 2 }
  expect(priceSentence(yen, 'JPY', 0)).toBe('One more ¥1 a day for Decatur: worth ¥2 a day.')
})
