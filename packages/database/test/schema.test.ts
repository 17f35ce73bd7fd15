import { connect } from '@sluice/database'
import { test } from '@sluice/test-kit'
import type { InsertType, SelectType } from 'kysely'
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Schema } from '../src/schema.ts'

/**
 * Each column as its row type says it, checked by the compiler against schema.ts, and by the test against PostgreSQL:
 * kind, `null` where it may be null, `default` where an insert may leave it out although it may not be null.
 */
type Described<Column> = `${Kind<NonNullable<SelectType<Column>>>}${Suffix<Column>}`
type Kind<T> = T extends string
  ? 'text' | 'date'
  : T extends boolean
    ? 'boolean'
    : T extends number
      ? 'bigint' | 'integer' | 'double precision'
      : T extends Date
        ? 'timestamp with time zone'
        : T extends Buffer
          ? 'bytea'
          : T extends readonly string[]
            ? 'ARRAY'
            : 'jsonb'
type Suffix<Column> = null extends SelectType<Column> ? ' null' : undefined extends InsertType<Column> ? ' default' : ''
type DescribedSchema = {
  [Table in keyof Schema]: { [Column in keyof Schema[Table]]: Described<Schema[Table][Column]> }
}

const key = { org_id: 'text', pool_id: 'text' } as const
const report = {
  observed_at: 'timestamp with time zone',
  recorded_at: 'timestamp with time zone null',
  sequence: 'text null',
  body_sha256: 'bytea',
} as const

const body = {
  org_id: 'text',
  id: 'text',
  body: 'jsonb',
  version: 'bigint default',
  archived_at: 'timestamp with time zone null',
  updated_at: 'timestamp with time zone default',
} as const

const described: DescribedSchema = {
  organizations: {
    id: 'text',
    name: 'text',
    time_zone: 'text',
    config_version: 'bigint default',
    created_at: 'timestamp with time zone default',
    state_pruned_before: 'timestamp with time zone null',
  },
  api_keys: {
    org_id: 'text',
    key_id: 'text',
    name: 'text',
    secret_sha256: 'bytea',
    scopes: 'ARRAY',
    created_at: 'timestamp with time zone default',
    expires_at: 'timestamp with time zone null',
    revoked_at: 'timestamp with time zone null',
    last_used_at: 'timestamp with time zone null',
    previous_sha256: 'bytea null',
    previous_until: 'timestamp with time zone null',
    rotated_at: 'timestamp with time zone null',
    requests_per_minute: 'integer null',
    requests_per_day: 'bigint null',
  },
  audit_log: {
    org_id: 'text',
    id: 'bigint default',
    at: 'timestamp with time zone default',
    actor: 'text',
    action: 'text',
    object: 'text',
    request_id: 'text null',
    seq: 'bigint default',
    outcome: 'text default',
    reason: 'text null',
    times: 'bigint default',
    prev_hash: 'bytea default',
    hash: 'bytea default',
  },
  audit_heads: { org_id: 'text', seq: 'bigint', hash: 'bytea' },
  locations: {
    org_id: 'text',
    id: 'text',
    name: 'text',
    region: 'text null',
    time_zone: 'text',
    version: 'bigint default',
    archived_at: 'timestamp with time zone null',
    updated_at: 'timestamp with time zone default',
  },
  mappings: body,
  feeds: body,
  feed_schedules: {
    org_id: 'text',
    feed_id: 'text',
    next_poll_at: 'timestamp with time zone null',
    polled_at: 'timestamp with time zone null',
    leased_until: 'timestamp with time zone null',
    lease: 'text null',
  },
  feed_status: { org_id: 'text', feed_id: 'text', body: 'jsonb' },
  feed_files: {
    org_id: 'text',
    feed_id: 'text',
    url: 'text',
    etag: 'text null',
    last_modified: 'text null',
    fresh_until: 'timestamp with time zone',
    body: 'bytea',
  },
  service_lines: {
    org_id: 'text',
    id: 'text',
    name: 'text',
    body: 'jsonb',
    version: 'bigint default',
    archived_at: 'timestamp with time zone null',
    updated_at: 'timestamp with time zone default',
  },
  pools: {
    org_id: 'text',
    id: 'text',
    name: 'text',
    currency: 'text',
    time_zone: 'text',
    period: 'jsonb',
    policy_version: 'bigint',
    version: 'bigint default',
    archived_at: 'timestamp with time zone null',
    created_at: 'timestamp with time zone default',
    updated_at: 'timestamp with time zone default',
    platform_entities_version: 'bigint default',
    shows_small_counts: 'boolean default',
  },
  policies: { ...key, version: 'bigint', body: 'jsonb', created_at: 'timestamp with time zone default' },
  pool_groups: {
    ...key,
    id: 'text',
    name: 'text',
    parent_id: 'text null',
    min_daily_budget_minor: 'bigint default',
    max_daily_budget_minor: 'bigint null',
  },
  cells: {
    ...key,
    id: 'text',
    location_id: 'text',
    service_line: 'text',
    channel: 'text default',
    group_id: 'text null',
    baseline_daily_budget_minor: 'bigint',
    min_daily_budget_minor: 'bigint null',
    max_daily_budget_minor: 'bigint null',
    lock: 'jsonb null',
    removed_at: 'timestamp with time zone null',
    version: 'bigint default',
    adopted_revision: 'bigint default',
  },
  cell_places: {
    ...key,
    cell_id: 'text',
    location_id: 'text',
    service_line: 'text',
    channel: 'text',
    held_from: 'timestamp with time zone',
    held_until: 'timestamp with time zone null',
  },
  pool_places: {
    ...key,
    location_id: 'text',
    service_line: 'text',
    organic_bookings: 'double precision default',
    share: 'double precision default',
  },
  pool_state: {
    ...key,
    requested_revision: 'bigint default',
    computed_revision: 'bigint default',
    dirty_since: 'timestamp with time zone null',
    attempts: 'integer default',
    next_attempt_at: 'timestamp with time zone null',
    last_error_code: 'text null',
    next_change_at: 'timestamp with time zone null',
    plan_number: 'bigint null',
    effective_number: 'bigint null',
    publication: 'text null',
  },
  event_key: {
    org_id: 'text',
    source: 'text',
    event_id: 'text',
    body_sha256: 'bytea',
    received_at: 'timestamp with time zone default',
  },
  events: {
    org_id: 'text',
    source: 'text',
    event_id: 'text',
    type: 'text',
    location_id: 'text',
    service_line: 'text',
    ...report,
    received_at: 'timestamp with time zone',
    body: 'jsonb',
  },
  event_pools: {
    ...key,
    revision: 'bigint',
    source: 'text',
    event_id: 'text',
    received_at: 'timestamp with time zone',
  },
  place_state: {
    org_id: 'text',
    location_id: 'text',
    service_line: 'text',
    figure: 'text',
    source: 'text',
    value: 'jsonb',
    ...report,
    event_id: 'text',
    received_at: 'timestamp with time zone',
  },
  actuals: {
    org_id: 'text',
    location_id: 'text',
    service_line: 'text',
    channel: 'text default',
    date: 'date',
    source: 'text',
    currency: 'text',
    spend_minor: 'bigint',
    leads: 'integer null',
    bookings: 'integer null',
    kept_visits: 'integer null',
    revenue_minor: 'bigint null',
    matched_revenue_minor: 'bigint null',
    incremental_revenue_minor: 'bigint null',
    ...report,
  },
  gate_state: {
    ...key,
    location_id: 'text',
    service_line: 'text',
    revision: 'bigint',
    settings_sha256: 'bytea',
    memory: 'jsonb',
  },
  plans: {
    ...key,
    number: 'bigint',
    input_revision: 'bigint',
    policy_version: 'bigint',
    config_version: 'bigint',
    as_of: 'timestamp with time zone',
    computed_at: 'timestamp with time zone',
    pool_daily_budget_minor: 'bigint',
    reserve_daily_minor: 'bigint',
    plan: 'bytea',
    input: 'bytea',
    input_sha256: 'bytea',
  },
  recommendations: {
    ...key,
    cell_id: 'text',
    plan_number: 'bigint',
    location_id: 'text',
    service_line: 'text',
    body: 'jsonb null',
    updated_at: 'timestamp with time zone default',
    effective_number: 'bigint default',
  },
  budget_history: {
    ...key,
    cell_id: 'text',
    plan_number: 'bigint',
    effective_at: 'timestamp with time zone',
    daily_budget_minor: 'bigint',
    effective_number: 'bigint default',
  },
  plan_decisions: {
    ...key,
    id: 'bigint',
    kind: 'text',
    plan_number: 'bigint null',
    cells: 'jsonb',
    reason: 'text null',
    author: 'text',
    author_name: 'text null',
    decided_at: 'timestamp with time zone default',
    request_id: 'text null',
    message_id: 'text null',
  },
  effective_plans: {
    ...key,
    number: 'bigint',
    plan_number: 'bigint',
    decision_id: 'bigint null',
    effective_at: 'timestamp with time zone',
    status: 'text',
    pool_daily_budget_minor: 'bigint',
    reserve_daily_minor: 'bigint',
    waiting_cells: 'integer',
    kept: 'bytea null',
    plan: 'bytea null',
    news: 'text null',
    climbs: 'bytea null',
  },
  cell_overrides: {
    ...key,
    cell_id: 'text',
    origin: 'text',
    kind: 'text',
    daily_budget_minor: 'bigint',
    author: 'text',
    author_name: 'text null',
    reason: 'text',
    expires_at: 'timestamp with time zone null',
    decision_id: 'bigint',
    created_at: 'timestamp with time zone default',
    key_name: 'text null',
    undo_to: 'bigint null',
  },
  cell_messages: {
    ...key,
    cell_id: 'text',
    message_id: 'text',
    author: 'text',
    author_name: 'text null',
    approved_at: 'timestamp with time zone default',
    key_name: 'text null',
  },
  applied_budgets: {
    ...key,
    cell_id: 'text',
    applied_at: 'timestamp with time zone',
    daily_budget_minor: 'bigint',
    plan_number: 'bigint',
    revision: 'bigint',
    author: 'text',
    reported_at: 'timestamp with time zone default',
  },
  replaced_applied_budgets: {
    ...key,
    cell_id: 'text',
    applied_at: 'timestamp with time zone',
    daily_budget_minor: 'bigint',
    plan_number: 'bigint',
    author: 'text',
    reported_at: 'timestamp with time zone',
    replaced_at: 'timestamp with time zone default',
  },
  gate_history: {
    ...key,
    cell_id: 'text',
    plan_number: 'bigint',
    effective_at: 'timestamp with time zone',
    gate: 'text',
    cause: 'text null',
  },
  place_days: {
    ...key,
    location_id: 'text',
    service_line: 'text',
    date: 'date',
    slots_total: 'integer null',
    slots_open: 'integer null',
    idle_openings_per_day: 'double precision null',
    idle_value_minor_per_day: 'double precision null',
  },
  platform_entities: {
    ...key,
    id: 'text',
    platform: 'text',
    account_id: 'text',
    level: 'text',
    external_id: 'text',
    campaign_id: 'text default',
    name: 'text',
    minimum_daily_budget_minor: 'bigint null',
    cells: 'jsonb',
    version: 'bigint default',
    budget_key: 'text',
    twin: 'integer default',
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
  },
  sources: {
    org_id: 'text',
    source: 'text',
    id: 'text',
    name: 'text null',
    expected_interval_minutes: 'integer null',
    accepts_numeric_ids: 'boolean default',
    require_signature: 'boolean default',
    key_ids: 'ARRAY null',
    version: 'bigint default',
    archived_at: 'timestamp with time zone null',
    updated_at: 'timestamp with time zone default',
  },
  source_signing_secrets: {
    org_id: 'text',
    source: 'text',
    id: 'text',
    sealed: 'bytea',
    created_at: 'timestamp with time zone default',
  },
  ended_dashboard_sessions: {
    org_id: 'text',
    session_id: 'text',
    expires_at: 'timestamp with time zone',
  },
  signed_messages: {
    org_id: 'text',
    source: 'text',
    id_sha256: 'bytea',
    body_sha256: 'bytea',
    received_at: 'timestamp with time zone',
  },
  source_activity: {
    org_id: 'text',
    source: 'text',
    id: 'text',
    first_accepted_at: 'timestamp with time zone null',
    last_accepted_at: 'timestamp with time zone null',
    last_delivery_at: 'timestamp with time zone',
    last_observed_at: 'timestamp with time zone null',
    accepted: 'bigint default',
    duplicate: 'bigint default',
    conflict: 'bigint default',
    unmatched: 'bigint default',
    refused: 'jsonb default',
  },
  alerts: {
    org_id: 'text',
    id: 'bigint default',
    kind: 'text',
    object: 'text',
    opened_at: 'timestamp with time zone default',
    closed_at: 'timestamp with time zone null',
    details: 'jsonb',
  },
  webhook_endpoints: {
    org_id: 'text',
    id: 'text',
    url: 'text',
    description: 'text default',
    event_types: 'ARRAY',
    pool_ids: 'ARRAY null',
    enabled: 'boolean default',
    disabled_reason: 'text null',
    secret: 'bytea',
    previous_secret: 'bytea null',
    previous_secret_until: 'timestamp with time zone null',
    version: 'bigint default',
    created_at: 'timestamp with time zone default',
    failing_since: 'timestamp with time zone null',
    failures: 'integer default',
    not_before: 'timestamp with time zone null',
    locked_until: 'timestamp with time zone null',
  },
  webhook_events: {
    org_id: 'text',
    id: 'text',
    type: 'text',
    pool_id: 'text null',
    created_at: 'timestamp with time zone default',
    body: 'text',
  },
  webhook_deliveries: {
    org_id: 'text',
    id: 'bigint default',
    endpoint_id: 'text',
    event_id: 'text',
    status: 'text default',
    attempts: 'integer default',
    next_attempt_at: 'timestamp with time zone null',
    last_attempt_at: 'timestamp with time zone null',
    response_status: 'integer null',
    failure: 'text null',
    duration_ms: 'integer null',
    created_at: 'timestamp with time zone default',
  },
  source_deliveries: {
    org_id: 'text',
    source: 'text',
    minute: 'timestamp with time zone',
    key_id: 'text',
    mode: 'text',
    last_at: 'timestamp with time zone',
    request_id: 'text',
    requests: 'bigint',
    accepted: 'bigint',
    duplicate: 'bigint',
    conflict: 'bigint',
    unmatched: 'bigint',
    refused: 'jsonb',
    lags: 'jsonb',
  },
}

test('the row types are those of the migrated database, column by column', async ({ database }) => {
  const found = await readColumns(database.adminUrl)
  expect(found).toEqual(described)
})

interface FoundColumn {
  table: string
  column: string
  described: string
}

async function readColumns(url: string): Promise<Record<string, Record<string, string>>> {
  const db = connect({ url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const { rows } = await sql<FoundColumn>`
    select c.table_name as "table", c.column_name as "column",
           c.data_type || case when c.is_nullable = 'YES' then ' null'
                               when c.column_default is not null or c.is_identity = 'YES' then ' default'
                               else '' end as described
      from information_schema.columns c
      join pg_class t on t.relname = c.table_name and t.relnamespace = 'public'::regnamespace
     where c.table_schema = 'public' and t.relkind in ('r', 'p') and not t.relispartition
       and c.table_name <> 'schema_migrations'`.execute(db)
  await db.destroy()
  const tables: Record<string, Record<string, string>> = {}
  for (const row of rows) tables[row.table] = { ...tables[row.table], [row.column]: row.described }
  return tables
}
