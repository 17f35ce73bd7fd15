import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { newestOrder, withOrder } from './newest.ts'
import { type ObservationRow, observationColumns, type StoredObservation } from './observations.ts'
import type { PoolKey } from './pool-key.ts'

/** A state of a pool that is over: its revision, and when it was read. */
export interface PastState {
  revision: number
  asOf: string
}

/**
 * What these locations had reported by the log when the pool was at a revision; the report that counts last, as in
 * `listObservationsBetween`. An event counts if it was stamped to the pool up to that revision, or never was and had
 * come by then: it came before the place was the pool's, or after its cell was removed.
 */
export async function listObservationsAsOf(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { revision, asOf }: PastState,
  locationIds: readonly string[],
): Promise<StoredObservation[]> {
  const stamps = sql`select from event_pools s where s.org_id = e.org_id and s.pool_id = ${poolId}
    and s.source = e.source and s.event_id = e.event_id`
  const { rows } = await sql<ObservationRow>`
    select ${observationColumns}, e.body->'figures' as figures
      from events e
     where e.org_id = ${orgId} and e.location_id = any(${[...locationIds]}::text[])
       and e.type <> 'sluice.actuals.observed.v1'
       and (exists (${stamps} and s.revision <= ${revision})
            or (e.received_at <= ${asOf}::timestamptz and not exists (${stamps})))
     order by ${newestOrder('e')}`.execute(trx)
  return rows.map(withOrder)
}

/** Since when the log is whole for this organization: its first day, or the oldest month that was not dropped yet. */
export async function readLogStart(
  trx: DatabaseTransaction,
  orgId: string,
): Promise<{ since: string; isWhole: boolean }> {
  const { rows } = await sql<{ since: Date; isWhole: boolean }>`
    select greatest(o.created_at, kept.since) as since, o.created_at >= kept.since as "isWhole"
      from organizations o
     cross join (select min(to_date(right(c.relname, 7), 'YYYY_MM'))::timestamp at time zone 'utc' as since
                   from pg_inherits i join pg_class c on c.oid = i.inhrelid
                  where i.inhparent = 'events'::regclass and c.relname ~ '_\\d{4}_\\d{2}$') kept
     where o.id = ${orgId}`.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error('no such organization')
  return { since: row.since.toISOString(), isWhole: row.isWhole }
}
