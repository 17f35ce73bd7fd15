import { type RawBuilder, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { type PastTables, pastTables } from './past-tables.ts'
import type { PoolKey } from './pool-key.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** A stretch of time in which a cell had a place × channel; columns of `holdingsAround`. */
export interface Holding {
  pool_id: string
  cell_id: string
  location_id: string
  service_line: string
  channel: string
  currency: string
  /** When the cell got the place; `-infinity` for the first that ever had it: what came before is its own too. */
  counts_from: Date
  /** When the next cell of this currency got the place; null: it still counts here, removed or not. */
  counts_until: Date | null
  /** When the same cell, after a removal, got the place back; null: it did not, or another one had it first. */
  back_at: Date | null
  /** The same two as the location's dates: each day belongs to the one that has it at the day's end. */
  first_date: string
  next_date: string | null
  /** Dates on which this is the place of its cell. */
  own_first_date: string
  own_next_date: string | null
}

/**
 * Every holding of the places × channels the pool's cells have or had, in any pool, one after another: a day of a place
 * lies in exactly one holding per currency, so what is reported for it is counted once. A query to be put in a `with`.
 * `cellIds`: of the places of these cells alone. Holdings of others come along, without their own places elsewhere: read
 * of them no more than when they had these.
 */
export function holdingsAround(
  { orgId, poolId }: PoolKey,
  { places }: Pick<PastTables, 'places'> = pastTables,
  cellIds?: readonly string[],
): RawBuilder<Holding> {
  const date = sql`(h.held_from at time zone l.time_zone)::date`
  const wanted = cellIds === undefined ? sql`` : sql`and cell_id = any(${[...cellIds]}::text[])`
  return sql<Holding>`
    select h.pool_id, h.cell_id, h.location_id, h.service_line, h.channel, p.currency,
           case when lag(h.held_from) over of_place is null then '-infinity' else h.held_from end as counts_from,
           lead(h.held_from) over of_place as counts_until,
           case when (lead(h.pool_id) over of_place, lead(h.cell_id) over of_place) = (h.pool_id, h.cell_id)
                then lead(h.held_from) over of_place end as back_at,
           case when lag(h.held_from) over of_place is null then '-infinity' else ${date} end as first_date,
           lead(${date}) over of_place as next_date,
           case when lag(h.held_from) over of_cell is null then '-infinity' else ${date} end as own_first_date,
           lead(${date}) over of_cell as own_next_date
      from ${places} h
      join pools p on p.org_id = h.org_id and p.id = h.pool_id
      join locations l on l.org_id = h.org_id and l.id = h.location_id
     where h.org_id = ${orgId}
       and (h.location_id, h.service_line, h.channel) in (
             select location_id, service_line, channel from ${places} held where org_id = ${orgId} and pool_id = ${poolId} ${wanted})
    window of_place as (partition by h.location_id, h.service_line, h.channel, p.currency order by h.held_from, h.cell_id),
           of_cell as (partition by h.pool_id, h.cell_id order by h.held_from)`
}

/** A place, and which of its channels; '' where it is not divided: that is all of them. */
export interface ChannelPlace {
  locationId: string
  serviceLine: string
  channel: string
}

/**
 * The other pools that have these places × channels or had them last, archived ones too. A place that
 * is divided, or is no longer, overlaps with each of its channels: it may come from several.
 */
export async function listFormerHolders(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  places: readonly ChannelPlace[],
): Promise<(ChannelPlace & { poolId: string })[]> {
  if (places.length === 0) return []
  const { rows } = await sql<ChannelPlace & { poolId: string }>`
    select distinct given."locationId", given."serviceLine", given.channel, h.pool_id as "poolId"
      from ${rowsAsColumns(places, { locationId: 'text', serviceLine: 'text', channel: 'text' })}
      join cell_places h on h.org_id = ${orgId} and h.location_id = given."locationId"
       and h.service_line = given."serviceLine" and (h.channel = given.channel or h.channel = '' or given.channel = '')
     where h.pool_id <> ${poolId}
       and not exists (
         select from cell_places n
          where n.org_id = h.org_id and n.location_id = h.location_id and n.service_line = h.service_line
            and n.held_from > h.held_from
            and (n.channel = h.channel or n.channel = '' or (n.channel = given.channel and given.channel <> '')))
     order by 1, 2, 3, 4`.execute(trx)
  return rows
}
