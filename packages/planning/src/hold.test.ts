import { allocate, type Problem, provenGap, verify } from '@sluice/allocation'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  heard,
  makeCell,
  makeGroup,
  makeInput,
  makeLine,
  makePlace,
  makePolicy,
  makePrevious,
  openPlace,
  reference,
  slots,
} from '../test-support/make-input.ts'
import { randomInput } from '../test-support/random-input.ts'
import type { Cell, PlanningInput, PreviousPlan } from './input.ts'
import { planPool } from './plan.ts'
import { deadBandOf } from './ramp.ts'

// Holding alone, without "the whole plan gains too little".
const eager = makePolicy({ minimalGainMinor: 0 })

function outcomeOf(
  cells: Cell[],
  previous: PreviousPlan | null,
  changes: Partial<PlanningInput> & { dailyMinor?: number } = {},
) {
  return planPool(makeInput(cells, { policy: eager, previous, ...changes }))
}
function amountsOf({ plan }: ReturnType<typeof planPool>) {
  return Object.fromEntries(plan.recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
}
const names = (count: number) => Array.from({ length: count }, (_, i) => `c${String(i).padStart(3, '0')}`)
const amounts = (ids: string[], minor: number) => Object.fromEntries(ids.map((id) => [id, minor]))

test('[L1] the optimum of the free problem comes with its certificate, and anybody may check it', () => {
  const outcome = planPool(randomInput(11, 12))
  expect(allocate(outcome.problem)).toEqual(outcome.optimal)
  expect(verify(outcome.problem, outcome.optimal)).toEqual({ kind: 'ok', gapMinor: 0 })
})

test('[L1] no split of a small pool is worth more, by trying them all', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 0, max: 12 }),
      fc.integer(),
      (dailyMinor, booked, seed) => {
        const baselines = [7, 11, 5].map((baseline, i) => baseline + (Math.abs(seed >> (i * 4)) % 9))
        const cells = baselines.map((baselineDailyBudgetMinor, i) => makeCell(`c${i}`, { baselineDailyBudgetMinor }))
        // Bookings for a cent or two, so that a few open visits make a ceiling in the middle of the bounds.
        const serviceLines = [makeLine({ priorCostPerBookingMinor: 5 + (Math.abs(seed) % 20), lifetimeValueMinor: 60 })]
        const places = [makePlace('c0', [heard(1, slots(20, booked))], { line: makeLine() })]
        const policy = makePolicy({ minimalGainMinor: 0, reserve: { hurdle: 1, maxMinor: null } })
        const { plan, problem } = planPool(makeInput(cells, { dailyMinor, policy, serviceLines, places }))
        const worth = (amounts: number[]) =>
          problem.cells.reduce(
            (sum, cell, i) => {
              const x = amounts[i] ?? 0
              const bookings =
                x === 0 ? 0 : (cell.curve.kind === 'hill' ? cell.curve.ceiling * x : 0) / (x + halfOf(cell))
              return sum + cell.valueMinor * Math.min(bookings, cell.headroom ?? Infinity)
            },
            dailyMinor - amounts.reduce((sum, x) => sum + x, 0),
          )
        const best = Math.max(...splits(problem.cells, dailyMinor).map(worth))
        expect(worth(plan.recommendations.map((line) => line.recommendedDailyBudgetMinor))).toBeGreaterThanOrEqual(
          best - 1e-9,
        )
      },
    ),
    { numRuns: 150 },
  )
})

function halfOf({ curve }: Problem['cells'][number]): number {
  return curve.kind === 'hill' ? curve.halfSpendMinor : 1
}

/** Every way to give each cell something within its bounds, at most the total together. */
function splits([cell, ...rest]: Problem['cells'], total: number): number[][] {
  if (cell === undefined) return [[]]
  const amounts = Array.from({ length: cell.maxMinor - cell.minMinor + 1 }, (_, i) => cell.minMinor + i)
  return amounts.filter((x) => x <= total).flatMap((x) => splits(rest, total - x).map((others) => [x, ...others]))
}

test('[L2] a change inside the dead band is not made, at its edge neither, a cent beyond it is', () => {
  // Two equal cells share 8400 evenly; dead band of $42: 5 %, 210.
  const cells = [makeCell('a'), makeCell('b')]
  const after = (a: number) => amountsOf(outcomeOf(cells, makePrevious({ a, b: 8_400 - a })))
  expect(after(4_410)).toEqual({ a: 4_410, b: 3_990 })
  expect(after(4_411)).toEqual({ a: 4_200, b: 4_200 })
})

test.each([
  [4_200, 4_200, 1, 210],
  [4_200, 1_000, 1, 100],
  [1_000, 0, 1, 50],
  [1_000, 0, 70, 70],
])('[L3] baseline %d, reference %d, unit %d: dead band %d', (baseline, before, unitMinor, band) => {
  const policy = makePolicy({ platform: { unitMinor, minimumMinor: 0, maximumMinor: null } })
  expect(deadBandOf(makeCell('a', { baselineDailyBudgetMinor: baseline, ...reference(before) }), policy, 2)).toBe(band)
})

test('[L3] in a currency without decimals one unit is one', () => {
  expect(deadBandOf(makeCell('a', { baselineDailyBudgetMinor: 5_000, ...reference(0) }), makePolicy(), 0)).toBe(1)
})

test('[L4] when the pool cannot pay all holds, the largest change is released first, by name', () => {
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 8_300 })]
  const cells = [makeCell('a', { groupId: 'g' }), makeCell('b', { groupId: 'g' }), makeCell('c')]
  const outcome = outcomeOf(cells, makePrevious({ a: 4_220, b: 4_180, c: 4_200 }), { groups })
  // The free optimum is 4150 each; a is 70 away, b 30: a gives.
  expect(amountsOf(outcome)).toMatchObject({ a: 4_120, b: 4_180 })
  expect(outcome.plan.relaxed).toContainEqual({ kind: 'dead_band', at: 'a', byMinor: 70 })
  expect(outcome.plan.alerts).toEqual([])
})

test('[L4] no more are released than needed, of however many', () => {
  const groups = [makeGroup('g', { maxDailyBudgetMinor: 83_000 })]
  const [first = '', ...others] = names(20)
  const cells = [first, ...others].map((id) => makeCell(id, { groupId: 'g' }))
  const before = makePrevious({ [first]: 4_220, ...amounts(others, 4_155) })
  // The free optimum is 4150 each; all holds together are 165 too much, and the first can give that.
  const outcome = outcomeOf([...cells, makeCell('z')], before, { groups })
  expect(amountsOf(outcome)).toMatchObject({ [first]: 4_055, ...amounts(others, 4_155) })
  expect(outcome.plan.relaxed).toEqual([{ kind: 'dead_band', at: first, byMinor: 70 }])
})

test('[L5] a pool that shrinks by 1 % does not cut a few cells to spare the rest', () => {
  const ids = names(100)
  const outcome = outcomeOf(
    ids.map((id) => makeCell(id)),
    makePrevious(amounts(ids, 4_200)),
    { dailyMinor: 415_800 },
  )
  const changes = outcome.plan.recommendations.map((line) => 4_200 - line.recommendedDailyBudgetMinor)
  expect(changes.reduce((sum, change) => sum + change, 0)).toBe(4_200)
  // Optimum 4158 each, 42 away; nobody may end further than 210 from it.
  expect(Math.max(...changes)).toBeLessThanOrEqual(252)
  expect(changes.filter((change) => change === 0).length).toBeGreaterThan(50)
})

test('[L5] a pool that grows by 1 % does not leave the growth in the reserve', () => {
  const ids = names(100)
  const outcome = outcomeOf(
    ids.map((id) => makeCell(id)),
    makePrevious(amounts(ids, 4_200)),
    { dailyMinor: 424_200 },
  )
  expect(outcome.plan.reserveDailyMinor).toBeLessThanOrEqual(100)
})

test('[L5] the reserve takes up the slack where its price is that of the cells anyway', () => {
  const ids = names(10)
  const policy = makePolicy({ minimalGainMinor: 0, reserve: { hurdle: 6, maxMinor: null } })
  const cells = ids.map((id) => makeCell(id))
  const free = outcomeOf(cells, null, { policy, dailyMinor: 60_000 })
  const best = amountsOf(free).c000 ?? 0
  expect(free.plan.reserveParts.hurdleMinor).toBeGreaterThan(1_000)
  const held = outcomeOf(cells, makePrevious(amounts(ids, best + 50)), { policy, dailyMinor: 60_000 })
  expect(amountsOf(held)).toEqual(amounts(ids, best + 50))
  expect(held.plan.relaxed).toEqual([])
})

test('[L5] held numbers are within a dead band of the optimum, whatever the pool', () => {
  fc.assert(
    fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, size) => {
      const input = nearPrevious(seed, size)
      const { plan, optimal } = planPool(input)
      const cells = new Map(input.cells.map((cell) => [cell.id, cell]))
      for (const line of plan.recommendations) {
        const cell = cells.get(line.cellId) ?? makeCell('none')
        const distance = Math.abs(line.recommendedDailyBudgetMinor - (optimal.allocation[line.cellId] ?? 0))
        expect(distance).toBeLessThanOrEqual(deadBandOf(cell, input.policy, 2))
      }
    }),
    { numRuns: 200 },
  )
})

test('[L6] the first plan holds nothing; an old number out of bounds is not held', () => {
  const cells = [makeCell('a'), makeCell('b', { maxDailyBudgetMinor: 4_000 })]
  expect(amountsOf(outcomeOf(cells, null))).toEqual({ a: 4_400, b: 4_000 })
  expect(amountsOf(outcomeOf(cells, makePrevious({ a: 4_000, b: 4_010 })))).toEqual({ a: 4_400, b: 4_000 })
})

test('[L6] nor at one that is not in whole platform units', () => {
  const policy = makePolicy({ minimalGainMinor: 0, platform: { unitMinor: 100, minimumMinor: 0, maximumMinor: null } })
  const outcome = outcomeOf([makeCell('a'), makeCell('b')], makePrevious({ a: 4_250, b: 4_150 }), { policy })
  expect(amountsOf(outcome)).toEqual({ a: 4_200, b: 4_200 })
})

test('[L7] a plan that gains less than the minimal gain stays as it was; with one number out of bounds it moves', () => {
  const previous = makePrevious({ a: 4_500, b: 3_900 })
  const gain = (() => {
    const { plan } = outcomeOf([makeCell('a'), makeCell('b')], previous)
    return plan.valueMinor - (plan.previousValueMinor ?? 0)
  })()
  const withMinimum = (minimalGainMinor: number, b: Partial<Cell> = {}) =>
    amountsOf(outcomeOf([makeCell('a'), makeCell('b', b)], previous, { policy: makePolicy({ minimalGainMinor }) }))
  expect(gain).toBeGreaterThan(1)
  expect(withMinimum(gain + 0.01)).toEqual({ a: 4_500, b: 3_900 })
  expect(withMinimum(gain - 0.01)).toEqual({ a: 4_200, b: 4_200 })
  expect(withMinimum(gain + 0.01, { maxDailyBudgetMinor: 3_800 }).b).toBe(3_800)
})

test('[L7] it does not stay when a cell is new', () => {
  const outcome = outcomeOf([makeCell('a'), makeCell('b')], makePrevious({ a: 4_500 }), {
    policy: makePolicy({ minimalGainMinor: 1e9 }),
  })
  expect(amountsOf(outcome)).toEqual({ a: 4_200, b: 4_200 })
})

test('[L8] the gap is 0 when nothing is held, else what the holds cost at most', () => {
  const cells = [makeCell('a'), makeCell('b')]
  expect(outcomeOf(cells, null).plan.provenGapMinor).toBe(0)
  const { plan, problem, certificate, optimal } = outcomeOf(cells, makePrevious({ a: 4_410, b: 3_990 }))
  expect(plan.provenGapMinor).toBeGreaterThanOrEqual(optimal.valueMinor - plan.valueMinor - 1e-6)
  expect(plan.provenGapMinor).toBeGreaterThan(0)
  expect(provenGap(problem, { a: 4_410, b: 3_990 }, certificate)).toEqual({ kind: 'ok', gapMinor: plan.provenGapMinor })
})

/** A random pool whose plan in force is near its optimum, so that much is inside dead bands. */
function nearPrevious(seed: number, size: number): PlanningInput {
  const input = randomInput(seed, size)
  const policy = { ...input.policy, minimalGainMinor: 0 }
  const { plan } = planPool({ ...input, policy, previous: null })
  const nudge = (i: number) => ((seed + i * 7) % 5) * 20 - 40
  const cells = plan.recommendations.map((line, i) => ({
    cellId: line.cellId,
    dailyBudgetMinor: Math.max(0, line.recommendedDailyBudgetMinor + nudge(i)),
    gate: line.gate,
  }))
  return {
    ...input,
    policy,
    places: input.places.map((place) => (place.figures.length > 0 ? place : openPlace(place.locationId, place))),
    previous: { number: 1, reserveDailyMinor: 0, cells },
  }
}
