import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  heard,
  hoursAgo,
  makeCell,
  makeGroup,
  makeInput,
  makePlace,
  makePolicy,
  makePrevious,
  openPlace,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { assumeReports } from './assume-reports.ts'
import { assumeSettings } from './assume-settings.ts'
import type { PlanningInput } from './input.ts'
import { planPool } from './plan.ts'
import { verifyPlan } from './verify.ts'
import type { WhatIf } from './what-if.ts'

/** Both steps; the gates keep what they were folded with, which these tests do not change. */
function assume(input: PlanningInput, whatIf: WhatIf): PlanningInput {
  const assumed = assumeSettings(input, whatIf)
  if (assumed.kind === 'refused') throw new Error(JSON.stringify(assumed.faults))
  return assumeReports(assumed.input, whatIf)
}

function faultsOf(input: PlanningInput, whatIf: WhatIf): string[] {
  const assumed = assumeSettings(input, whatIf)
  return assumed.kind === 'refused' ? assumed.faults.map(({ pointer }) => pointer) : []
}

const budgets = (input: PlanningInput) =>
  Object.fromEntries(
    planPool(input).plan.recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]),
  )

const pool = makeInput([makeCell('a', { groupId: 'g' }), makeCell('b'), makeCell('c')], {
  groups: [makeGroup('top'), makeGroup('g', { parentId: 'top' })],
})

test('[W1] an amount of today is exactly the pool’s, whatever was spent; a period’s budget keeps what was spent', () => {
  const daily = assume(pool, { budget: { dailyMinor: 13_001 } })
  expect(planPool(daily).plan).toMatchObject({ poolDailyBudgetMinor: 13_001, projectedUnderspendMinor: 0 })
  const { amount } = pool
  const period = assume(pool, { budget: { periodMinor: amount.budgetMinor + 9_000 } })
  expect(period.amount).toEqual({ ...amount, budgetMinor: amount.budgetMinor + 9_000 })
  // Nine days are left of the month.
  expect(planPool(period).plan.poolDailyBudgetMinor).toBe(planPool(pool).plan.poolDailyBudgetMinor + 1_000)
})

test('[W2] assuming nothing changes nothing', () => {
  expect(JSON.stringify(assume(pool, {}))).toBe(JSON.stringify(pool))
  const empty = { cells: [], groups: [], places: [], addedCells: [], removedCellIds: [], gates: 'remembered' as const }
  expect(JSON.stringify(assume(pool, empty))).toBe(JSON.stringify(pool))
})

test('[W3] another policy; without ramps a cell may get all that is left', () => {
  const poor = assume(pool, { policy: makePolicy({ floorShare: 0.5 }), removedCellIds: ['c'] })
  expect(poor.policy.floorShare).toBe(0.5)
  const rich = { budget: { dailyMinor: 60_000 } }
  expect(budgets(assume(pool, rich)).a).toBe(4_200 * 1.2)
  expect(budgets(assume(pool, { ...rich, ramps: 'off' })).a).toBeGreaterThan(10_000)
})

test('[W4] a group’s maximum, a new group, and one that is gone', () => {
  const capped = assume(pool, { groups: [{ id: 'g', maxDailyBudgetMinor: 3_000 }] })
  expect(budgets(capped).a).toBe(3_000)
  const added = assume(pool, {
    addedGroups: [makeGroup('new', { maxDailyBudgetMinor: 3_500 })],
    cells: [{ id: 'b', groupId: 'new' }],
  })
  expect(budgets(added).b).toBe(3_500)
  const gone = assume(pool, { removedGroupIds: ['g'] })
  expect(gone.cells.map(({ groupId }) => groupId)).toEqual(['top', null, null])
})

test('[W5] a cell’s bounds, lock, baseline and results; one more; one less with its money', () => {
  const lock = { kind: 'fixed', dailyBudgetMinor: 4_444, author: 'a', reason: 'b', expiresAt: null } as const
  expect(budgets(assume(pool, { cells: [{ id: 'b', lock }] })).b).toBe(4_444)
  expect(budgets(assume(pool, { cells: [{ id: 'b', maxDailyBudgetMinor: 4_000 }] })).b).toBe(4_000)
  const better = assume(pool, { cells: [{ id: 'b', results: { bookings: 60, spendMinor: 84_000, days: 20 } }] })
  expect(budgets(better).b).toBeGreaterThan(budgets(pool).b ?? 0)
  const place = { locationId: 'd', serviceLine: 'ortho', channel: null, groupId: null }
  const bounds = { minDailyBudgetMinor: null, maxDailyBudgetMinor: null, lock: null }
  const known = { ...pool, places: [...pool.places, openPlace('d')] }
  const more = assume(known, { addedCells: [{ id: 'd', baselineDailyBudgetMinor: 2_000, ...place, ...bounds }] })
  expect(more.cells.at(-1)?.reference).toEqual({ dailyBudgetMinor: 2_000, basis: 'baseline' })
  expect(Object.keys(budgets(more))).toEqual(['a', 'b', 'c', 'd'])
  expect(Object.keys(budgets(assume(pool, { removedCellIds: ['b'] })))).toEqual(['a', 'c'])
})

test('[W5] a baseline moves what a new cell’s ramp counts from, and no other’s; another id at a place goes on from what was there', () => {
  const settled = { reference: { dailyBudgetMinor: 3_000, basis: 'published' as const } }
  const learned = { bookings: 40, spendMinor: 84_000, days: 20 }
  const input = makeInput([makeCell('a'), makeCell('b', { ...settled, learned })], {
    previous: makePrevious({ a: 4_200, b: 3_100 }),
  })
  const assumed = assume(input, { cells: ['a', 'b'].map((id) => ({ id, baselineDailyBudgetMinor: 9_000 })) })
  expect(assumed.cells.map(({ reference }) => reference.dailyBudgetMinor)).toEqual([9_000, 3_000])

  const { reference: _, learned: __, status: ___, ...settings } = makeCell('b')
  const again = { ...settings, id: 'again', baselineDailyBudgetMinor: 9_000 }
  const renamed = assume(input, { removedCellIds: ['b'], addedCells: [again] })
  expect(renamed.cells.at(-1)).toMatchObject({ id: 'again', ...settled, learned, leftAtMinor: 3_100 })
  const { b, ...others } = budgets(assume(input, { cells: [{ id: 'b', baselineDailyBudgetMinor: 9_000 }] }))
  expect(budgets(renamed)).toEqual({ ...others, again: b })
  const divided = assume(input, { removedCellIds: ['b'], addedCells: [{ ...again, channel: 'search' }] })
  expect(divided.cells.at(-1)?.reference).toEqual({ dailyBudgetMinor: 9_000, basis: 'baseline' })
})

test('[W6] all that does not fit is told at once, by where it stands', () => {
  const d = { id: 'd', locationId: 'a', serviceLine: 'ortho', channel: null, groupId: 'nobody' }
  const bounds = { baselineDailyBudgetMinor: 1, minDailyBudgetMinor: 5, maxDailyBudgetMinor: 4, lock: null }
  expect(
    faultsOf(pool, {
      serviceLines: [{ id: 'nobody' }],
      groups: [
        { id: 'nobody' },
        { id: 'top', parentId: 'g' },
        { id: 'g', minDailyBudgetMinor: 9, maxDailyBudgetMinor: 1 },
      ],
      addedGroups: [makeGroup('g'), makeGroup('new', { parentId: 'nowhere' })],
      removedGroupIds: ['nobody'],
      cells: [{ id: 'nobody' }, { id: 'c' }, { id: 'b', groupId: 'nowhere' }],
      removedCellIds: ['c', 'nobody'],
      addedCells: [
        { ...d, ...bounds },
        { ...d, ...bounds, id: 'a', locationId: 'x', groupId: null, maxDailyBudgetMinor: 6 },
      ],
      places: [{ locationId: 'nowhere', serviceLine: 'ortho' }],
    }).sort(),
  ).toEqual([
    '/addedCells/0/channel',
    '/addedCells/0/groupId',
    '/addedCells/0/maxDailyBudgetMinor',
    '/addedCells/1/id',
    '/addedGroups/0/id',
    '/addedGroups/1/parentId',
    '/cells/0/id',
    '/cells/1/id',
    '/cells/2/groupId',
    '/groups/0/id',
    '/groups/1/parentId',
    '/groups/2/maxDailyBudgetMinor',
    '/groups/2/parentId',
    '/places/0',
    '/removedCellIds/1',
    '/removedGroupIds/0',
    '/serviceLines/0/id',
  ])
})

const gateOf = (input: PlanningInput, cellId = 'a') =>
  planPool(input).plan.recommendations.find((line) => line.cellId === cellId)?.gate
const at = { locationId: 'a', serviceLine: 'ortho' }

test('[W7] a full place is gated at once, whoever else reports; room opens it at once; a wait’s gate remembers', () => {
  const full = assume(pool, { places: [{ ...at, newPatientSlotsTotal: 100, newPatientSlotsBooked: 100 }] })
  expect(gateOf(full)).toBe('gated')
  expect(
    full.places.find(({ locationId }) => locationId === 'a')?.figures.filter(({ figure }) => figure === 'slots'),
  ).toEqual([{ source: '<assumed>', observedAt: pool.asOf, figure: 'slots', horizonDays: 14, total: 100, booked: 100 }])
  expect(gateOf(assume(full, { places: [{ ...at, newPatientSlotsOpen: 50 }] }))).toBe('open')
  expect(gateOf(assume(pool, { places: [{ ...at, acceptingNewPatients: false }] }))).toBe('gated')
  const late = assume(pool, { places: [{ ...at, waitDays: 30 }] })
  expect(gateOf(late)).toBe('gated')
  expect(gateOf(assume(late, { places: [{ ...at, waitDays: 2 }] }))).toBe('gated')
  const trusted = makePolicy({ sources: [{ source: 'pms', priority: 10, expectedIntervalHours: null }] })
  expect(gateOf(assume(pool, { policy: trusted, places: [{ ...at, newPatientSlotsOpen: 0 }] }))).toBe('gated')
})

test('[W8] settled: the same as if it had been so for long', () => {
  const late = makePlace('a', [heard(50, slots(100, 60), wait(30)), heard(1, wait(2))])
  const input = makeInput([makeCell('a'), makeCell('b')], { places: [late] })
  expect(gateOf(input)).toBe('gated')
  expect(gateOf(assume(input, { gates: 'settled' }))).toBe('open')
  expect(gateOf(assume(input, { gates: 'settled', places: [{ ...at, waitDays: 30 }] }))).toBe('gated')
  expect(late.figures.every(({ observedAt }) => observedAt <= hoursAgo(1))).toBe(true)
})

test('[W9] whatever is assumed, the plan passes the checker', () => {
  const places = fc.record(
    {
      newPatientSlotsOpen: fc.nat(50),
      waitDays: fc.nat(40),
      waitlistSize: fc.nat(30),
      acceptingNewPatients: fc.boolean(),
      share: fc.constantFrom(0, 0.5, 1),
    },
    { requiredKeys: [] },
  )
  const assumption = fc.record(
    {
      budget: fc.oneof(fc.record({ dailyMinor: fc.nat(500_000) }), fc.record({ periodMinor: fc.nat(9_000_000) })),
      ramps: fc.constantFrom('kept' as const, 'off' as const),
      gates: fc.constantFrom('remembered' as const, 'settled' as const),
      place: places,
      min: fc.option(fc.nat(9_000)),
      isRemoved: fc.boolean(),
    },
    { requiredKeys: [] },
  )
  fc.assert(
    fc.property(fc.nat(100_000), assumption, (seed, { place, min = null, isRemoved = false, ...whatIf }) => {
      const input = randomInput(seed, 6)
      const [first, second] = input.cells
      const [known] = input.places
      const assumed = assume(input, {
        ...whatIf,
        ...(first && !isRemoved
          ? { cells: [{ id: first.id, minDailyBudgetMinor: min, maxDailyBudgetMinor: null }] }
          : {}),
        ...(second && isRemoved ? { removedCellIds: [second.id] } : {}),
        ...(known && place
          ? { places: [{ ...place, locationId: known.locationId, serviceLine: known.serviceLine }] }
          : {}),
      })
      expect(verifyPlan(assumed, planPool(assumed))).toEqual({ kind: 'ok' })
    }),
    { numRuns: 100 },
  )
})
