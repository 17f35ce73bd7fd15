import { type RawBuilder, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { type PastReading, pastTables } from './past-tables.ts'
import type { PoolKey } from './pool-key.ts'
import { addedUp, type DateSpan, isItsChannels, wholeOrDivided } from './reported-days.ts'

/** What was really spent for a cell on one local day. */
export interface CellSpend {
  cellId: string
  date: string
  spendMinor: number
}

/**
 * Reported spend of the pool's cells in a span of days, in the pool's currency. A report counts for the one cell, of
 * whatever pool, that had the place on that day; for another cell of that place the day is known too, and 0. What was
 * reported for a whole place that no undivided cell ever had says nothing of any cell's day. `cellIds`: only these.
 */
export async function listSpendOfPool(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { from, before }: DateSpan,
  { cellIds, tables = pastTables }: PastReading = {},
): Promise<CellSpend[]> {
  if (tables === pastTables && !(await hasActuals(trx, pool.orgId))) return []
  const wanted = ofCells(cellIds)
  const { rows } = await sql<CellSpend>`
    with holdings as materialized (${wholeOrDivided(pool, tables, cellIds)}), reports as (
      select h.cell_id, a.date, a.spend_minor, a.is_its, a.is_there
        from holdings h
       cross join lateral (
         select a.date, a.spend_minor,
                a.channel = h.channel and a.date >= h.first_date and (h.next_date is null or a.date < h.next_date) as is_its,
                a.date >= h.own_first_date and (h.own_next_date is null or a.date < h.own_next_date)
                  and (a.channel = h.channel or h.was_whole) as is_there
           from ${tables.actuals} a
          where a.org_id = ${pool.orgId} and a.location_id = h.location_id and a.service_line = h.service_line
            and a.channel in (h.channel, '') and a.currency = h.currency and a.date >= ${from} and a.date < ${before}
            and ${isItsChannels(pool.orgId, 'h', 'a', tables)} offset 0) a
       where h.pool_id = ${pool.poolId} ${wanted}
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
 * What each cell's ads brought in a span of days; only days whose bookings were reported count. Cells without any are
 * left out. What is learned stays with the place: of several cells that had it the last one has all of it. `cellIds`:
 * only these. The days of a holding are added up first, in one look-up of the index (an aggregate in a `lateral` keeps
 * it so), and the sum is looked up once for the cell that has the place. So there is as much work as there are days,
 * however large PostgreSQL believes a table to be: new pools are not analyzed, and it would take 10,000 cells for one
 * and compare each day with every cell.
 */
export async function sumResultsOfPool(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { from, before }: DateSpan,
  { cellIds, tables = pastTables }: PastReading = {},
): Promise<CellResults[]> {
  const { orgId, poolId } = pool
  if (tables === pastTables && !(await hasActuals(trx, orgId))) return []
  const wanted = ofCells(cellIds)
  const { rows } = await sql<CellResults>`
    with holdings as materialized (${wholeOrDivided(pool, tables, cellIds)}), sums as (
      select h.cell_id, h.location_id, h.service_line, h.channel, a.bookings, a.spend_minor, a.days
        from holdings h
       cross join lateral (
         select sum(a.bookings) as bookings, sum(a.spend_minor) as spend_minor, count(*) filter (where a.spend_minor > 0) as days
           from ${tables.actuals} a
          where a.org_id = ${orgId} and a.location_id = h.location_id and a.service_line = h.service_line
            and a.channel = h.channel and a.currency = h.currency and a.date >= ${from} and a.date < ${before}
            and a.bookings is not null and ${isItsChannels(orgId, 'h', 'a', tables)}) a
       where h.pool_id = ${poolId} and h.next_date is null and a.bookings is not null ${wanted}
       union all
      select h.cell_id, h.location_id, h.service_line, '', sum(h.bookings), sum(h.spend_minor), count(*) filter (where h.spend_minor > 0)
        from (${addedUp(pool, { from, before }, { tables, of: ['bookings'] })}) h
       where h.cell_channel = '' and h.next_date is null and h.bookings is not null ${wanted}
       group by h.cell_id, h.location_id, h.service_line)
    select c.id as "cellId", sum(s.bookings)::float8 as bookings, sum(s.spend_minor)::float8 as "spendMinor",
           sum(s.days)::integer as days
      from sums s
     cross join lateral (
       select c.id from ${tables.cells} c
        where c.org_id = ${orgId} and c.pool_id = ${poolId} and c.id = s.cell_id
          and c.location_id = s.location_id and c.service_line = s.service_line and c.channel = s.channel offset 0) c
     group by c.id`.execute(trx)
  return rows
}

function ofCells(cellIds: readonly string[] | undefined): RawBuilder<unknown> {
  return cellIds === undefined ? sql`` : sql`and h.cell_id = any(${[...cellIds]}::text[])`
}

/**
 * Whether the organization ever reported what was spent or booked. To plan the statements above takes PostgreSQL some
 * milliseconds, to know that they would find nothing a tenth of one.
 */
async function hasActuals(trx: DatabaseTransaction, orgId: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select exists (select from actuals where org_id = ${orgId}) as found`.execute(trx)
  return rows[0]?.found === true
}
