import { objectiveOf } from '@sluice/allocation'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  makeCell,
  makeGroup,
  makeInput,
  makePolicy,
  makePrevious,
  openPlace,
  reference,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import { cellFactsOf } from './cell-facts.ts'
import { hold } from './hold.ts'
import type { PlanningInput } from './input.ts'
import { planPool } from './plan.ts'
import { poolAmount } from './pool-amount.ts'
import { poolProblemOf } from './pool-problem.ts'
import { todayOf } from './today.ts'

function poolOf(input: PlanningInput) {
  return poolProblemOf(input, cellFactsOf(input), poolAmount(input).dailyMinor)
}
/** Today's numbers, nothing held. */
function todayIn(input: PlanningInput) {
  const pool = poolOf(input)
  return todayOf(pool, pool.problem, input)
}
const cells = [makeCell('a'), makeCell('b')]

test('[L9] numbers that are allowed are today’s as they are, and the rest of the pool is the reserve', () => {
  const today = todayIn(makeInput(cells, { previous: makePrevious({ a: 4_500, b: 3_700 }) }))
  expect(today).toEqual({ amounts: { a: 4_500, b: 3_700 }, reserveMinor: 200 })
})

test('[L9] a cell that must move moves no further than it must, and pushes nobody', () => {
  const maximum = [makeCell('a', { maxDailyBudgetMinor: 4_000 }), makeCell('b')]
  const today = todayIn(makeInput(maximum, { previous: makePrevious({ a: 4_200, b: 4_100 }) }))
  expect(today).toEqual({ amounts: { a: 4_000, b: 4_100 }, reserveMinor: 300 })
})

test('[L9] what a pool or a group has too little for is cut in proportion; who is not in it stays', () => {
  const uneven = [
    makeCell('a', { groupId: 'g', baselineDailyBudgetMinor: 8_000 }),
    makeCell('b', { groupId: 'g' }),
    makeCell('c'),
  ]
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 9_000 })]
  const previous = makePrevious({ a: 8_000, b: 4_000, c: 4_200 })
  expect(todayIn(makeInput(uneven, { groups, previous })).amounts).toEqual({ a: 6_000, b: 3_000, c: 4_200 })
  expect(todayIn(makeInput(cells, { dailyMinor: 8_000 })).amounts).toEqual({ a: 4_000, b: 4_000 })
})

test('[L9] a reserve that may not hold more pushes money up, in proportion', () => {
  const policy = makePolicy({ reserve: { hurdle: 1, maxMinor: 0 } })
  expect(todayIn(makeInput(cells, { policy, dailyMinor: 8_800 })).amounts).toEqual({ a: 4_400, b: 4_400 })
})

test('[L9] the first plan is compared with the references, a new cell counts with its own', () => {
  const started = [makeCell('a', reference(4_000)), makeCell('b')]
  expect(todayIn(makeInput(started)).amounts).toEqual({ a: 4_000, b: 4_200 })
  const today = todayIn(makeInput(started, { previous: makePrevious({ b: 4_100 }) }))
  expect(today).toEqual({ amounts: { a: 4_000, b: 4_100 }, reserveMinor: 300 })
})

test('[L9] the gain is what the plan is worth above today’s numbers; 0 where they stay', () => {
  const previous = makePrevious({ a: 4_900, b: 3_500 })
  const { plan, problem } = planPool(makeInput(cells, { previous }))
  const before = objectiveOf(problem, { a: 4_900, b: 3_500 }, 0)
  expect(plan.recommendations.map((line) => line.recommendedDailyBudgetMinor)).toEqual([4_200, 4_200])
  expect(plan.gainMinor).toBeCloseTo(objectiveOf(problem, { a: 4_200, b: 4_200 }, 0) - before, 5)
  expect(plan.gainMinor).toBeGreaterThan(100)
  const stays = makeInput(cells, { previous, policy: makePolicy({ minimalGainMinor: 1e6 }) })
  expect(planPool(stays).plan.gainMinor).toBe(0)
})

test('[L9] whatever the pool, a plan is worth no less than today’s numbers within its bounds', () => {
  let gained = 0
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), fc.boolean(), (seed, size, isNear) => {
      const input = isNear ? nearOptimum(seed, size) : randomInput(seed, size)
      const { plan, problem, optimal } = planPool(input)
      const amounts = Object.fromEntries(
        plan.recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]),
      )
      const published = objectiveOf(problem, amounts, plan.reserveDailyMinor)
      const pool = poolOf(input)
      const today = todayOf(pool, hold(pool, optimal, input).problem, input)
      const worth = objectiveOf(problem, today.amounts, today.reserveMinor)
      expect(published).toBeGreaterThanOrEqual(worth - 1e-9 * Math.abs(worth))
      expect(plan.gainMinor).toBeCloseTo(Math.max(0, published - worth), 5)
      if (plan.gainMinor > 0) gained++
    }),
    { numRuns: 400 },
  )
  expect(gained).toBeGreaterThan(5)
})

test('[L9] today’s numbers, moved, keep every bound and add up', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, size) => {
      const input = randomInput(seed, size)
      const pool = poolOf(input)
      const { amounts, reserveMinor } = todayOf(pool, pool.problem, input)
      const spent = pool.leaves.reduce((sum, { id }) => sum + (amounts[id] ?? Number.NaN), 0)
      expect(spent + reserveMinor).toBe(pool.problem.totalMinor)
      for (const { id, min, max } of pool.leaves) {
        expect(amounts[id]).toBeGreaterThanOrEqual(min)
        expect(amounts[id]).toBeLessThanOrEqual(max)
      }
    }),
    { numRuns: 200 },
  )
})

test('[L9] what the plan holds stays in today’s numbers too: small changes are not counted as a loss', () => {
  const ids = Array.from({ length: 100 }, (_, i) => `c${i + 100}`)
  const policy = makePolicy({ minimalGainMinor: 0 })
  const previous = makePrevious(Object.fromEntries(ids.map((id) => [id, 4_200])))
  const input = makeInput(
    ids.map((id) => makeCell(id)),
    { policy, previous, dailyMinor: 415_800 },
  )
  const pool = poolOf(input)
  const { plan, optimal } = planPool(input)
  const held = hold(pool, optimal, input)
  const today = todayOf(pool, held.problem, input)
  expect(plan.provenGapMinor).toBeGreaterThan(0)
  expect(plan.gainMinor).toBeLessThan(0.01)
  expect(ids.filter((id) => today.amounts[id] === 4_200).length).toBeGreaterThan(50)
})

/** A random pool whose plan in force is near its optimum, so that much is held. */
function nearOptimum(seed: number, size: number): PlanningInput {
  const input = randomInput(seed, size)
  const policy = { ...input.policy, minimalGainMinor: 0 }
  const { plan } = planPool({ ...input, policy, previous: null })
  const cells = plan.recommendations.map((line, i) => ({
    cellId: line.cellId,
    dailyBudgetMinor: Math.max(0, line.recommendedDailyBudgetMinor + ((seed + i * 7) % 5) * 20 - 40),
    gate: line.gate,
  }))
  const places = input.places.map((place) => (place.figures.length > 0 ? place : openPlace(place.locationId, place)))
  return { ...input, policy, places, previous: { number: 1, reserveDailyMinor: 0, cells } }
}
