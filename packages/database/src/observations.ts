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
  to_char(e.observed_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "observedAt", e.body->'figures' as figures`

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
    select ${columns} from event_pools p
      join events e on e.org_id = p.org_id and e.source = p.source and e.event_id = p.event_id and e.received_at = p.received_at
     where p.org_id = ${orgId} and p.pool_id = ${poolId} and p.revision > ${after} and p.revision <= ${through}
       and e.type <> 'sluice.actuals.observed.v1'
     order by ${newestOrder('e')}`.execute(trx)
  return rows
}

/**
 * Everything the log keeps of these locations, in the order of `listObservationsBetween`: also what was stored before the
 * place was configured, and what was said of whole locations.
 */
export async function listObservationsOfLocations(
  trx: DatabaseTransaction,
  orgId: string,
  locationIds: readonly string[],
): Promise<StoredObservation[]> {
  const { rows } = await sql<StoredObservation>`
    select ${columns} from events e
     where e.org_id = ${orgId} and e.location_id = any(${[...locationIds]}::text[])
       and e.type <> 'sluice.actuals.observed.v1'
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
