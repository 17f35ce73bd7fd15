import type { components } from '@sluice/client'
import { moneyOf } from '../money.ts'
import { table } from '../table.ts'

export type ListedPlan = components['schemas']['PlanSummary']

/** A line a plan. */
export function planListText(plans: readonly ListedPlan[]): string {
  if (plans.length === 0) return 'No plans yet.'
  const heads = ['PLAN', 'COMPUTED', 'STATUS', 'REVISION', 'A DAY', 'RESERVE', '']
  const rows = plans.map((plan) => [
    String(plan.number),
    plan.computedAt,
    plan.status,
    String(plan.inputRevision),
    moneyOf(plan.currency)(plan.poolDailyBudgetMinor),
    moneyOf(plan.currency)(plan.reserveDailyMinor),
    plan.currency,
  ])
  return table(heads, rows, ['PLAN', 'REVISION', 'A DAY', 'RESERVE'])
}
