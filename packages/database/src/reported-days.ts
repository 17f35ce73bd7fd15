import { type RawBuilder, sql } from 'kysely'
import { type PastTables, pastTables } from './past-tables.ts'

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

export interface ReportedDaysScope {
  orgId: string
  /** Only days of places that this pool has or had; absent: of every place. */
  poolId?: string | undefined
  /** First date, and the first one after the last. */
  from: string
  before: string
}

/**
 * What was reported, a row a place, channel, day and currency, each for the one holding that it counts for: what was reported by channel
 * counts for a cell that has all channels as if it had been reported of the whole place. There a report without a channel is the total of
 * its day, whoever said it, and nothing is added to it; else the channels are added up, and a figure that one of them does not say is
 * unknown.
 *
 * The parts of a `with`: `reported` has the rows, `whole_places` the places × currencies that an undivided cell has or had.
 * Everything that adds reports up goes by these: money of the day, pacing, learning, reports.
 */
export function reportedDays(
  { orgId, poolId, from, before }: ReportedDaysScope,
  { tables = pastTables, of = [] }: { tables?: PastTables; of?: readonly ReportedFigure[] } = {},
): RawBuilder<unknown> {
  const ofPool =
    poolId === undefined
      ? sql``
      : sql`and (h.location_id, h.service_line) in (
          select location_id, service_line from ${tables.places} held where org_id = ${orgId} and pool_id = ${poolId})`
  const columns = sql.join(['spend_minor', ...of].map((name) => sql.ref(name)))
  const sums = sql.join(of.map(sumOf), sql``)
  // A table is looked into where it is asked for; what has to be made of a log first is made once.
  const told = tables === pastTables ? sql`not materialized` : sql`materialized`
  return sql`
    told as ${told} (select * from ${tables.actuals} t where org_id = ${orgId} and date >= ${from} and date < ${before}),
    place_holdings as materialized (
      select h.location_id, h.service_line, h.channel, p.currency, h.held_from,
             (h.held_from at time zone l.time_zone)::date as begins, (h.held_until at time zone l.time_zone)::date as ends
        from ${tables.places} h
        join pools p on p.org_id = h.org_id and p.id = h.pool_id
        join locations l on l.org_id = h.org_id and l.id = h.location_id
       where h.org_id = ${orgId} ${ofPool}
    ), whole_places as materialized (
      select distinct location_id, service_line, currency from place_holdings where channel = ''
    ), by_channel as materialized (
      select a.location_id, a.service_line, a.channel, a.date, a.currency, ${columns}
        from whole_places w
        join told a on a.location_id = w.location_id and a.service_line = w.service_line and a.currency = w.currency and a.channel <> ''
       where (${holderOf(sql`a`)}) = ''
    ), reported as (
      select a.location_id, a.service_line, a.channel, a.date, a.currency, a.spend_minor ${sql.join(
        of.map((name) => sql`, a.${sql.ref(name)}`),
        sql``,
      )}
        from told a
       where (a.location_id, a.service_line, a.channel, a.date, a.currency)
             not in (select location_id, service_line, channel, date, currency from by_channel)
       union all
      select c.location_id, c.service_line, '', c.date, c.currency, sum(c.spend_minor)::bigint ${sums}
        from by_channel c
       where not exists (
         select from told a
          where a.location_id = c.location_id and a.service_line = c.service_line and a.channel = '' and a.date = c.date
            and a.currency = c.currency)
       group by c.location_id, c.service_line, c.date, c.currency)`
}

/** Unknown where one of the channels does not say it. */
function sumOf(name: ReportedFigure): RawBuilder<unknown> {
  const column = sql`c.${sql.ref(name)}`
  return sql`, case when count(${column}) = count(*) then sum(${column}) end`
}

/** The same of one day alone, of rows of one place, day and currency that all count for one cell. */
export function spendOfDay(row: string): RawBuilder<number> {
  const [channel, spend] = [sql.ref(`${row}.channel`), sql.ref(`${row}.spend_minor`)]
  return sql`coalesce(max(${spend}) filter (where ${channel} = ''), sum(${spend})::bigint)`
}

/**
 * The channel of the cell that a row reported by channel counts for: that of its channel which still has it at the day's end, else the
 * last that began by then, of its channel or undivided; before the first of them, that one.
 */
function holderOf(row: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select h.channel from place_holdings h
     where h.location_id = ${row}.location_id and h.service_line = ${row}.service_line and h.currency = ${row}.currency
       and h.channel in (${row}.channel, '')
     order by h.begins <= ${row}.date desc,
              h.begins <= ${row}.date and h.channel <> '' and (h.ends is null or h.ends > ${row}.date) desc,
              case when h.begins <= ${row}.date then h.held_from end desc nulls last, h.held_from, h.channel desc
     limit 1`
}
