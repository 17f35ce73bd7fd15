import type { EventTables } from '../../src/schema/events.ts'
import { type DescribedSchema, key } from './column.ts'

const report = {
  observed_at: 'timestamp with time zone',
  recorded_at: 'timestamp with time zone null',
  sequence: 'text null',
  body_sha256: 'bytea',
} as const

/** What was reported, and the state that comes of it. */
export const events = {
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
    spend_confirmed: 'boolean default',
    leads: 'integer null',
    bookings: 'integer null',
    kept_visits: 'integer null',
    revenue_minor: 'bigint null',
    matched_revenue_minor: 'bigint null',
    incremental_revenue_minor: 'bigint null',
    ...report,
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
} as const satisfies Pick<DescribedSchema, keyof EventTables>
