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
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import type { Cell, Observation, PlanningInput } from './input.ts'
import { plan } from './plan.ts'
import { keptShare } from './value.ts'

const known = new Set([
  'not_accepting',
  'no_headroom',
  'wait_gate',
  'throttled',
  'capacity_ceiling',
  'ramp_up',
  'ramp_down',
  'minimum',
  'maximum',
  'group_maximum',
  'group_minimum',
  'ageing',
  'stale_hold',
  'no_data',
  'locked',
  'dead_band',
  'marginal_parity',
  'reserve_hurdle',
  'unplaceable',
  'pool_exhausted',
  'removed',
  'relaxed',
])

function lineOf(
  observations: Observation[],
  cell: Partial<Cell> = {},
  changes: Partial<PlanningInput> & { dailyMinor?: number } = {},
) {
  const places = [makePlace('p', observations)]
  const lines = plan(makeInput([makeCell('p', cell), makeCell('q')], { places, ...changes })).recommendations
  return lines.find(({ cellId }) => cellId === 'p')
}

test('[E1] every line has a reason everybody knows, and a sentence', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, size) => {
      for (const { reasons, sentence } of plan(randomInput(seed, size)).recommendations) {
        expect(reasons.length).toBeGreaterThan(0)
        expect(reasons.filter((reason) => !known.has(reason.split(':')[0] ?? ''))).toEqual([])
        expect(sentence).toMatch(/^[^$]*\S.*\.$/)
        expect(sentence).not.toMatch(/undefined|NaN|null|Infinity| {2}/)
      }
    }),
    { numRuns: 200 },
  )
})

test('[E2] removed, paused and gated lines say that and nothing else; the gate last, because reports count by it', () => {
  expect(lineOf([heard(1, accepting(false), wait(30))])?.reasons).toEqual(['not_accepting', 'wait_gate'])
  expect(lineOf([heard(1, accepting(false))], { status: 'removed' })?.reasons).toEqual(['removed', 'not_accepting'])
  expect(lineOf([heard(1, accepting(false))], {}, { dailyMinor: 0 })?.reasons).toEqual([
    'pool_exhausted',
    'not_accepting',
  ])
  const pause = { kind: 'pause', dailyBudgetMinor: 0, author: 'ana', reason: 'other', expiresAt: null } as const
  expect(lineOf([heard(1, slots(100, 100))], { lock: pause })?.reasons).toEqual(['paused', 'no_headroom'])
  expect(lineOf([heard(1, slots(100, 60))], { lock: pause })?.reasons).toEqual(['paused'])
  const groups = [makeGroup('outer', { maxDailyBudgetMinor: 100 }), makeGroup('g', { parentId: 'outer' })]
  const inGroup = { groupId: 'g', status: 'removed' } as const
  expect(lineOf([], inGroup, { groups })?.reasons).toEqual(['removed', 'group_maximum:outer'])
})

test('[E2] a fixed amount was never a place for more: it is not called unplaceable', () => {
  expect(lineOf([], {}, { dailyMinor: 20_000 })?.reasons).toEqual(['no_data'])
  expect(lineOf([heard(1, slots(100, 40))], {}, { dailyMinor: 20_000 })?.reasons).toEqual(['ramp_up', 'unplaceable'])
})

test('[E2] a group that binds is named; the cell below its own maximum too', () => {
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 3_500 })]
  expect(lineOf([heard(1, slots(100, 60))], { groupId: 'g' }, { groups })?.reasons).toEqual(['group_maximum:g'])
})

test('[E7] alerts name the cells', () => {
  const places = [makePlace('a', [heard(80, slots(100, 60))]), makePlace('b', [heard(200, slots(100, 60))])]
  const cells = [makeCell('a'), makeCell('b'), makeCell('c')]
  expect(plan(makeInput(cells, { places })).alerts).toEqual([
    { code: 'stale_data', cellIds: ['a'] },
    { code: 'dead_data', cellIds: ['b'] },
  ])
  const poor = plan(makeInput(cells, { places, dailyMinor: 900 })).alerts
  expect(poor).toContainEqual({ code: 'pool_exhausted', cellIds: ['a'] })
  expect(poor).toContainEqual({ code: 'infeasible_relaxed', cellIds: ['a', 'b', 'c'] })
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 100 })]
  const within = plan(makeInput([makeCell('a', { groupId: 'g' }), makeCell('b'), makeCell('c')], { places, groups }))
  expect(within.alerts).toContainEqual({ code: 'group_exhausted', cellIds: ['a'] })
  expect(within.alerts.map(({ code }) => code)).not.toContain('pool_exhausted')
  const rich = makeInput(cells)
  const amount = { ...rich.amount, budgetMinor: 3_000_000, spentOnCompleteDaysMinor: 0 }
  expect(plan({ ...rich, amount }).alerts).toEqual([{ code: 'projected_underspend', cellIds: [] }])
})

const v = keptShare(7) * 50_000

test('[E8] a slot more is worth nothing where there is room, V where the place is full, between at the ceiling', () => {
  expect(lineOf([heard(1, slots(100, 40))])?.nextSlotValueMinor).toBe(0)
  expect(lineOf([heard(1, slots(100, 85))])?.nextSlotValueMinor).toBeCloseTo(v, 4)
  // The ramp keeps money here that there is no room for: a slot would be filled for nothing.
  expect(lineOf([heard(1, slots(100, 84))])?.nextSlotValueMinor).toBeCloseTo(v, 4)
  // Full, and gated still although four are open: a slot more is worth V, for it is want of room that keeps it at its floor.
  expect(lineOf([heard(20, slots(100, 85)), heard(1, slots(100, 81))])?.nextSlotValueMinor).toBeCloseTo(v, 4)
  const atCeiling = lineOf([heard(1, slots(100, 76))])
  // λ is that of the other cell, which takes what is left; b′ at $38.19.
  const x = atCeiling?.recommendedDailyBudgetMinor ?? 0
  const slope = (at: number) => (2.1 * 4_200) / (at + 4_200) ** 2
  expect(atCeiling?.reasons).toEqual(['capacity_ceiling'])
  expect(atCeiling?.nextSlotValueMinor).toBeCloseTo(v - (keptShare(3) * 50_000 * slope(8_400 - x)) / slope(x), -2)
})

test('[E9] the next dollar brings V times the slope, and nothing where the place is full', () => {
  const line = lineOf([heard(1, slots(100, 40))])
  const x = line?.recommendedDailyBudgetMinor ?? 0
  expect(line?.nextDollarValueMinor).toBeCloseTo((100 * v * 2.1 * 4_200) / (x + 4_200) ** 2, 4)
  expect(lineOf([heard(1, slots(100, 85))])?.nextDollarValueMinor).toBe(0)
})

test('[E10] nobody is expected whom nobody can see', () => {
  const line = lineOf([heard(1, slots(100, 84))])
  expect(line?.expectedBookingsPerDay).toBe(line?.headroomPerDay)
})

test('[E11] the reserve: held back by the hurdle, or with no place to go', () => {
  const policy = makePolicy({ reserve: { hurdle: 100, maxMinor: null } })
  const cells = [makeCell('a'), makeCell('b', reference(3_000))]
  expect(plan(makeInput(cells, { policy })).reserveParts).toEqual({
    hurdleMinor: 8_400 - 2_940 - 1_740,
    unplaceableMinor: 0,
  })
  expect(plan(makeInput(cells, { dailyMinor: 10_000 })).reserveParts).toEqual({
    hurdleMinor: 0,
    unplaceableMinor: 10_000 - 5_040 - 3_840,
  })
})

test('[E11] the cap is on what the hurdle holds back', () => {
  const policy = makePolicy({ reserve: { hurdle: 100, maxMinor: 500 } })
  expect(plan(makeInput([makeCell('a'), makeCell('b')], { policy })).reserveParts).toEqual({
    hurdleMinor: 500,
    unplaceableMinor: 0,
  })
})
