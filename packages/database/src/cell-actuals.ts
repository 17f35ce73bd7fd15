import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { type PastTables, pastTables } from './past-tables.ts'
import type { PoolKey } from './pool-key.ts'
import { addedUp, type DateSpan, isItsChannels, wholeOrDivided } from './reported-days.ts'

/** What was really spent for a cell on one local day. */
export interface CellSpend {
  cellId: string
  date: string
  spendMinor: number
}

/**
 * Reported spend of the pool's cells in a span of days, in the pool's currency. A report counts for the one cell, of whatever
 * pool, that had the place on that day; for another cell of that place the day is known too, and 0. What was reported of a whole place
 * that no undivided cell ever had tells nobody's day. `cellIds`: only these.
 */
export async function listSpendOfPool(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { from, before }: DateSpan,
  { cellIds, tables = pastTables }: { cellIds?: readonly string[]; tables?: PastTables } = {},
): Promise<CellSpend[]> {
  const wanted = cellIds === undefined ? sql`` : sql`and h.cell_id = any(${[...cellIds]}::text[])`
  const { rows } = await sql<CellSpend>`
    with holdings as materialized (${wholeOrDivided(pool, tables)}), reports as (
      select h.cell_id, a.date, a.spend_minor,
             a.channel = h.channel and a.date >= h.first_date and (h.next_date is null or a.date < h.next_date) as is_its,
             a.date >= h.own_first_date and (h.own_next_date is null or a.date < h.own_next_date)
               and (a.channel = h.channel or h.was_whole) as is_there
        from holdings h
        join ${tables.actuals} a on a.org_id = ${pool.orgId} and a.location_id = h.location_id and a.service_line = h.service_line
         and a.channel in (h.channel, '') and a.currency = h.currency and a.date >= ${from} and a.date < ${before}
       where h.pool_id = ${pool.poolId} and ${isItsChannels(pool.orgId, 'h', 'a', tables)} ${wanted}
       union all
      select h.cell_id, h.date, h.spend_minor,
             h.cell_channel = '' and h.date >= h.first_date and (h.next_date is null or h.date < h.next_date),
             h.date >= h.own_first_date and (h.own_next_date is null or h.date < h.own_next_date)
        from (${addedUp(pool, { from, before }, { tables })}) h
       where true ${wanted})
    select cell_id as "cellId", date, sum(case when is_its then spend_minor else 0 end)::float8 as "spendMinor"
      from reports where is_its or is_there
     group by cell_id, date`.execute(trx)
  return rows
}

export interface CellResults {
  cellId: string
  bookings: number
  spendMinor: number
  /** Days with money spent. */
  days: number
}

/**
 * What each cell's ads brought in a span of days; only days whose bookings were reported count. Cells without any are left
 * out. What is learned stays with the place: of several cells that had it the last one has all of it.
 *
 * Each cell is looked up for its holding (`offset 0` keeps it so): before a new pool is analyzed PostgreSQL takes its 10,000
 * cells for one, and would compare each with all holdings.
 */
export async function sumResultsOfPool(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { from, before }: DateSpan,
  tables: PastTables = pastTables,
): Promise<CellResults[]> {
  const { orgId, poolId } = pool
  const { rows } = await sql<CellResults>`
    with holdings as materialized (${wholeOrDivided(pool, tables)}), days as (
      select h.pool_id, h.cell_id, h.location_id, h.service_line, h.channel, a.bookings, a.spend_minor
        from holdings h
        join ${tables.actuals} a on a.org_id = ${orgId} and a.location_id = h.location_id and a.service_line = h.service_line
         and a.channel = h.channel and a.currency = h.currency and a.date >= ${from} and a.date < ${before}
       where h.pool_id = ${poolId} and h.next_date is null and a.bookings is not null and ${isItsChannels(orgId, 'h', 'a', tables)}
       union all
      select ${poolId}::text, a.cell_id, a.location_id, a.service_line, '', a.bookings, a.spend_minor
        from (${addedUp(pool, { from, before }, { tables, of: ['bookings'] })}) a
       where a.cell_channel = '' and a.next_date is null and a.bookings is not null)
    select c.id as "cellId", sum(a.bookings)::float8 as bookings, sum(a.spend_minor)::float8 as "spendMinor",
           (count(*) filter (where a.spend_minor > 0))::integer as days
      from days a
     cross join lateral (
       select c.id from ${tables.cells} c
        where c.org_id = ${orgId} and c.pool_id = a.pool_id and c.id = a.cell_id
          and c.location_id = a.location_id and c.service_line = a.service_line and c.channel = a.channel offset 0) c
     group by c.id`.execute(trx)
  return rows
}
