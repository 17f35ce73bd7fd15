import type { Plan } from '@sluice/contracts'
import { expect, test } from 'vitest'
import { planText } from './plan-text.ts'

type Head = Parameters<typeof planText>[0]
type Line = Head['recommendations'][number]

const line = (cellId: string, changes: Partial<Line>): Line => ({
  cellId,
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

CELL     GATE   BEFORE   A DAY  ROOM  REASONS
smyrna   gated  420.00   42.00     0  wait_gate ramp_down
decatur  open   420.00  420.00     ?  no_data
reserve                  38.00`)
})

test('a currency without decimals', () => {
  expect(planText({ ...plan, currency: 'JPY' })).toMatch(/: 50000 JPY a day\n/)
})
