import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { DefaultInstant, Int8 } from './columns.ts'

/** Budgets on advertising platforms, and files for them. */
export interface ExportTables {
  platform_entities: PlatformEntitiesTable
  plan_exports: PlanExportsTable
  exported_budgets: ExportedBudgetsTable
}

export interface PlatformEntitiesTable {
  org_id: string
  pool_id: string
  id: string
  platform: 'google_ads' | 'meta' | 'microsoft_ads'
  account_id: string
  level: 'campaign' | 'ad_set' | 'shared_budget'
  external_id: string
  /** The one campaign that could be named before there was a list; '' once the list was written. */
  campaign_id: Generated<string>
  campaign_ids: Generated<string[]>
  /** Since when these are its campaigns. */
  campaigns_at: DefaultInstant
  /** What its account bills in; '': not said. */
  currency: Generated<string>
  name: string
  minimum_daily_budget_minor: Int8 | null
  /** `[{ cellId, share }]` */
  cells: ColumnType<{ cellId: string; share: number }[], string, string>
  version: Generated<Int8>
  /** Names the budget however its account and id are written; generated. */
  budget_key: GeneratedAlways<string>
  /** 0, but of budgets mapped more than once from before that was refused. */
  twin: Generated<number>
  /** Since when it sets this budget by these cells. */
  mapped_at: DefaultInstant
}

export interface PlanExportsTable {
  org_id: string
  pool_id: string
  plan_number: Int8
  format: string
  exported_at: DefaultInstant
  effective_number: Generated<Int8>
}

export interface ExportedBudgetsTable {
  org_id: string
  pool_id: string
  entity_id: string
  plan_number: Int8
  daily_budget_minor: Int8
  exported_at: DefaultInstant
  effective_number: Generated<Int8>
  /** As in platform_entities; '': not known. */
  budget_key: Generated<string>
}
