import type { components } from '@sluice/client'
import { table } from '../table.ts'

export type ListedPlan = components['schemas']['PlanSummary']

/** A line a plan; amounts in minor units, because a line of the history names no currency. */
export function planListText(plans: readonly ListedPlan[]): string {
  const heads = ['PLAN', 'COMPUTED', 'STATUS', 'REVISION', 'POOL MINOR', 'RESERVE MINOR']
  const rows = plans.map((plan) => [
    String(plan.number),
    plan.computedAt,
    plan.status,
    String(plan.inputRevision),
    String(plan.poolDailyBudgetMinor),
    String(plan.reserveDailyMinor),
  ])
  return table(heads, rows, ['PLAN', 'REVISION', 'POOL MINOR', 'RESERVE MINOR'])
}
