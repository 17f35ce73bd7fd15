import type { ExportTables } from '../../src/schema/exports.ts'
import { type DescribedSchema, key } from './column.ts'

/** Budgets on advertising platforms, and files for them. */
export const exports = {
  platform_entities: {
    ...key,
    id: 'text',
    platform: 'text',
    account_id: 'text',
    level: 'text',
    external_id: 'text',
    campaign_id: 'text default',
    campaign_ids: 'ARRAY default',
    campaigns_at: 'timestamp with time zone default',
    currency: 'text default',
    name: 'text',
    minimum_daily_budget_minor: 'bigint null',
    cells: 'jsonb',
    version: 'bigint default',
    budget_key: 'text',
    twin: 'integer default',
    mapped_at: 'timestamp with time zone default',
  },
  plan_exports: {
    ...key,
    plan_number: 'bigint',
    format: 'text',
    exported_at: 'timestamp with time zone default',
    effective_number: 'bigint default',
  },
  exported_budgets: {
    ...key,
    entity_id: 'text',
    plan_number: 'bigint',
    daily_budget_minor: 'bigint',
    exported_at: 'timestamp with time zone default',
    effective_number: 'bigint default',
    budget_key: 'text default',
  },
} as const satisfies Pick<DescribedSchema, keyof ExportTables>
