import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

/** A place as an event names it; service line `*` is the whole location. */
export interface PlaceKey {
  locationId: string
  serviceLine: string
}

export interface PlacePool extends PlaceKey {
  poolId: string
  /** '' where the place is not divided by channel. */
  channel: string
  /** The cell is no longer configured; only reports of money spent still concern its pool. */
  isRemoved: boolean
}

/**
 * Until the end of the transaction no configuration write of the organization moves a place to another pool; those take
 * the lock exclusively. Any number of ingesting transactions hold it together.
 * @returns the moment by the database's clock.
 */
export async function sharePlaceMap(trx: DatabaseTransaction, orgId: string): Promise<Date> {
  const { rows } = await sql<{ now: Date }>`
    select pg_advisory_xact_lock_shared(hashtextextended('sluice:config:' || ${orgId}, 0)),
           clock_timestamp() as now`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('PostgreSQL did not tell the time')
  return row.now
}

/** The cells of these places, and so the pools; a place that is `*` has those of all its location's service lines. */
export async function findPoolsOfPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly PlaceKey[],
): Promise<PlacePool[]> {
  const { rows } = await sql<PlacePool>`
    select distinct wanted."locationId", wanted."serviceLine", cell.pool_id as "poolId", cell.channel,
           cell.removed_at is not null as "isRemoved"
      from json_to_recordset(${JSON.stringify(places)}::json) as wanted("locationId" text, "serviceLine" text)
      join cells as cell on cell.org_id = ${orgId} and cell.location_id = wanted."locationId"
       and (wanted."serviceLine" = '*' or cell.service_line = wanted."serviceLine")
      join pools as pool on pool.org_id = ${orgId} and pool.id = cell.pool_id and pool.archived_at is null`.execute(trx)
  return rows
}
