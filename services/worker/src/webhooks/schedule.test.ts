import { expect, test } from 'vitest'
import { afterFailure, type FailedAttempt } from './schedule.ts'

const now = new Date('2026-11-25T12:00:00Z')
const failed = (changes: Partial<FailedAttempt> = {}): FailedAttempt => ({
  attempts: 1,
  failures: 0,
  status: 500,
  retryAfter: undefined,
  random: 0,
  now,
  ...changes,
})

test('eight attempts over about a day, then none', () => {
  const waits = Array.from({ length: 8 }, (_, index) => afterFailure(failed({ attempts: index + 1 })).retryAfterMs)
  expect(waits.map((ms) => ms && ms / 1_000)).toEqual([5, 300, 1_800, 7_200, 18_000, 36_000, 21_600, null])
})

test('chance adds at most a fifth', () => {
  expect(afterFailure(failed({ attempts: 2, random: 1 })).retryAfterMs).toBe(360_000)
})

test('an endpoint that goes on failing is left alone for longer, at most five minutes', () => {
  const pauses = [0, 1, 2, 6, 1_000].map((failures) => afterFailure(failed({ failures })).pauseMs / 1_000)
  expect(pauses).toEqual([5, 10, 20, 300, 300])
})

test.each([
  [429, undefined, 60],
  [502, undefined, 60],
  [504, undefined, 60],
  [500, undefined, 5],
  [null, undefined, 5],
  [429, '120', 120],
  [500, '30', 30],
  [429, 'Wed, 25 Nov 2026 12:10:00 GMT', 600],
  [429, 'Wed, 25 Nov 2026 11:00:00 GMT', 60],
  [429, '999999999', 86_400],
  [500, 'soon', 5],
  [500, '-5', 5],
])('%s with Retry-After %s: nothing is sent for %i s, this message included', (status, retryAfter, seconds) => {
  const { pauseMs, retryAfterMs } = afterFailure(failed({ status, retryAfter }))
  expect([pauseMs, retryAfterMs]).toEqual([seconds * 1_000, Math.max(5, seconds) * 1_000])
})
