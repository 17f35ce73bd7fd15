import { allocate, type Problem } from '@sluice/allocation'
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
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import type { Cell, PlanningInput } from './input.ts'
import { planPool } from './plan.ts'
import type { Plan, Relaxation } from './plan.types.ts'

function planOf(cells: Cell[], changes: Partial<PlanningInput> & { dailyMinor?: number } = {}) {
  return planPool(makeInput(cells, changes)).plan
}
const amountsOf = (plan: { recommendations: { cellId: string; recommendedDailyBudgetMinor: number }[] }) =>
  Object.fromEntries(plan.recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
const relaxed = (kind: Relaxation['kind'], at: string, byMinor: number) => ({ kind, at, byMinor })

test('[X1] whatever comes in, a plan comes out', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 0, max: 25 }), (seed, size) => {
      expect(() => planPool(randomInput(seed, size))).not.toThrow()
    }),
    { numRuns: 200 },
  )
})

test('[X2] first the ramp gives way, then holds, group minimums, cell minimums, locks, and floors last', () => {
  const stale = makePlace('s', [heard(80, slots(100, 60))])
  const lock = { kind: 'fixed', dailyBudgetMinor: 4_000, author: 'ana', reason: 'x', expiresAt: null } as const
  const cells = [
    makeCell('a', { groupId: 'g' }),
    makeCell('l', { lock }),
    makeCell('m', { minDailyBudgetMinor: 4_200 }),
    makeCell('s'),
  ]
  const groups = [makeGroup('g', { minDailyBudgetMinor: 3_500 })]
  const kindsAt = (dailyMinor: number) => {
    const plan = planOf(cells, { places: [stale], groups, dailyMinor })
    return plan.relaxed.map(({ kind, at, byMinor }) => `${kind} ${at} ${byMinor}`)
  }
  // What must be paid: a 3500 (its group), l 4000, m 4200, s 4200 = 15900. Floors are 420 each.
  expect(kindsAt(15_900)).toEqual([])
  // The ramp of a (2940) is below its group's minimum, so only the hold can give.
  expect(kindsAt(15_899)).toEqual(['stale_hold s 1'])
  expect(kindsAt(12_120)).toEqual(['stale_hold s 3780'])
  expect(kindsAt(12_119)).toEqual(['stale_hold s 3780', 'group_minimum g 1'])
  // Once the group asks for less than a's ramp, the ramp shows too.
  expect(kindsAt(11_559)).toEqual(['ramp_down a 1', 'stale_hold s 3780', 'group_minimum g 561'])
  expect(kindsAt(9_040).filter((each) => each.startsWith('cell'))).toEqual([])
  expect(kindsAt(9_039)).toContain('cell_minimum m 1')
  expect(kindsAt(5_260).filter((each) => each.startsWith('lock'))).toEqual([])
  expect(kindsAt(5_259)).toContain('lock l 1')
  expect(kindsAt(1_680).filter((each) => each.startsWith('floor'))).toEqual([])
  expect(kindsAt(1_679).filter((each) => each.startsWith('floor'))).toHaveLength(1)
})

test('[X3] a ramp gives way only as far as needed, in proportion to what each has', () => {
  // Ramp-down: 2940 and 1470 of baselines 4200 and 2100; floors 420 and 210; 4410 must shrink to 4110.
  const plan = planOf([makeCell('a'), makeCell('b', { baselineDailyBudgetMinor: 2_100 })], { dailyMinor: 4_110 })
  expect(plan.relaxed).toEqual([relaxed('ramp_down', 'a', 200), relaxed('ramp_down', 'b', 100)])
  expect(plan.reserveDailyMinor).toBe(0)
  expect(plan.alerts).toEqual([{ code: 'infeasible_relaxed', cellIds: ['a', 'b'] }])
})

test('[X3] a cent that does not divide goes to the largest remainder, then the smaller id', () => {
  const plan = planOf([makeCell('b'), makeCell('a')], { dailyMinor: 5_879 })
  expect(plan.relaxed).toEqual([relaxed('ramp_down', 'a', 1)])
})

test('[X3] what a group has to shed for its own maximum costs nobody else a cent', () => {
  const lock = { kind: 'fixed', dailyBudgetMinor: 4_000, author: 'ana', reason: 'x', expiresAt: null } as const
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 1_000 })]
  const plan = planOf([makeCell('a', { groupId: 'g', lock }), makeCell('b')], { groups, dailyMinor: 5_000 })
  expect(plan.relaxed).toEqual([relaxed('lock', 'a', 3_000)])
})

test('[X3] nothing gave way that did not have to: a unit less of any of it has no solution', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 15 }), (seed, size) => {
      const { plan, problem } = planPool(randomInput(seed, size))
      const gaveWay = plan.relaxed.filter(({ kind }) => kind !== 'dead_band')
      for (const { at } of gaveWay) expect(allocate(withMore(problem, at)).kind).toBe('infeasible')
    }),
    { numRuns: 300 },
  )
})

function withMore(problem: Problem, id: string): Problem {
  const more = <T extends { id: string; minMinor: number }>(each: T): T =>
    each.id === id ? { ...each, minMinor: each.minMinor + problem.unitMinor } : each
  return { ...problem, groups: problem.groups.map(more), cells: problem.cells.map(more) }
}

/** A clinic with two openings, and two that are full and whose floors are $300 and $400 a day; $720 is there. */
function withTwoFull(changes: Partial<Cell>, second: Partial<Cell> = {}) {
  const places = [
    makePlace('k1', [heard(1, slots(100, 83), wait(3))]),
    makePlace('k2', [heard(1, slots(100, 100))]),
    makePlace('k3', [heard(1, slots(100, 100))]),
  ]
  const cells = [
    makeCell('k1', { baselineDailyBudgetMinor: 30_000, ...changes }),
    makeCell('k2', { baselineDailyBudgetMinor: 300_000, ...reference(30_000), ...second }),
    makeCell('k3', { baselineDailyBudgetMinor: 400_000, ...reference(40_000) }),
  ]
  return planOf(cells, { places, dailyMinor: 72_000 })
}
const fixed = { kind: 'fixed', dailyBudgetMinor: 25_000, author: 'ana', reason: 'x', expiresAt: null } as const

test.each<[string, Partial<Cell>, number]>([
  ['a lock', { lock: fixed }, 25_000],
  ['a minimum', { minDailyBudgetMinor: 25_000 }, 25_000],
  ['ramp-down', {}, 21_000],
])('[X3] what a pause frees is there for %s', (_, changes, least) => {
  const plan = withTwoFull(changes)
  expect(plan.relaxed).toEqual([relaxed('floor', 'k2', 30_000)])
  expect(amountsOf(plan)).toMatchObject({ k2: 0, k3: 40_000 })
  expect(amountsOf(plan).k1).toBeGreaterThanOrEqual(least)
})

test('[X3, X5] taking a clinic out cuts no other while its money is there', () => {
  const plan = withTwoFull({}, { status: 'removed' })
  expect(plan.relaxed).toEqual([relaxed('floor', 'k2', 30_000)])
  expect(amountsOf(plan).k1).toBeGreaterThanOrEqual(21_000)
})

test('[X3] only where a maximum or the pool has nothing left does anything give way', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 15 }), (seed, size) => {
      const input = randomInput(seed, size)
      const { plan, problem } = planPool(input)
      const floors = new Map(
        plan.relaxed.filter(({ kind }) => kind === 'floor').map(({ at, byMinor }) => [at, byMinor]),
      )
      for (const { kind, at } of plan.relaxed) {
        if (kind === 'group_minimum' || kind === 'dead_band') continue
        expect(moneyLeftFor(input, plan, at)).toBeLessThan(floors.get(at) ?? problem.unitMinor)
      }
    }),
    { numRuns: 300 },
  )
})

/** The least that the pool and the groups above a cell have left. */
function moneyLeftFor({ cells, groups }: PlanningInput, plan: Plan, cellId: string): number {
  const amounts = amountsOf(plan)
  const isBelow = (groupId: string | null, id: string): boolean =>
    groupId === id || (groupId !== null && isBelow(groups.find((group) => group.id === groupId)?.parentId ?? null, id))
  const groupOf = (id: string) => cells.find((cell) => cell.id === id)?.groupId ?? null
  const lefts = groups
    .filter(({ id }) => isBelow(groupOf(cellId), id))
    .map(({ id, maxDailyBudgetMinor }) => {
      const spent = cells.reduce((sum, cell) => sum + (isBelow(cell.groupId, id) ? (amounts[cell.id] ?? 0) : 0), 0)
      return (maxDailyBudgetMinor ?? Infinity) - spent
    })
  return Math.min(plan.reserveDailyMinor, ...lefts)
}

test('[X3] in whole platform units', () => {
  const policy = makePolicy({ platform: { unitMinor: 100, minimumMinor: 0, maximumMinor: null } })
  const plan = planOf([makeCell('a'), makeCell('b')], { policy, dailyMinor: 5_750 })
  expect(plan.relaxed).toEqual([relaxed('ramp_down', 'a', 200), relaxed('ramp_down', 'b', 100)])
})

test('[X4] a group minimum above what its cells may take is lowered to that', () => {
  const groups = [makeGroup('g', { minDailyBudgetMinor: 6_000 })]
  const plan = planOf([makeCell('a', { groupId: 'g' }), makeCell('b')], { groups })
  expect(plan.relaxed).toEqual([relaxed('group_minimum', 'g', 960)])
  expect(amountsOf(plan).a).toBe(5_040)
})

test('[X4] the minimum of a group within a group with a lower maximum', () => {
  const groups = [
    makeGroup('outer', { maxDailyBudgetMinor: 3_500 }),
    makeGroup('inner', { parentId: 'outer', minDailyBudgetMinor: 4_000 }),
  ]
  const plan = planOf([makeCell('a', { groupId: 'inner' })], { groups })
  expect(plan.relaxed).toEqual([relaxed('group_minimum', 'inner', 500)])
  expect(amountsOf(plan).a).toBe(3_500)
})

test('[X5] floors that cannot be paid: removed first, then gated, then what earns least, each paused whole', () => {
  const places = [
    openPlace('b'),
    makePlace('g', [heard(1, accepting(false))]),
    makePlace('z', [heard(1, slots(100, 60), wait(11))]),
  ]
  const cells = [makeCell('b'), makeCell('g'), makeCell('r', { status: 'removed', ...reference(420) }), makeCell('z')]
  const pausedAt = (dailyMinor: number) => {
    const lines = planOf(cells, { places, dailyMinor }).recommendations
    return lines.filter((line) => line.reasons.includes('pool_exhausted')).map((line) => line.cellId)
  }
  expect(pausedAt(1_680)).toEqual([])
  expect(pausedAt(1_679)).toEqual(['r'])
  expect(pausedAt(1_259)).toEqual(['g', 'r'])
  // z waits 11 days, b 3: a booking is worth less at z.
  expect(pausedAt(839)).toEqual(['g', 'r', 'z'])
  expect(pausedAt(0)).toEqual(['b', 'g', 'r', 'z'])
})

test('[X5] what a paused cell frees goes to the others', () => {
  const plan = planOf([makeCell('a'), makeCell('b')], { dailyMinor: 839 })
  expect(amountsOf(plan)).toEqual({ a: 0, b: 839 })
  expect(plan.recommendations[0]).toMatchObject({ status: 'pause_proposed', reasons: ['pool_exhausted'] })
  expect(plan.relaxed.at(-1)).toEqual(relaxed('floor', 'a', 420))
})

test('[X5] who need not be paused once another is, is not', () => {
  // Floors of $1, $30 and $30; the first two are full, so they go first: but without the second there is money for the first.
  const places = ['a', 'b'].map((id) => makePlace(id, [heard(1, slots(100, 100))]))
  const cells = [
    makeCell('a', { baselineDailyBudgetMinor: 1_000 }),
    makeCell('b', { baselineDailyBudgetMinor: 30_000 }),
    makeCell('c', { baselineDailyBudgetMinor: 30_000 }),
  ]
  const plan = planOf(cells, { places, dailyMinor: 4_000 })
  expect(amountsOf(plan)).toEqual({ a: 100, b: 0, c: 3_900 })
  expect(plan.relaxed.filter(({ kind }) => kind === 'floor')).toEqual([relaxed('floor', 'b', 3_000)])
})

test('[X6] a group maximum below its floors pauses inside it and nowhere else', () => {
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 500 })]
  const plan = planOf([makeCell('a', { groupId: 'g' }), makeCell('b', { groupId: 'g' }), makeCell('c')], { groups })
  expect(amountsOf(plan)).toEqual({ a: 0, b: 500, c: 5_040 })
  expect(plan.recommendations[0]).toMatchObject({ status: 'pause_proposed', reasons: ['group_maximum:g'] })
})

test('[X6] a group minimum does not lift a gated cell from its floor', () => {
  const groups = [makeGroup('g', { minDailyBudgetMinor: 4_000 })]
  const places = [makePlace('a', [heard(1, slots(100, 100))])]
  const plan = planOf([makeCell('a', { groupId: 'g' }), makeCell('b')], { groups, places })
  expect(amountsOf(plan).a).toBe(420)
  expect(plan.relaxed).toEqual([relaxed('group_minimum', 'g', 3_580)])
})

test('[X7] what no cell may take goes to the reserve, above its cap', () => {
  const policy = makePolicy({ reserve: { hurdle: 1, maxMinor: 0 } })
  const plan = planOf([makeCell('a')], { policy, dailyMinor: 6_000 })
  expect(amountsOf(plan)).toEqual({ a: 5_040 })
  expect(plan.reserveParts).toEqual({ hurdleMinor: 0, unplaceableMinor: 960 })
  expect(plan.recommendations[0]?.reasons).toEqual(['ramp_up', 'unplaceable'])
})

test('[X8] the rest below a platform unit goes to the reserve', () => {
  const policy = makePolicy({ platform: { unitMinor: 100, minimumMinor: 0, maximumMinor: null } })
  const plan = planOf([makeCell('a')], { policy, dailyMinor: 4_250 })
  expect(amountsOf(plan)).toEqual({ a: 4_200 })
  expect(plan.reserveParts).toEqual({ hurdleMinor: 0, unplaceableMinor: 50 })
})
