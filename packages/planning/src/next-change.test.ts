import { expect, test } from 'vitest'
import {
  accepting,
  heard,
  hoursAgo,
  makeCell,
  makeInput,
  makePlace,
  makePolicy,
  now,
  slots,
  wait,
} from '../test-support/make-input.ts'
import type { Cell, Observation, PlanningInput } from './input.ts'
import { plan } from './plan.ts'

// Midnights far away, so that they do not come first.
const farAway = { today: '2026-11-22', endsAt: hoursAgo(-900), nextCellMidnightAt: hoursAgo(-901) }

function nextAfter(observations: Observation[], cell: Partial<Cell> = {}, changes: Partial<PlanningInput> = {}) {
  const places = [makePlace('p', observations)]
  return plan(makeInput([makeCell('p', cell)], { places, day: farAway, ...changes })).nextChangeAt
}
const justAfter = (instant: string) => new Date(Date.parse(instant) + 1).toISOString()

test('[N1] a millisecond after the next limit: 24 hours, then 72, then 7 days, then nothing', () => {
  expect(nextAfter([heard(1, slots(100, 60))])).toBe(justAfter(hoursAgo(-23)))
  expect(nextAfter([heard(24, slots(100, 60))])).toBe(justAfter(hoursAgo(0)))
  expect(nextAfter([heard(25, slots(100, 60))])).toBe(justAfter(hoursAgo(-47)))
  expect(nextAfter([heard(100, slots(100, 60))])).toBe(justAfter(hoursAgo(-68)))
  expect(nextAfter([heard(169, slots(100, 60))])).toBe(hoursAgo(-900))
})

test('[N1] a waitlist beside another’s, a millisecond after it goes dead: it then gives way', () => {
  const list = (source: string, hours: number, size: number) => ({
    ...heard(hours, { figure: 'waitlist', size }),
    source,
  })
  const policy = makePolicy({ sources: [{ source: 'ehr', priority: 1, expectedIntervalHours: null }] })
  const told = [list('ehr', 167.5, 60), list('pms', 30, 0), heard(1, slots(100, 20))]
  const places = [makePlace('p', told, { policy })]
  const at = (asOf: string) => plan(makeInput([makeCell('p')], { places, policy, day: farAway, asOf }))
  expect(at(now).nextChangeAt).toBe(justAfter(hoursAgo(-0.5)))
  expect([at(hoursAgo(-0.5)), at(justAfter(hoursAgo(-0.5)))].map((one) => one.recommendations[0]?.headroom)).toEqual([
    29, 65,
  ])
  const alone = [
    makePlace(
      'p',
      [told[0], told[2]].filter((one) => one !== undefined),
      { policy },
    ),
  ]
  expect(plan(makeInput([makeCell('p')], { places: alone, policy, day: farAway })).nextChangeAt).toBe(
    justAfter(hoursAgo(-23)),
  )
})

test('[N1] at that moment the plan is another one', () => {
  const places = [makePlace('p', [heard(1, slots(100, 60))])]
  const at = (asOf: string) =>
    plan(makeInput([makeCell('p')], { places, day: farAway, asOf })).recommendations[0]?.freshness
  expect(at(hoursAgo(-23))).toBe('fresh')
  expect(at(justAfter(hoursAgo(-23)))).toBe('ageing')
})

test('[N2] a return that waits for its dwell, if its snapshot will still be fresh', () => {
  expect(nextAfter([heard(60, wait(30)), heard(5, wait(5)), heard(1, wait(5))])).toBe(hoursAgo(-12))
  expect(nextAfter([heard(40, wait(30)), heard(5, wait(5)), heard(1, wait(5))])).toBe(hoursAgo(-900))
})

test('[N3] the expiry of a lock in force', () => {
  const lock = (expiresAt: string) => ({
    lock: { kind: 'fixed', dailyBudgetMinor: 4_000, author: 'ana', reason: 'x', expiresAt } as const,
  })
  expect(nextAfter([heard(1, slots(100, 60))], lock(hoursAgo(-2)))).toBe(hoursAgo(-2))
  expect(nextAfter([heard(1, slots(100, 60))], lock(hoursAgo(2)))).toBe(justAfter(hoursAgo(-23)))
})

test('[N4] midnight of the pool or of a cell, whichever is first', () => {
  const day = (pool: number, cell: number) => ({
    day: { ...farAway, endsAt: hoursAgo(-pool), nextCellMidnightAt: hoursAgo(-cell) },
  })
  expect(nextAfter([heard(1, slots(100, 60))], {}, day(5, 6))).toBe(hoursAgo(-5))
  expect(nextAfter([heard(1, slots(100, 60))], {}, day(7, 6))).toBe(hoursAgo(-6))
})

test('[N5] a gated place has nothing to wait for in its data, and the past is past', () => {
  expect(nextAfter([heard(1, accepting(false), slots(100, 60))])).toBe(hoursAgo(-900))
  expect(nextAfter([], {}, { day: { ...farAway, endsAt: hoursAgo(1), nextCellMidnightAt: hoursAgo(0) } })).toBeNull()
})
