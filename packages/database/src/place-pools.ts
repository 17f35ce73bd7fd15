import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { prepared } from './prepared.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** A place as an event names it; service line `*` is the whole location. */
export interface PlaceKey {
  locationId: string
  serviceLine: string
}

export interface PlacePool extends PlaceKey {
  poolId: string
  /** '' where the place is not divided by channel. */
  channel: string
  /** The pool's. */
  currency: string
  /** The location's last date with the cell at this place; null: it is in force. Later only money spent concerns its pool. */
  lastDate: string | null
}

/**
 * Until the end of the transaction no configuration write of the organization moves a place to another pool; those take
 * the lock exclusively. Any number of ingesting transactions hold it together.
 * @returns the moment by the database's clock, and a version (place_map_version): while it stays the organization's,
 * what is read of its places after this stays true.
 * @throws when there is no such organization: asked here once, not by a foreign key of every row.
 */
export async function sharePlaceMap(
  trx: DatabaseTransaction,
  orgId: string,
): Promise<{ now: Date; mapVersion: string }> {
  const { rows } = await sql<{ now: Date; mapVersion: string }>`
    ${prepared} select pg_advisory_xact_lock_shared(hashtextextended('sluice:config:' || ${orgId}, 0)),
           clock_timestamp() as now, place_map_version(id) as "mapVersion"
      from organizations where id = ${orgId}`.execute(trx)
  const [row] = rows
  if (!row) throw new Error('no such organization')
  return row
}

/**
 * The cells that have or had these places, and so the pools; a place that is `*` has those of all its location's service
 * lines.
 */
export async function findPoolsOfPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly PlaceKey[],
): Promise<PlacePool[]> {
  const { rows } = await sql<PlacePool>`
    ${prepared} select distinct given."locationId", given."serviceLine", cell.pool_id as "poolId", cell.channel, pool.currency,
           (cell.held_until at time zone location.time_zone)::date as "lastDate"
      from ${rowsAsColumns(places, { locationId: 'text', serviceLine: 'text' })}
      join cell_places as cell on cell.org_id = ${orgId} and cell.location_id = given."locationId"
       and (given."serviceLine" = '*' or cell.service_line = given."serviceLine")
      join locations as location on location.org_id = ${orgId} and location.id = cell.location_id
      join pools as pool on pool.org_id = ${orgId} and pool.id = cell.pool_id and pool.archived_at is null`.execute(trx)
  return rows
}

/** Today's date at each of these locations, in the organization's zone where a location is not configured. */
export async function readLocalDates(
  trx: DatabaseTransaction,
  orgId: string,
  { locationIds, now }: { locationIds: readonly string[]; now: Date },
): Promise<ReadonlyMap<string, string>> {
  if (locationIds.length === 0) return new Map()
  const { rows } = await sql<{ locationId: string; today: string }>`
    ${prepared} select wanted.id as "locationId", (${now}::timestamptz at time zone coalesce(l.time_zone, o.time_zone))::date as today
      from unnest(${[...new Set(locationIds)]}::text[]) as wanted(id)
      join organizations o on o.id = ${orgId}
      left join locations l on l.org_id = o.id and l.id = wanted.id`.execute(trx)
  return new Map(rows.map(({ locationId, today }) => [locationId, today]))
}
