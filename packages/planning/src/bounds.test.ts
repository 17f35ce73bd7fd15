import { expect, test } from 'vitest'
import {
  accepting,
  heard,
  hoursAgo,
  makeCell,
  makeLine,
  makePlace,
  makePolicy,
  now,
  reference,
  slots,
  wait,
} from '../test-support/make-input.ts'
import { boundsOf, floorOf } from './bounds.ts'
import type { Cell, Lock, Observation, Policy } from './input.ts'
import { toMs } from './instant.ts'
import { factsOf } from './place-facts.ts'

const fresh = [heard(1, slots(100, 60), wait(3))]

function bounds(
  cell: Cell,
  observations: Observation[] = fresh,
  policy: Policy = makePolicy(),
  inForce: Record<string, number> | null = null,
) {
  const facts = factsOf(makePlace('p', observations, { policy }), makeLine(), policy, toMs(now))
  const { min, max } = boundsOf(cell, facts, {
    policy,
    currencyExponent: 2,
    asOf: now,
    inForce: inForce && new Map(Object.entries(inForce)),
  })
  return [min.minor, min.cause, max.minor, max.cause]
}
const cell = (changes: Partial<Cell> = {}) => makeCell('p', changes)
const lock = (kind: Lock['kind'], dailyBudgetMinor: number, expiresAt: string | null = null): Pick<Cell, 'lock'> => ({
  lock: { kind, dailyBudgetMinor, author: 'ana', reason: 'trade fair', expiresAt },
})
const unit = (unitMinor: number, minimumMinor = 0) =>
  makePolicy({ platform: { unitMinor, minimumMinor, maximumMinor: null } })

test('[B1] in whole dollars the minimum is rounded up and the maximum down', () => {
  // Ramp of $42: 29.40 to 50.40.
  expect(bounds(cell(), fresh, unit(100))).toEqual([3_000, 'ramp_down', 5_000, 'ramp_up'])
})

test('[B1] a fixed amount between two units becomes the lower one', () => {
  expect(bounds(cell(lock('fixed', 3_350)), fresh, unit(100))).toEqual([3_300, 'locked', 3_300, 'locked'])
})

test('[B2] a lock below the ramp holds; a maximum below the lock holds; the gate is above all', () => {
  expect(bounds(cell(lock('fixed', 1_000)))).toEqual([1_000, 'locked', 1_000, 'locked'])
  expect(bounds(cell({ ...lock('fixed', 1_000), maxDailyBudgetMinor: 800 }))).toEqual([800, 'maximum', 800, 'maximum'])
  expect(bounds(cell({ ...lock('fixed', 1_000), minDailyBudgetMinor: 2_000 }))[0]).toBe(1_000)
})

test.each([
  [4_200, 0, 1, null, 420],
  [4_205, 0, 1, null, 421],
  [4_230, 0, 1, null, 423],
  [4_200, 700, 1, null, 700],
  [4_200, 0, 100, null, 500],
  [0, 0, 1, null, 1],
  [4_200, 700, 1, 300, 300],
])('[B3] baseline %d, platform from %d in steps of %d, maximum %s: floor %d', (baseline, least, step, most, floor) => {
  expect(floorOf(cell({ baselineDailyBudgetMinor: baseline, maxDailyBudgetMinor: most }), unit(step, least))).toBe(
    floor,
  )
})

test('[B3] the last bit of a product is no cent', () => {
  expect(floorOf(cell({ baselineDailyBudgetMinor: 100 }), makePolicy({ floorShare: 0.07 }))).toBe(7)
})

test('[B4] a minimum above the ramp and a maximum below it hold at once', () => {
  expect(bounds(cell({ minDailyBudgetMinor: 9_000 }))).toEqual([9_000, 'minimum', 9_000, 'minimum'])
  expect(bounds(cell({ maxDailyBudgetMinor: 1_000 }))).toEqual([1_000, 'maximum', 1_000, 'maximum'])
  const platform = { unitMinor: 1, minimumMinor: 0, maximumMinor: 3_000 }
  expect(bounds(cell(), fresh, makePolicy({ platform }))).toEqual([2_940, 'ramp_down', 3_000, 'maximum'])
})

test('[B5] locks: fixed, from, up to; gone at the moment they expire', () => {
  expect(bounds(cell(lock('minimum', 4_500)))).toEqual([4_500, 'locked', 5_040, 'ramp_up'])
  expect(bounds(cell(lock('maximum', 4_000)))).toEqual([2_940, 'ramp_down', 4_000, 'locked'])
  expect(bounds(cell(lock('fixed', 4_500, hoursAgo(-0.001))))[0]).toBe(4_500)
  expect(bounds(cell(lock('fixed', 4_500, now)))[0]).toBe(2_940)
})

test.each([
  // Half way between 12.6 and 21 days: factor 0.55, 2310, which is below ramp-down, so ramp-down today.
  [16.8, 4_200, 2_940, 'ramp_down'],
  [16.8, 2_500, 2_310, 'throttled'],
  [12.6, 4_200, 4_200, 'throttled'],
  [20.999, 300, 420, 'throttled'],
])('[B6] wait %d from a reference of %d: at most %d (%s)', (days, before, most, cause) => {
  const [, , max, maxCause] = bounds(cell(reference(before)), [heard(1, wait(days))])
  expect([max, maxCause]).toEqual([most, cause])
})

test.each([
  // 20 % and 30 % of the larger of reference and baseline.
  [4_200, 4_200, 2_940, 5_040],
  [4_200, 420, 420, 1_260],
  [4_200, 8_000, 5_600, 9_600],
  // Baseline $5: 20 % would be a dollar; the dead band is 25 cents plus a cent, less than that.
  [500, 500, 350, 600],
])('[B7] baseline %d, reference %d: from %d to %d', (baseline, before, low, high) => {
  const [min, , max] = bounds(cell({ baselineDailyBudgetMinor: baseline, ...reference(before) }))
  expect([min, max]).toEqual([low, high])
})

test('[B7] a step is at least one dead band plus one unit', () => {
  const policy = makePolicy({ ramp: { upShare: 0.01, downShare: 0.01 } })
  // Dead band 5 % of 4200 = 210; step 211.
  expect(bounds(cell(), fresh, policy)).toEqual([3_989, 'ramp_down', 4_411, 'ramp_up'])
})

test('[B8] ageing: not above the reference, still free to fall', () => {
  expect(bounds(cell(), [heard(25, slots(100, 60))])).toEqual([2_940, 'ramp_down', 4_200, 'ageing'])
})

test('[B9] stale: held at the reference, whether above or below the baseline', () => {
  expect(bounds(cell(), [heard(73, slots(100, 60))])).toEqual([4_200, 'stale_hold', 4_200, 'stale_hold'])
  expect(bounds(cell(reference(6_000)), [heard(73, slots(100, 60))])[0]).toBe(6_000)
})

test('[B9] stale and throttled: not above what the throttle allowed', () => {
  expect(bounds(cell(reference(2_500)), [heard(73, wait(16.8))])).toEqual([2_310, 'stale_hold', 2_310, 'stale_hold'])
})

test('[B10] dead: held at reference or baseline, whichever is less; or the floor if the policy says so', () => {
  const dead = [heard(169, slots(100, 60))]
  expect(bounds(cell(reference(6_000)), dead)[0]).toBe(4_200)
  expect(bounds(cell(reference(3_000)), dead)).toEqual([3_000, 'stale_hold', 3_000, 'stale_hold'])
  expect(bounds(cell(), dead, makePolicy({ deadPolicy: 'floor' }))[2]).toBe(420)
})

test('[B11] never observed: the baseline, at the pace of the ramp', () => {
  expect(bounds(cell(), [])).toEqual([4_200, 'no_data', 4_200, 'no_data'])
  expect(bounds(cell(reference(420)), [])).toEqual([1_260, 'no_data', 1_260, 'no_data'])
  expect(bounds(cell(reference(9_000)), [])[0]).toBe(6_300)
})

test('[B12] removed: what is in force, whatever else holds; before the first plan its reference', () => {
  const removed = cell({ status: 'removed', ...reference(1_234), ...lock('fixed', 9) })
  const shut = [heard(1, accepting(false))]
  expect(bounds(removed, shut)).toEqual([1_234, 'removed', 1_234, 'removed'])
  expect(bounds(removed, shut, makePolicy(), { p: 1_000 })).toEqual([1_000, 'removed', 1_000, 'removed'])
  expect(bounds(removed, shut, makePolicy(), { p: 2_000 })[2]).toBe(2_000)
})

test.each([
  // Reported as set, in force, held at.
  [900, 1_000, 900],
  [1_100, 1_000, 1_000],
  [900, undefined, 900],
])('[B12] removed, %d applied and %s in force: %d', (dailyBudgetMinor, inForce, held) => {
  const removed = cell({ status: 'removed', reference: { dailyBudgetMinor, basis: 'applied' } })
  const amounts: Record<string, number> = inForce === undefined ? { other: 5 } : { p: inForce }
  expect(bounds(removed, fresh, makePolicy(), amounts)[2]).toBe(held)
})

test('[B12] removed before it ever had an amount where others have theirs: nothing', () => {
  for (const basis of ['baseline', 'published'] as const) {
    const removed = cell({ status: 'removed', reference: { dailyBudgetMinor: 4_200, basis } })
    expect(bounds(removed, fresh, makePolicy(), { other: 5 })[2]).toBe(0)
  }
})

test('[B13] gated: the floor at once, above lock and minimum, named after its cause', () => {
  const wanted = cell({ ...lock('fixed', 5_000), minDailyBudgetMinor: 3_000 })
  expect(bounds(wanted, [heard(1, accepting(false))])).toEqual([420, 'not_accepting', 420, 'not_accepting'])
  expect(bounds(wanted, [heard(1, slots(100, 90))])[1]).toBe('no_headroom')
  expect(bounds(wanted, [heard(1, wait(30))])[1]).toBe('wait_gate')
})
