import type { Generated } from 'kysely'
import type { DefaultInstant, Instant, Int8, Json, NullableInstant } from './columns.ts'

/** What was reported, and the state that comes of it. */
export interface EventTables {
  event_key: EventKeyTable
  events: EventsTable
  event_pools: EventPoolsTable
  place_state: PlaceStateTable
  actuals: ActualsTable
  place_days: PlaceDaysTable
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
  spend_confirmed: Generated<boolean>
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
