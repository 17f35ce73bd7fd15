import type { JSONColumnType } from 'kysely'
import type { DefaultInstant, Instant, Int8, NullableInstant } from './columns.ts'

export type DecisionKind =
  | 'approve'
  | 'reject'
  | 'override'
  | 'override_removed'
  | 'undo'
  | 'undo_removed'
  | 'message'
  | 'message_removed'
/** `override`: a person's word about one cell; `undo`: a pin of an undo. The one decided last holds. */
export type OverrideOrigin = 'override' | 'undo'
export type OverrideKind = 'fixed' | 'minimum' | 'maximum' | 'pause'
/** Those of contracts/decision.ts. */
export type DecisionReason =
  | 'as_proposed'
  | 'opening_campaign'
  | 'seasonal'
  | 'budget_review'
  | 'brand_safety'
  | 'local_knowledge'
  | 'wrong_data'
  | 'too_large'
  | 'too_early'
  | 'other'

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
  kind: DecisionKind
  plan_number: Int8 | null
  /** `[{ cellId, dailyBudgetMinor, beforeMinor }]` */
  cells: JSONColumnType<DecidedCell[]>
  reason: DecisionReason | null
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
  origin: OverrideOrigin
  kind: OverrideKind
  daily_budget_minor: Int8
  author: string
  author_name: string | null
  reason: DecisionReason
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
