import type { Plan, PlanSummary } from '@sluice/contracts'
import { type StoredPlan, type PlanSummary as SummaryRow, unpackJson } from '@sluice/database'

/** What a plan's column holds: the plan as planning made it; publication adds the rest. */
export type PackedPlan = Omit<Plan, 'number' | 'computedAt' | 'status'>

/** A stored plan as we answer it. Every pool decides by itself so far, so every plan is published. */
export async function rowToPlan(row: StoredPlan): Promise<Plan> {
  const { poolId, ...plan } = await unpackJson<PackedPlan>(row.plan)
  return { poolId, number: row.number, computedAt: row.computed_at.toISOString(), status: 'published', ...plan }
}

export function rowToSummary(row: SummaryRow): PlanSummary {
  return {
    poolId: row.pool_id,
    number: row.number,
    computedAt: row.computed_at.toISOString(),
    asOf: row.as_of.toISOString(),
    status: 'published',
    inputRevision: row.input_revision,
    policyVersion: row.policy_version,
    configVersion: row.config_version,
    poolDailyBudgetMinor: row.pool_daily_budget_minor,
    reserveDailyMinor: row.reserve_daily_minor,
  }
}
