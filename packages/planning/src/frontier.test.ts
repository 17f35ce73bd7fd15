import { allocate, bookingsIn } from '@sluice/allocation'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { heard, makeCell, makeGroup, makeInput, makePlace, makePolicy, slots } from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { assumeSettings } from './assume-settings.ts'
import { frontierOf } from './frontier.ts'
import type { PlanningInput } from './input.ts'
import { freeProblemOf, planPool } from './plan.ts'

function withTotal(input: PlanningInput, dailyMinor: number): PlanningInput {
  const assumed = assumeSettings(input, { budget: { dailyMinor } })
  if (assumed.kind === 'refused') throw new Error('nothing to refuse')
  return assumed.input
}

test('[Q1] a point is what a plan with that money would be, before it holds anything', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.array(fc.nat(120_000), { minLength: 1, maxLength: 6 }), (seed, totals) => {
      const input = randomInput(seed, 6)
      for (const point of frontierOf(input, totals)) {
        if (point.kind === 'infeasible') continue
        const { problem, optimal } = freeProblemOf(withTotal(input, point.totalMinor))
        // Equal bounds too: where money is enough, nothing but contradictions has given way.
        if (planPool(withTotal(input, point.totalMinor)).plan.relaxed.length > 0) continue
        expect(point.reserveMinor).toBe(optimal.reserveMinor)
        expect(point.valueMinor).toBeCloseTo(optimal.valueMinor, 4)
        expect(point.expectedBookingsPerDay).toBeCloseTo(bookingsIn(problem, optimal), 5)
        expect(allocate(problem).kind).toBe('optimal')
      }
    }),
    { numRuns: 50 },
  )
})

test('[Q2] too little says how much is missing; a plan relaxes there', () => {
  const input = makeInput([makeCell('a'), makeCell('b')])
  // Each keeps at least 70 % of 4,200 today.
  const [below, at] = frontierOf(input, [5_879, 5_880])
  expect(below).toEqual({
    ...{ kind: 'infeasible', totalMinor: 5_879, missingMinor: 1 },
    // As amounts are written in every sentence.
    message: 'the minimums of the pool come to $0.01 a day more than this total; lower them, or try a larger total',
  })
  expect(at).toMatchObject({ kind: 'feasible', spentMinor: 5_880, reserveMinor: 0 })
  expect(planPool(withTotal(input, 5_879)).plan.relaxed).toMatchObject([{ kind: 'ramp_down' }])
})

test('[Q2] more than anybody may take is kept, above the reserve’s cap too', () => {
  const policy = makePolicy({ reserve: { hurdle: 1, maxMinor: 0 } })
  const input = makeInput([makeCell('a')], { policy, groups: [makeGroup('g', { minDailyBudgetMinor: 1_000_000 })] })
  expect(frontierOf(input, [10_000])).toMatchObject([{ kind: 'feasible', spentMinor: 5_040, reserveMinor: 4_960 }])
  // Another dollar would lie there too; one unit less, and it would be spent.
  const [enough, short] = frontierOf(input, [5_040, 5_039])
  expect(enough).toMatchObject({ spentMinor: 5_040, nextDollarValueMinor: 0 })
  expect(short).toMatchObject({ spentMinor: 5_039, nextDollarValueMinor: expect.closeTo(498, 0) })
})

test('[Q5] the next dollar is worth nothing exactly where it brings nothing: where the next unit only lies in the reserve', () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.array(fc.nat(120_000), { minLength: 1, maxLength: 4 }), (seed, totals) => {
      const input = randomInput(seed, 6)
      const step = input.policy.platform.unitMinor
      for (const totalMinor of totals) {
        const [point, next] = frontierOf(input, [totalMinor, totalMinor + step])
        if (point?.kind !== 'feasible' || next?.kind !== 'feasible') continue
        const what = `seed ${seed}, total ${totalMinor}`
        if (next.reserveMinor === point.reserveMinor + step) expect(point.nextDollarValueMinor, what).toBe(0)
        else if (point.nextDollarValueMinor === 0) expect(next.valueMinor, what).toBeCloseTo(point.valueMinor, 4)
      }
    }),
    { numRuns: 200 },
  )
})

test('[Q5] clinics whose room is full bring no more, however far their maximums are', () => {
  const cells = ['a', 'b'].map((id) => makeCell(id, { baselineDailyBudgetMinor: 30_000 }))
  const places = ['a', 'b'].map((id) => makePlace(id, [heard(1, slots(20, 0))]))
  const input = makeInput(cells, { places })
  const points = frontierOf(input, [70_000, 200_000])
  expect(points.map((point) => point.kind === 'feasible' && point.nextDollarValueMinor)).toEqual([0, 0])
})

test('[Q3] more money never brings less, and its price never rises but beyond a full reserve', () => {
  fc.assert(
    fc.property(fc.nat(100_000), (seed) => {
      const input = randomInput(seed, 6)
      const totals = Array.from({ length: 12 }, (_, i) => i * 6_000)
      const points = frontierOf(input, totals).filter((point) => point.kind === 'feasible')
      for (const [i, point] of points.entries()) {
        const next = points[i + 1]
        if (next === undefined) continue
        expect(next.valueMinor).toBeGreaterThanOrEqual(point.valueMinor - 1e-6)
        expect(next.expectedBookingsPerDay).toBeGreaterThanOrEqual(point.expectedBookingsPerDay - 1e-6)
        // Once a capped reserve is full, money goes to cells again that were not worth it before.
        if (point.nextDollarValueMinor === 0 && input.policy.reserve.maxMinor !== null) continue
        expect(next.nextDollarValueMinor).toBeLessThanOrEqual(point.nextDollarValueMinor + 1e-6)
      }
    }),
    { numRuns: 50 },
  )
})

test('[Q4] in the order asked, what is asked twice twice', () => {
  const input = makeInput([makeCell('a'), makeCell('b')])
  const totals = [8_400, 9_000, 8_400, 7_000]
  expect(frontierOf(input, totals).map(({ totalMinor }) => totalMinor)).toEqual(totals)
})
