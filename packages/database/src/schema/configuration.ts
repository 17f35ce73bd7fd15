import type { Generated } from 'kysely'
import type { DefaultInstant, Instant, Int8, Json, NullableInstant, NullableJson } from './columns.ts'

/** What an organization configures. */
export interface ConfigurationTables {
  locations: LocationsTable
  service_lines: ServiceLinesTable
  mappings: BodyTable
  feeds: BodyTable
  pools: PoolsTable
  pool_periods: PoolPeriodsTable
  policies: PoliciesTable
  pool_groups: PoolGroupsTable
  cells: CellsTable
  cell_places: CellPlacesTable
  pool_places: PoolPlacesTable
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
  /** These three are kept by a trigger (migrations/0064). */
  zone_changed_at: NullableInstant
  day_held_from: NullableInstant
  day_held_until: NullableInstant
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

/** Configuration that is one JSON body and no more. */
export interface BodyTable {
  org_id: string
  id: string
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

/** Kept by a trigger on `pools`. */
export interface PoolPeriodsTable {
  org_id: string
  pool_id: string
  since: Instant
  /** Null: it is archived. */
  period: NullableJson
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
  /** Kept by a trigger: what it was set up with, once its baseline is another. */
  first_baseline_minor: Int8 | null
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
