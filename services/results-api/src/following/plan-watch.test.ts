import { expect, test } from 'vitest'
import { restAfter } from './plan-watch.ts'

test.for([
  { look: 'a quick one', tookMs: 1, restMs: 25 },
  { look: 'one of thousands of pools', tookMs: 20, restMs: 80 },
  { look: 'one that waited for a database', tookMs: 10_000, restMs: 250 },
])('after $look the next comes in $restMs ms', ({ tookMs, restMs }) => {
  expect(restAfter(tookMs, 25)).toBe(restMs)
})

test('the time between looks that was asked for is never cut short', () => {
  expect(restAfter(1, 1_000)).toBe(1_000)
})
