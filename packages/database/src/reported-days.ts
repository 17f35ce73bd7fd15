import { type RawBuilder, sql } from 'kysely'
import { holdingsAround } from './cell-places.ts'
import { type PastTables, pastTables } from './past-tables.ts'
import type { PoolKey } from './pool-key.ts'

/** What a day may report beside its spend; each is unknown where nobody said it. */
export const reportedFigures = [
  'leads',
  'bookings',
  'kept_visits',
  'revenue_minor',
  'matched_revenue_minor',
  'incremental_revenue_minor',
] as const
export type ReportedFigure = (typeof reportedFigures)[number]

export interface DateSpan {
  /** First date. */
  from: string
  /** First date after it. */
  before: string
}

/**
 * What was reported is of a place × channel × day; what counts for a cell that has all channels of its place may have
 * been reported by channel. There a report without a channel is the total of its day, whoever sent it, and nothing is
 * added to it. Without one the channels are added up, and a figure that one of them leaves out is unknown. Money of the
 * day, pacing, learning and reports all go by this. `holdings` of a `with`: as `holdingsAround`, and whether anybody
 * ever had the place undivided or by channel.
 */
export function wholeOrDivided(
  pool: PoolKey,
  tables: PastTables = pastTables,
  cellIds?: readonly string[],
): RawBuilder<unknown> {
  const everHeld = (which: RawBuilder<unknown>) => sql`exists (
    select from ${tables.places} e join pools p on p.org_id = e.org_id and p.id = e.pool_id
     where e.org_id = ${pool.orgId} and e.location_id = h.location_id and e.service_line = h.service_line
       and p.currency = h.currency and e.channel ${which})`
  return sql`select h.*, ${everHeld(sql`= ''`)} as was_whole, ${everHeld(sql`<> ''`)} as was_divided
               from (${holdingsAround(pool, tables, cellIds)}) h`
}

/**
 * Days of places that were reported by channel and count for the cell that has or had the place undivided, added up as
 * if they had been reported for the whole place: a query of cell, holding and day with the sums, for each of `holdings`
 * that had the place. Each holding looks its days up in the index, however large PostgreSQL believes the tables to be.
 */
export function addedUp(
  { orgId, poolId }: PoolKey,
  { from, before }: DateSpan,
  { tables = pastTables, of = [] }: { tables?: PastTables; of?: readonly ReportedFigure[] } = {},
): RawBuilder<unknown> {
  return sql`
    select h.cell_id, h.location_id, h.service_line, h.channel as cell_channel, h.currency, h.first_date, h.next_date, h.own_first_date,
           h.own_next_date, a.*
      from holdings h
     cross join lateral (
       select a.date, sum(a.spend_minor)::bigint as spend_minor ${sql.join(of.map(sumOf), sql``)}
         from ${tables.actuals} a
        where a.org_id = ${orgId} and a.location_id = h.location_id and a.service_line = h.service_line
          and a.channel <> '' and a.currency = h.currency and a.date >= ${from} and a.date < ${before}
          and (not h.was_divided or (${holderOf(orgId, sql`a`, tables)}) = '') and not ${hasTotal(sql`a`, tables)}
        group by a.date) a
     where h.pool_id = ${poolId} and h.was_whole`
}

/** Whether a row by channel counts for nobody who has the whole place: those that do are in `addedUp`. */
export function isItsChannels(
  orgId: string,
  holding: string,
  row: string,
  tables: PastTables = pastTables,
): RawBuilder<boolean> {
  const [h, a] = [sql.ref(holding), sql.ref(row)]
  return sql`(${a}.channel = '' or not ${h}.was_whole or (${h}.was_divided and (${holderOf(orgId, a, tables)}) <> ''))`
}

/** Whether a row by channel counts for a cell that has the whole place, where a total was reported as well. */
export function isInTotal(orgId: string, row: string, tables: PastTables = pastTables): RawBuilder<boolean> {
  const a = sql.ref(row)
  return sql`(${a}.channel <> '' and ${hasTotal(a, tables)} and coalesce((${holderOf(orgId, a, tables)}), 'none') = '')`
}

function hasTotal(row: RawBuilder<unknown>, tables: PastTables): RawBuilder<boolean> {
  return sql`exists (
    select from ${tables.actuals} t
     where t.org_id = ${row}.org_id and t.location_id = ${row}.location_id and t.service_line = ${row}.service_line and t.channel = ''
       and t.date = ${row}.date and t.currency = ${row}.currency)`
}

/** Unknown where one of the channels does not say it. */
function sumOf(name: ReportedFigure): RawBuilder<unknown> {
  const column = sql`a.${sql.ref(name)}`
  return sql`, case when count(${column}) = count(*) then sum(${column})::bigint end as ${sql.ref(name)}`
}

/** The same of one day alone, of rows of one place, day and currency that all count for one cell. */
export function spendOfDay(row: string): RawBuilder<number> {
  const [channel, spend] = [sql.ref(`${row}.channel`), sql.ref(`${row}.spend_minor`)]
  return sql`coalesce(max(${spend}) filter (where ${channel} = ''), sum(${spend})::bigint)`
}

/**
 * The channel of the cell that a row reported by channel counts for: that of its channel which still has it at the
 * day's end, else the last that began by then, of its channel or undivided; before the first of them, that one.
 */
function holderOf(orgId: string, row: RawBuilder<unknown>, tables: PastTables): RawBuilder<string> {
  return sql`
    select e.channel
      from ${tables.places} e
      join pools p on p.org_id = e.org_id and p.id = e.pool_id and p.currency = ${row}.currency
      join locations l on l.org_id = e.org_id and l.id = e.location_id
     cross join lateral (
       select (e.held_from at time zone l.time_zone)::date as begins, (e.held_until at time zone l.time_zone)::date as ends) d
     where e.org_id = ${orgId} and e.location_id = ${row}.location_id and e.service_line = ${row}.service_line
       and e.channel in (${row}.channel, '')
     order by d.begins <= ${row}.date desc,
              d.begins <= ${row}.date and e.channel <> '' and (d.ends is null or d.ends > ${row}.date) desc,
              case when d.begins <= ${row}.date then e.held_from end desc nulls last, e.held_from, e.channel desc
     limit 1`
}
