import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { newestOrder } from './newest.ts'
import { rowsAsSelected } from './rows-as-columns.ts'

/** One figure of a place as one event reports it. */
export interface PlaceStateRow {
  locationId: string
  serviceLine: string
  figure: string
  source: string
  /** JSON. */
  value: string
  observedAt: string
  recordedAt: string | null
  sequence: string | null
  bodySha256: string
  eventId: string
  /** When the event was received, as EventKeyRow has it. */
  receivedAt: string
}

/**
 * Keeps, per place, figure and source, the newest report; older ones and repeats change nothing. Each figure once.
 * Events are written by writeEvents, this is for what is known from the log.
 */
export async function upsertPlaceState(
  trx: DatabaseTransaction,
  orgId: string,
  rows: readonly PlaceStateRow[],
): Promise<void> {
  if (rows.length === 0) return
  // By key, so that two transactions lock the rows they share in one order.
  const given = rowsAsSelected(sortedByFigure(rows), {
    locationId: 'text',
    serviceLine: 'text',
    figure: 'text',
    source: 'text',
    value: 'jsonb',
    observedAt: 'timestamptz',
    recordedAt: 'timestamptz',
    sequence: 'text',
    bodySha256: 'bytea',
    eventId: 'text',
    receivedAt: 'timestamptz',
  })
  await sql`
    insert into place_state as known (org_id, location_id, service_line, figure, source, value, observed_at, recorded_at,
                                      sequence, body_sha256, event_id, received_at)
    select ${orgId}, ${given}
    on conflict (org_id, location_id, service_line, figure, source) do update
       set value = excluded.value, observed_at = excluded.observed_at, recorded_at = excluded.recorded_at,
           sequence = excluded.sequence, body_sha256 = excluded.body_sha256, event_id = excluded.event_id,
           received_at = excluded.received_at
     where ${newestOrder('excluded')} > ${newestOrder('known')}`.execute(trx)
}

function sortedByFigure(rows: readonly PlaceStateRow[]): PlaceStateRow[] {
  // Ids hold no spaces.
  const nameOf = ({ locationId, serviceLine, figure, source }: PlaceStateRow) =>
    `${locationId} ${serviceLine} ${figure} ${source}`
  return [...rows].sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}
