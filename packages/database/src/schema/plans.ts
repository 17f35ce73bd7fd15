import type { Generated } from 'kysely'
import type { DefaultInstant, Instant, Int8, NullableInstant, NullableJson } from './columns.ts'

/** Where a plan stands with the numbers in force beside it. */
export type PlanStatus = 'published' | 'approved' | 'partly_approved' | 'proposed' | 'rejected'

/** Plans, and what of them is in force. */
export interface PlanTables {
  pool_state: PoolStateTable
  plans: PlansTable
  recommendations: RecommendationsTable
  budget_history: BudgetHistoryTable
  effective_plans: EffectivePlansTable
}

export interface PoolStateTable {
  org_id: string
  pool_id: string
  requested_revision: Generated<Int8>
  computed_revision: Generated<Int8>
  dirty_since: NullableInstant
  attempts: Generated<number>
  next_attempt_at: NullableInstant
  last_error_code: string | null
  next_change_at: NullableInstant
  plan_number: Int8 | null
  effective_number: Int8 | null
  /** Drawn by every publication. */
  publication: string | null
}

export interface PlansTable {
  org_id: string
  pool_id: string
  number: Int8
  input_revision: Int8
  policy_version: Int8
  config_version: Int8
  as_of: Instant
  computed_at: Instant
  pool_daily_budget_minor: Int8
  reserve_daily_minor: Int8
  /** gzip of the JSON. */
  plan: Buffer
  input: Buffer
  input_sha256: Buffer
}

export interface RecommendationsTable {
  org_id: string
  pool_id: string
  cell_id: string
  plan_number: Int8
  location_id: string
  service_line: string
  /** No longer written. */
  body: NullableJson
  updated_at: DefaultInstant
  effective_number: Generated<Int8>
}

export interface BudgetHistoryTable {
  org_id: string
  pool_id: string
  cell_id: string
  plan_number: Int8
  effective_at: Instant
  daily_budget_minor: Int8
  effective_number: Generated<Int8>
}

export interface EffectivePlansTable {
  org_id: string
  pool_id: string
  number: Int8
  plan_number: Int8
  decision_id: Int8 | null
  effective_at: Instant
  status: PlanStatus
  pool_daily_budget_minor: Int8
  reserve_daily_minor: Int8
  waiting_cells: number
  /** gzip of JSON; see the migration. */
  kept: Buffer | null
  plan: Buffer | null
  /** JSON text; see the migration. */
  news: string | null
  /** gzip of JSON; see the migration. */
  climbs: Buffer | null
  /** gzip of JSON; see the migration. */
  bases: Buffer | null
  /** The pool was put again with it: nothing was in force before. */
  from_nothing: Generated<boolean>
}
