import { defaultPolicy } from '@sluice/planning'
import { expect, test } from 'vitest'
import { withSourceIntervals } from './source-intervals.ts'

const figures = ['/weekly', '/daily', '/silent-about-it', '/daily'].map((source) => ({ source }))
const intervals = new Map([
  ['/weekly', 10_080],
  ['/daily', 1_440],
  ['/elsewhere', 60],
])

test('a source’s own interval holds where the policy says nothing, and only for sources that are here', () => {
  const sources = [{ source: '/weekly', priority: 3, expectedIntervalHours: null }]
  expect(withSourceIntervals({ ...defaultPolicy, sources }, figures, intervals).sources).toEqual([
    { source: '/daily', priority: 0, expectedIntervalHours: 24 },
    { source: '/weekly', priority: 3, expectedIntervalHours: 168 },
  ])
})

test('what the policy says of the source stays', () => {
  const sources = [{ source: '/daily', priority: 0, expectedIntervalHours: 48 }]
  const after = withSourceIntervals({ ...defaultPolicy, sources }, figures, new Map([['/daily', 60]]))
  expect(after.sources).toEqual(sources)
})

test('without any interval the policy is the one that was stored, in its order', () => {
  const policy = {
    ...defaultPolicy,
    sources: ['/b', '/a'].map((source) => ({ source, priority: 1, expectedIntervalHours: 1 })),
  }
  expect(withSourceIntervals(policy, figures, new Map())).toBe(policy)
})
