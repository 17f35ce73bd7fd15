import type { JSONColumnType } from 'kysely'
import type { DefaultInstant, Instant, Int8, NullableInstant } from './columns.ts'

/** What people decide about plans, and what tools say they set. */
export interface DecisionTables {
  plan_decisions: PlanDecisionsTable
  cell_overrides: CellOverridesTable
  cell_messages: CellMessagesTable
  applied_budgets: AppliedBudgetsTable
  replaced_applied_budgets: ReplacedAppliedBudgetsTable
}

export interface PlanDecisionsTable {
  org_id: string
  pool_id: string
  id: Int8
  kind: string
  plan_number: Int8 | null
  /** `[{ cellId, dailyBudgetMinor, beforeMinor }]` */
  cells: JSONColumnType<DecidedCell[]>
  reason: string | null
  author: string
  author_name: string | null
  decided_at: DefaultInstant
  request_id: string | null
  message_id: string | null
}

/** An amount somebody decided on, and what was in force until then; null: nothing in particular. */
export interface DecidedCell {
  cellId: string
  dailyBudgetMinor: number | null
  beforeMinor: number | null
}

export interface CellOverridesTable {
  org_id: string
  pool_id: string
  cell_id: string
  origin: string
  kind: string
  daily_budget_minor: Int8
  author: string
  author_name: string | null
  reason: string
  expires_at: NullableInstant
  decision_id: Int8
  created_at: DefaultInstant
  key_name: string | null
  undo_to: Int8 | null
}

export interface CellMessagesTable {
  org_id: string
  pool_id: string
  cell_id: string
  message_id: string
  author: string
  author_name: string | null
  approved_at: DefaultInstant
  key_name: string | null
}

export interface AppliedBudgetsTable {
  org_id: string
  pool_id: string
  cell_id: string
  applied_at: Instant
  daily_budget_minor: Int8
  plan_number: Int8
  revision: Int8
  author: string
  reported_at: DefaultInstant
}

export interface ReplacedAppliedBudgetsTable extends Omit<AppliedBudgetsTable, 'revision' | 'reported_at'> {
  reported_at: Instant
  replaced_at: DefaultInstant
  revision: Int8 | null
}
