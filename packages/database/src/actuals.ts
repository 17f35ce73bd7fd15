import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { newestOrder } from './newest.ts'
import { prepared } from './prepared.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** What was spent and booked at a place and channel on one local day, as one event reports it. Money in minor units. */
export interface ActualsRow {
  locationId: string
  serviceLine: string
  /** '' where the place is not divided by channel. */
  channel: string
  date: string
  source: string
  currency: string
  spendMinor: number
  /** Somebody looked at it: it is believed, however much it is. */
  spendConfirmed: boolean
  leads: number | null
  bookings: number | null
  keptVisits: number | null
  revenueMinor: number | null
  matchedRevenueMinor: number | null
  incrementalRevenueMinor: number | null
  observedAt: string
  recordedAt: string | null
  sequence: string | null
  bodySha256: string
}

/** Keeps, per place, channel, day and currency, the newest report, whole; older ones and repeats change nothing. */
export async function upsertActuals(
  trx: DatabaseTransaction,
  orgId: string,
  rows: readonly ActualsRow[],
): Promise<void> {
  if (rows.length === 0) return
  const given = rowsAsColumns(rows, {
    locationId: 'text',
    serviceLine: 'text',
    channel: 'text',
    date: 'date',
    source: 'text',
    currency: 'text',
    spendMinor: 'bigint',
    spendConfirmed: 'boolean',
    leads: 'integer',
    bookings: 'integer',
    keptVisits: 'integer',
    revenueMinor: 'bigint',
    matchedRevenueMinor: 'bigint',
    incrementalRevenueMinor: 'bigint',
    observedAt: 'timestamptz',
    recordedAt: 'timestamptz',
    sequence: 'text',
    bodySha256: 'bytea',
  })
  await sql`
    ${prepared} with reported (location_id, service_line, channel, date, source, currency, spend_minor, spend_confirmed, leads,
                   bookings, kept_visits, revenue_minor, matched_revenue_minor, incremental_revenue_minor, observed_at, recorded_at,
                   sequence, body_sha256) as (select * from ${given})
    insert into actuals as known (org_id, location_id, service_line, channel, date, source, currency, spend_minor, spend_confirmed,
                                  leads, bookings, kept_visits, revenue_minor, matched_revenue_minor, incremental_revenue_minor,
                                  observed_at, recorded_at, sequence, body_sha256)
    select distinct on (location_id, service_line, channel, date, currency) ${orgId}, reported.*
      from reported
     order by location_id, service_line, channel, date, currency, ${newestOrder('reported')} desc
    on conflict (org_id, location_id, service_line, channel, date, currency) do update
       set source = excluded.source, spend_minor = excluded.spend_minor, spend_confirmed = excluded.spend_confirmed,
           leads = excluded.leads, bookings = excluded.bookings, kept_visits = excluded.kept_visits,
           revenue_minor = excluded.revenue_minor,
           matched_revenue_minor = excluded.matched_revenue_minor,
           incremental_revenue_minor = excluded.incremental_revenue_minor, observed_at = excluded.observed_at,
           recorded_at = excluded.recorded_at, sequence = excluded.sequence, body_sha256 = excluded.body_sha256
     where ${newestOrder('excluded')} > ${newestOrder('known')}`.execute(trx)
}
