import type { ColumnType, Generated, GeneratedAlways, JSONColumnType } from 'kysely'

/** Row types of the migrated database; test/schema.test.ts compares them with PostgreSQL's own catalogue. */
export interface Schema {
  organizations: OrganizationsTable
  api_keys: ApiKeysTable
  audit_log: AuditLogTable
  audit_heads: AuditHeadsTable
  locations: LocationsTable
  service_lines: ServiceLinesTable
  mappings: BodyTable
  feeds: BodyTable
  feed_schedules: FeedSchedulesTable
  feed_status: FeedStatusTable
  feed_files: FeedFilesTable
  pools: PoolsTable
  policies: PoliciesTable
  pool_groups: PoolGroupsTable
  cells: CellsTable
  cell_places: CellPlacesTable
  pool_places: PoolPlacesTable
  pool_state: PoolStateTable
  event_key: EventKeyTable
  events: EventsTable
  event_pools: EventPoolsTable
  place_state: PlaceStateTable
  actuals: ActualsTable
  gate_state: GateStateTable
  plans: PlansTable
  recommendations: RecommendationsTable
  budget_history: BudgetHistoryTable
  webhook_endpoints: WebhookEndpointsTable
  webhook_events: WebhookEventsTable
  webhook_deliveries: WebhookDeliveriesTable
  gate_history: GateHistoryTable
  place_days: PlaceDaysTable
  platform_entities: PlatformEntitiesTable
  plan_exports: PlanExportsTable
  exported_budgets: ExportedBudgetsTable
  plan_decisions: PlanDecisionsTable
  effective_plans: EffectivePlansTable
  cell_overrides: CellOverridesTable
  cell_messages: CellMessagesTable
  applied_budgets: AppliedBudgetsTable
  replaced_applied_budgets: ReplacedAppliedBudgetsTable
  sources: SourcesTable
  source_signing_secrets: SourceSigningSecretsTable
  signed_messages: SignedMessagesTable
  ended_dashboard_sessions: EndedDashboardSessionsTable
  source_activity: SourceActivityTable
  source_deliveries: SourceDeliveriesTable
  alerts: AlertsTable
}

/** bigint: read as a number (connect.ts sets the parser; every count and amount here is below 2^53). */
type Int8 = number
/** timestamptz: read as Date, written as Date or RFC 3339 text. */
type Instant = ColumnType<Date, Date | string, Date | string>
type NullableInstant = ColumnType<Date | null, Date | string | null | undefined, Date | string | null>
/** Set by the database unless given. */
type DefaultInstant = ColumnType<Date, Date | string | undefined, Date | string>
/** jsonb: written as text, so that arrays are not taken for PostgreSQL arrays. */
type Json = JSONColumnType<Record<string, unknown>>
type NullableJson = ColumnType<Record<string, unknown> | null, string | null | undefined, string | null>

/** jsonb: how many of what. */
export type Counts = Record<string, number>

export interface OrganizationsTable {
  id: string
  name: string
  time_zone: string
  config_version: Generated<Int8>
  created_at: DefaultInstant
  /** Rows of place_state were removed, of events that arrived up to then; null: none were. */
  state_pruned_before: NullableInstant
}

export interface ApiKeysTable {
  org_id: string
  key_id: string
  name: string
  secret_sha256: Buffer
  scopes: string[]
  created_at: DefaultInstant
  expires_at: NullableInstant
  revoked_at: NullableInstant
  last_used_at: NullableInstant
  previous_sha256: Buffer | null
  previous_until: NullableInstant
  rotated_at: NullableInstant
  requests_per_minute: number | null
  requests_per_day: Int8 | null
}

export interface AuditLogTable {
  org_id: string
  id: Generated<Int8>
  at: DefaultInstant
  actor: string
  action: string
  object: string
  request_id: string | null
  /** Place in the organization's chain. This, `at` and the hashes are set by a trigger, whatever an insert says. */
  seq: Generated<Int8>
  outcome: Generated<'done' | 'refused'>
  reason: string | null
  times: Generated<Int8>
  prev_hash: Generated<Buffer>
  hash: Generated<Buffer>
}

/** Kept by a trigger on `audit_log`. */
export interface AuditHeadsTable {
  org_id: string
  seq: Int8
  hash: Buffer
}

export interface LocationsTable {
  org_id: string
  id: string
  name: string
  region: string | null
  time_zone: string
  version: Generated<Int8>
  archived_at: NullableInstant
  updated_at: DefaultInstant
}

/** Configuration that is one JSON body and no more. */
export interface BodyTable {
  org_id: string
  id: string
  body: Json
  version: Generated<Int8>
  archived_at: NullableInstant
  updated_at: DefaultInstant
}

export interface FeedSchedulesTable {
  org_id: string
  feed_id: string
  next_poll_at: NullableInstant
  polled_at: NullableInstant
  leased_until: NullableInstant
  lease: string | null
}

export interface FeedStatusTable {
  org_id: string
  feed_id: string
  body: Json
}

export interface FeedFilesTable {
  org_id: string
  feed_id: string
  url: string
  etag: string | null
  last_modified: string | null
  fresh_until: Instant
  body: Buffer
}

export interface ServiceLinesTable {
  org_id: string
  id: string
  name: string
  body: Json
  version: Generated<Int8>
  archived_at: NullableInstant
  updated_at: DefaultInstant
}

export interface PoolsTable {
  org_id: string
  id: string
  name: string
  currency: string
  time_zone: string
  period: Json
  policy_version: Int8
  version: Generated<Int8>
  archived_at: NullableInstant
  created_at: DefaultInstant
  updated_at: DefaultInstant
  platform_entities_version: Generated<Int8>
  shows_small_counts: Generated<boolean>
}

export interface PoliciesTable {
  org_id: string
  pool_id: string
  version: Int8
  body: Json
  created_at: DefaultInstant
}

export interface PoolGroupsTable {
  org_id: string
  pool_id: string
  id: string
  name: string
  parent_id: string | null
  min_daily_budget_minor: Generated<Int8>
  max_daily_budget_minor: Int8 | null
}

export interface CellsTable {
  org_id: string
  pool_id: string
  id: string
  location_id: string
  service_line: string
  channel: Generated<string>
  group_id: string | null
  baseline_daily_budget_minor: Int8
  min_daily_budget_minor: Int8 | null
  max_daily_budget_minor: Int8 | null
  lock: NullableJson
  removed_at: NullableInstant
  version: Generated<Int8>
  adopted_revision: Generated<Int8>
}

/** Kept by a trigger on `cells`. */
export interface CellPlacesTable {
  org_id: string
  pool_id: string
  cell_id: string
  location_id: string
  service_line: string
  channel: string
  held_from: Instant
  held_until: NullableInstant
}

export interface PoolPlacesTable {
  org_id: string
  pool_id: string
  location_id: string
  service_line: string
  organic_bookings: Generated<number>
  share: Generated<number>
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
  /** Drawn anew by every publication. */
  publication: string | null
}

export interface EventKeyTable {
  org_id: string
  source: string
  event_id: string
  body_sha256: Buffer
  received_at: DefaultInstant
}

export interface EventsTable {
  org_id: string
  source: string
  event_id: string
  type: string
  location_id: string
  service_line: string
  observed_at: Instant
  recorded_at: NullableInstant
  sequence: string | null
  body_sha256: Buffer
  received_at: Instant
  /** `{ data, figures: [{ figure, value }] }`: as sent, and the rows of place_state it brings; see EventRow. */
  body: Json
}

export interface EventPoolsTable {
  org_id: string
  pool_id: string
  revision: Int8
  source: string
  event_id: string
  received_at: Instant
}

export interface PlaceStateTable {
  org_id: string
  location_id: string
  service_line: string
  figure: string
  source: string
  value: Json
  observed_at: Instant
  recorded_at: NullableInstant
  sequence: string | null
  body_sha256: Buffer
  event_id: string
  received_at: Instant
}

export interface ActualsTable {
  org_id: string
  location_id: string
  service_line: string
  channel: Generated<string>
  /** `YYYY-MM-DD`, read as text: a local date has no instant. */
  date: string
  source: string
  currency: string
  spend_minor: Int8
  leads: number | null
  bookings: number | null
  kept_visits: number | null
  /** As the ad platform reports it; matched to the practice's own books; as an experiment says. Never added up. */
  revenue_minor: Int8 | null
  matched_revenue_minor: Int8 | null
  incremental_revenue_minor: Int8 | null
  observed_at: Instant
  recorded_at: NullableInstant
  sequence: string | null
  body_sha256: Buffer
}

export interface GateStateTable {
  org_id: string
  pool_id: string
  location_id: string
  service_line: string
  revision: Int8
  settings_sha256: Buffer
  memory: Json
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

export interface EffectivePlansTable {
  org_id: string
  pool_id: string
  number: Int8
  plan_number: Int8
  decision_id: Int8 | null
  effective_at: Instant
  status: string
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

export interface GateHistoryTable {
  org_id: string
  pool_id: string
  cell_id: string
  plan_number: Int8
  effective_at: Instant
  gate: string
  cause: string | null
}

export interface PlaceDaysTable {
  org_id: string
  pool_id: string
  location_id: string
  service_line: string
  /** `YYYY-MM-DD`, read as text. */
  date: string
  slots_total: number | null
  slots_open: number | null
  idle_openings_per_day: number | null
  idle_value_minor_per_day: number | null
}

export interface PlatformEntitiesTable {
  org_id: string
  pool_id: string
  id: string
  platform: string
  account_id: string
  level: string
  external_id: string
  campaign_id: Generated<string>
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

export interface SourcesTable {
  org_id: string
  source: string
  /** `sourceId(source)`. */
  id: string
  name: string | null
  expected_interval_minutes: number | null
  accepts_numeric_ids: Generated<boolean>
  require_signature: Generated<boolean>
  key_ids: string[] | null
  version: Generated<Int8>
  archived_at: NullableInstant
  updated_at: DefaultInstant
}

export interface SourceSigningSecretsTable {
  org_id: string
  source: string
  id: string
  sealed: Buffer
  created_at: DefaultInstant
}

/** Sessions of the dashboard that were ended before their time. */
export interface EndedDashboardSessionsTable {
  org_id: string
  session_id: string
  /** When it would have been over anyway. */
  expires_at: Instant
}

/** Signed messages that say no moment of their own. */
export interface SignedMessagesTable {
  org_id: string
  source: string
  id_sha256: Buffer
  body_sha256: Buffer
  /** When it first came. */
  received_at: Instant
}

/** `source` is '' for deliveries whose source is not known. */
export interface SourceActivityTable {
  org_id: string
  source: string
  id: string
  first_accepted_at: NullableInstant
  last_accepted_at: NullableInstant
  last_delivery_at: Instant
  last_observed_at: NullableInstant
  accepted: Generated<Int8>
  duplicate: Generated<Int8>
  conflict: Generated<Int8>
  unmatched: Generated<Int8>
  refused: ColumnType<Counts, string | undefined, string>
}

export interface SourceDeliveriesTable {
  org_id: string
  source: string
  minute: Instant
  key_id: string
  mode: string
  last_at: Instant
  request_id: string
  requests: Int8
  accepted: Int8
  duplicate: Int8
  conflict: Int8
  unmatched: Int8
  refused: JSONColumnType<Counts>
  lags: JSONColumnType<Counts>
}

export interface AlertsTable {
  org_id: string
  id: Generated<Int8>
  kind: string
  object: string
  opened_at: DefaultInstant
  closed_at: NullableInstant
  details: Json
}

export interface WebhookEndpointsTable {
  org_id: string
  id: string
  url: string
  description: Generated<string>
  event_types: string[]
  /** null: all pools. */
  pool_ids: string[] | null
  enabled: Generated<boolean>
  /** gone or failing, where it was disabled by itself. */
  disabled_reason: string | null
  /** Sealed. */
  secret: Buffer
  previous_secret: Buffer | null
  previous_secret_until: NullableInstant
  version: Generated<Int8>
  created_at: DefaultInstant
  failing_since: NullableInstant
  failures: Generated<number>
  not_before: NullableInstant
  locked_until: NullableInstant
}

export interface WebhookEventsTable {
  org_id: string
  id: string
  type: string
  pool_id: string | null
  created_at: DefaultInstant
  /** As sent. */
  body: string
}

export interface WebhookDeliveriesTable {
  org_id: string
  id: Generated<Int8>
  endpoint_id: string
  event_id: string
  /** pending, delivered, failed or dropped. */
  status: Generated<string>
  attempts: Generated<number>
  next_attempt_at: NullableInstant
  last_attempt_at: NullableInstant
  response_status: number | null
  failure: string | null
  duration_ms: number | null
  created_at: DefaultInstant
}
