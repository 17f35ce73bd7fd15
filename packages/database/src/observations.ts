import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { StoredFigure } from './events.ts'
import { newestOrder } from './newest.ts'
import type { PoolKey } from './pool-key.ts'

/** What one event said of a place: what gate memory is folded from. */
export interface StoredObservation {
  locationId: string
  /** `*`: the whole location. */
  serviceLine: string
  source: string
  /** RFC 3339 in UTC, microseconds. */
  observedAt: string
  figures: readonly StoredFigure[]
}

const columns = sql`
  e.location_id as "locationId", e.service_line as "serviceLine", e.source,
  to_char(e.observed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "observedAt"`

/**
 * What reached the pool after revision `after` and up to `through`, by observed time; of one instant the one that counts
 * comes last.
 */
export async function listObservationsBetween(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { after, through }: { after: number; through: number },
): Promise<StoredObservation[]> {
  const { rows } = await sql<StoredObservation>`
    select ${columns}, e.body->'figures' as figures from event_pools p
      join events e on e.org_id = p.org_id and e.source = p.source and e.event_id = p.event_id and e.received_at = p.received_at
     where p.org_id = ${orgId} and p.pool_id = ${poolId} and p.revision > ${after} and p.revision <= ${through}
       and e.type <> 'sluice.actuals.observed.v1'
     order by ${newestOrder('e')}`.execute(trx)
  return rows
}

/**
 * Everything known of these locations, in the order of `listObservationsBetween`: all the log keeps, also what was stored
 * before the place was configured and what was said of whole locations; and figures that are still the newest of their
 * source though the log no longer keeps the event that brought them, each as an observation of its own.
 */
export async function listObservationsOfLocations(
  trx: DatabaseTransaction,
  orgId: string,
  locationIds: readonly string[],
): Promise<StoredObservation[]> {
  const ids = [...locationIds]
  const { rows } = await sql<StoredObservation>`
    select ${columns}, e.figures from (
      select location_id, service_line, source, observed_at, recorded_at, sequence, body_sha256, body->'figures' as figures
        from events
       where org_id = ${orgId} and location_id = any(${ids}::text[]) and type <> 'sluice.actuals.observed.v1'
      union all
      select location_id, service_line, source, observed_at, recorded_at, sequence, body_sha256,
             jsonb_build_array(jsonb_build_object('figure', figure, 'value', value))
        from place_state s
       where org_id = ${orgId} and location_id = any(${ids}::text[])
         and not exists (select from events kept where kept.org_id = s.org_id and kept.source = s.source
           and kept.event_id = s.event_id and kept.received_at = s.received_at)
    ) e
     order by ${newestOrder('e')}`.execute(trx)
  return rows
}

/** Whether an actuals event reached the pool after revision `after` and up to `through`. */
export async function hasActualsBetween(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { after, through }: { after: number; through: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from event_pools p
      join events e on e.org_id = p.org_id and e.source = p.source and e.event_id = p.event_id and e.received_at = p.received_at
     where p.org_id = ${orgId} and p.pool_id = ${poolId} and p.revision > ${after} and p.revision <= ${through}
       and e.type = 'sluice.actuals.observed.v1' limit 1`.execute(trx)
  return rows.length > 0
}
