import { expect, test } from 'vitest'
import { heard, hoursAgo, makeLine, makePlace, makePolicy, now, slots, wait } from '../test-support/make-input.ts'
import { freshnessOf, limitsOf } from './freshness.ts'
import type { FigureValue, Observation } from './input.ts'
import { toMs } from './instant.ts'
import { factsOf } from './place-facts.ts'

const hour = 3_600_000

test.each([
  [24, 'fresh'],
  [24 + 1e-6, 'ageing'],
  [72, 'ageing'],
  [72 + 1e-6, 'stale'],
  [168, 'stale'],
  [168 + 1e-6, 'dead'],
])('[F1] %d hours old: %s', (hours, expected) => {
  expect(freshnessOf(hours * hour, limitsOf('pms', makePolicy()))).toBe(expected)
})

test('[F2] a weekly source is fresh for 1.25 weeks, ageing for 2, stale for 3; an hourly one keeps the common limits', () => {
  const every = (expectedIntervalHours: number) =>
    limitsOf('pms', makePolicy({ sources: [{ source: 'pms', priority: 0, expectedIntervalHours }] }))
  expect(every(168)).toEqual({ freshMs: 210 * hour, ageingMs: 336 * hour, staleMs: 504 * hour })
  expect(every(1)).toEqual({ freshMs: 24 * hour, ageingMs: 72 * hour, staleMs: 168 * hour })
})

function factsAfter(observations: Observation[], visits: number | null = null) {
  const line = makeLine({ followUpVisitsPerCase: visits })
  return factsOf(makePlace('p', observations, { line }), line, makePolicy(), toMs(now))
}
const followUps: FigureValue = { figure: 'follow_up_slots', horizonDays: 14, open: 30 }

test('[F3] the oldest figure the plan rests on decides', () => {
  expect(factsAfter([heard(80, wait(3)), heard(1, slots(9, 1))]).freshness).toBe('stale')
  expect(factsAfter([heard(30, followUps), heard(1, slots(9, 1))], 2).freshness).toBe('ageing')
  expect(factsAfter([heard(30, followUps), heard(1, slots(9, 1))]).freshness).toBe('fresh')
})

test('[F3] a waitlist, an intake message and a wait nobody reads leave the place unobserved', () => {
  const intake: FigureValue = { figure: 'accepting', accepting: true, reasonCode: null, wholeLocation: true }
  const seen = factsAfter([heard(1, { figure: 'waitlist', size: 3 }, intake, wait(4, 'median_waiting'))])
  expect(seen.freshness).toBe('never')
})

test('[F3] an old waitlist beside fresh slots keeps counting', () => {
  const seen = factsAfter([heard(400, { figure: 'waitlist', size: 10 }), heard(1, slots(100, 60))])
  expect(seen.freshness).toBe('fresh')
  expect(seen.headroom?.people).toBeCloseTo(85 - 60 - 6)
})

test('[F4] the newest figure in use is the one whose age is shown', () => {
  expect(factsAfter([heard(80, wait(3)), heard(2, slots(9, 1))]).newestAtMs).toBe(toMs(hoursAgo(2)))
  expect(factsAfter([]).newestAtMs).toBeNull()
})
