import type { Plan } from '@sluice/contracts'
import { expect, test } from 'vitest'
import { planSentences, planText } from './plan-text.ts'

type Head = Parameters<typeof planText>[0]
type Line = Head['recommendations'][number]

const line = (cellId: string, changes: Partial<Line>): Line => ({
  cellId,
  label: `Clinic ${cellId}`,
  sentence: `Clinic ${cellId} keeps $420 a day.`,
  gate: 'open',
  previousDailyBudgetMinor: 42_000,
  recommendedDailyBudgetMinor: 42_000,
  headroom: null,
  reasons: ['no_data'],
  ...changes,
})

const plan: Head = {
  number: 17,
  poolId: 'georgia',
  computedAt: '2026-11-22T09:00:00.000Z' satisfies Plan['computedAt'],
  currency: 'USD',
  poolDailyBudgetMinor: 50_000,
  reserveDailyMinor: 3_800,
  alerts: [],
  recommendations: [
    line('smyrna', {
      gate: 'gated',
      recommendedDailyBudgetMinor: 4_200,
      headroom: 0,
      reasons: ['wait_gate', 'ramp_down'],
    }),
    line('decatur', {}),
  ],
}

test('a line per cell and the reserve, in whole currency units with its decimals', () => {
  expect(planText(plan)).toBe(`Plan 17 of georgia, 2026-11-22T09:00:00.000Z: 500.00 USD a day

CELL     GATE   BEFORE   A DAY     ROOM  REASONS
smyrna   gated  420.00   42.00        0  wait_gate ramp_down
decatur  open   420.00  420.00  unknown  no_data
reserve                  38.00`)
})

test('the same in sentences; whose clinic it is stands before one that does not say so', () => {
  const unnamed = line('decatur', { sentence: 'There is no data yet.' })
  expect(
    planSentences({ ...plan, recommendations: [line('smyrna', {}), unnamed] }),
  ).toBe(`Plan 17 of georgia, 2026-11-22T09:00:00.000Z: 500.00 USD a day

Clinic smyrna keeps $420 a day.
Clinic decatur: There is no data yet.`)
})

test('what somebody should look at stands below, with the first cells', () => {
  const cellIds = ['a', 'b', 'c', 'd', 'e', 'f', 'g']
  const alerts = [
    { code: 'dead_data' as const, cellIds },
    { code: 'stale_data' as const, cellIds: cellIds.slice(0, 5) },
    { code: 'projected_underspend' as const, cellIds: [] },
  ]
  expect(
    planText({ ...plan, alerts })
      .split('\n')
      .slice(-4),
  ).toEqual([
    '',
    'dead_data (what is known is too old to go by): a, b, c, d, e and 2 more',
    'stale_data (nothing new was heard for days): a, b, c, d, e',
    'projected_underspend (the period cannot place all its money any more)',
  ])
})

test('a currency without decimals', () => {
  expect(planText({ ...plan, currency: 'JPY' })).toMatch(/: 50000 JPY a day\n/)
})
