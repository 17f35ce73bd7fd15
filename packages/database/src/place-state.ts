import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { newestOrder } from './newest.ts'

/** One figure of a place as one event reports it. */
export interface PlaceStateRow {
  locationId: string
  serviceLine: string
  figure: string
  source: string
  value: Record<string, unknown>
  observedAt: string
  recordedAt: string | null
  sequence: string | null
  bodySha256: string
  eventId: string
}

/** Keeps, per place, figure and source, the newest report; older ones and repeats change nothing. */
export async function upsertPlaceState(
  trx: DatabaseTransaction,
  orgId: string,
  receivedAt: Date,
  rows: readonly PlaceStateRow[],
): Promise<void> {
  if (rows.length === 0) return
  // Sorted by key, so that two transactions lock the rows they share in one order.
  await sql`
    with given as (
      select "locationId" as location_id, "serviceLine" as service_line, figure, source, value,
             "observedAt" as observed_at, "recordedAt" as recorded_at, sequence,
             decode("bodySha256", 'hex') as body_sha256, "eventId" as event_id
        from json_to_recordset(${JSON.stringify(rows)}::json) as row(
               "locationId" text, "serviceLine" text, figure text, source text, value jsonb, "observedAt" timestamptz,
               "recordedAt" timestamptz, sequence text, "bodySha256" text, "eventId" text))
    insert into place_state as known (org_id, location_id, service_line, figure, source, value, observed_at, recorded_at,
                                      sequence, body_sha256, event_id, received_at)
    select distinct on (location_id, service_line, figure, source)
           ${orgId}, location_id, service_line, figure, source, value, observed_at, recorded_at, sequence, body_sha256,
           event_id, ${receivedAt}::timestamptz
      from given
     order by location_id, service_line, figure, source, ${newestOrder('given')} desc
    on conflict (org_id, location_id, service_line, figure, source) do update
       set value = excluded.value, observed_at = excluded.observed_at, recorded_at = excluded.recorded_at,
           sequence = excluded.sequence, body_sha256 = excluded.body_sha256, event_id = excluded.event_id,
           received_at = excluded.received_at
     where ${newestOrder('excluded')} > ${newestOrder('known')}`.execute(trx)
}
