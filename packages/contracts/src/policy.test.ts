import { expect, test } from 'vitest'
import { policy } from './policy.ts'

test.each([
  [{ freshness: { freshHours: 80 } }, ['freshness/ageingHours']],
  [{ freshness: { ageingHours: 24, staleHours: 24 } }, ['freshness/ageingHours', 'freshness/staleHours']],
  [{ gate: { gateMinDays: 10, gateShareOfTypical: 0.5 } }, ['gate/gateMinDays', 'gate/gateShareOfTypical']],
  [
    { gate: { waitKindFactors: [{ kind: 'median_waiting', readAs: 'median_waiting', factor: 1 }] } },
    ['gate/waitKindFactors/0/readAs'],
  ],
  [{ horizonDays: 9 }, ['leadDays']],
  [{ horizonDays: 10 }, []],
  [{ floorShare: 1.01 }, ['floorShare']],
  [{ platform: { unitMinor: 100, minimumMinor: 150 } }, ['platform/minimumMinor']],
  [{ platform: { minimumMinor: 200, maximumMinor: 100 } }, ['platform/maximumMinor']],
  [{ sources: [{ source: '/a' }, { source: '/a' }] }, ['sources/1/source']],
  [{ dailyCapShare: 0.5, ramp: { downShare: 1.5 } }, ['ramp/downShare', 'dailyCapShare']],
])('%j', (given, refused) => {
  const parsed = policy.safeParse(given)
  expect(parsed.error?.issues.map(({ path }) => path.join('/')) ?? []).toEqual(refused)
})

test('one setting given, all others at their defaults', () => {
  const { gate, ...rest } = policy.parse({ gate: { dwellHours: 24 } })
  expect({ ...rest, gate: { ...gate, dwellHours: 72 } }).toEqual(policy.parse({}))
})
