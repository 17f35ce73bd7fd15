import { type RawBuilder, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { mostBaselines, mostOfPlaces } from './implausible-spend.ts'
import type { PlaceKey } from './place-pools.ts'
import type { PoolKey } from './pool-key.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** A day of a place on which more is reported as spent than can be. */
export interface ImplausibleDay {
  locationId: string
  serviceLine: string
  date: string
  spendMinor: number
  /** What it can have been at most. */
  mostMinor: number
}

export interface DaysToWeigh {
  /** Cells of the pool, written already. */
  cellIds: readonly string[]
  /** First date that is looked at. */
  from: string
  /**
   * For cells that were there before: first date that counted already. Null: they came now, and no day of theirs did.
   */
  until: string | null
  /** The pool was archived then, and is put again; null: it was in force, or is new. */
  archivedAt: Date | null
}

/** Places of which it is read at once what they can have spent. */
const placesAtOnce = 50
/** At most so many days are named: a wrong unit is wrong in all of them. */
const mostTold = 20

/**
 * Days that come to count in the pool's money because these cells came to their places, or because its periods reach
 * further back, and on which more was reported, and not confirmed, than ingestion takes. Nobody weighed them when they
 * were reported: no pool in force had the place. All days of a place × channel that no cell ever had; else those since
 * the pool was archived or the cell came, since older days count for the cell that had it then. For a cell that was
 * there before only days from before it came: later ones were weighed as they were reported. Once twenty are found the
 * rest is not looked at; of a place those with the most.
 */
export async function listImplausibleDays(
  trx: DatabaseTransaction,
  pool: PoolKey,
  wanted: DaysToWeigh,
): Promise<ImplausibleDay[]> {
  if (wanted.cellIds.length === 0) return []
  const suspects = [...Map.groupBy(await listSuspectDays(trx, pool, wanted), nameOf).values()]
  const found: ImplausibleDay[] = []
  for (let at = 0; at < suspects.length && found.length < mostTold; at += placesAtOnce) {
    const part = suspects.slice(at, at + placesAtOnce)
    const mosts = await readMosts(
      trx,
      pool.orgId,
      part.flatMap((days) => days.slice(0, 1)),
    )
    for (const day of part.flat()) {
      const mostMinor = mosts.get(nameOf(day)) ?? 0
      if (mostMinor > 0 && day.spendMinor > mostMinor) found.push({ ...day, mostMinor })
    }
  }
  return found.slice(0, mostTold)
}

type SuspectDay = Omit<ImplausibleDay, 'mostMinor'> & { currency: string }

function nameOf({ locationId, serviceLine }: Pick<ImplausibleDay, 'locationId' | 'serviceLine'>): string {
  return JSON.stringify([locationId, serviceLine])
}

/**
 * Days of more than ten times the baselines of these cells alone, without anything else that their places can have
 * spent. Each cell and place looks up in an index what it needs, however large PostgreSQL believes new tables to be
 * (`offset 0` keeps it so).
 */
async function listSuspectDays(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { cellIds, from, until, archivedAt }: DaysToWeigh,
): Promise<SuspectDay[]> {
  const days = (channel: RawBuilder<unknown>) => sql`
    select a.date, a.channel, a.spend_minor, a.spend_confirmed from actuals a
     where a.org_id = ${orgId} and a.location_id = came.location_id and a.service_line = came.service_line
       and a.currency = came.currency and a.channel ${channel} and a.date >= greatest(came.first_date, ${from}::date) and a.date < came.end_date`
  const { rows } = await sql<SuspectDay>`
    with came as materialized (
      select c.location_id, c.service_line, p.currency, bool_or(c.channel = '') as is_whole,
             ${mostBaselines}::bigint * sum(c.baseline_daily_budget_minor) as own_minor,
             min(case when was.had then (least(h.held_from, ${archivedAt}::timestamptz) at time zone l.time_zone)::date
                      else '-infinity' end) as first_date,
             max(case when ${until}::date is null then 'infinity'
                      else least(${until}::date, (h.held_from at time zone l.time_zone)::date) end) as end_date
        from (select currency from pools where org_id = ${orgId} and id = ${poolId}) p
       cross join unnest(${[...cellIds]}::text[]) as x(id)
       cross join lateral (
         select c.* from cells c where c.org_id = ${orgId} and c.pool_id = ${poolId} and c.id = x.id offset 0) c
       cross join lateral (
         select l.time_zone from locations l where l.org_id = ${orgId} and l.id = c.location_id offset 0) l
       cross join lateral (
         select h.held_from from cell_places h
          where h.org_id = ${orgId} and h.pool_id = ${poolId} and h.cell_id = c.id and h.held_until is null offset 0) h
       cross join lateral (
         select exists (
           select from (
             select e.pool_id, e.channel, e.held_from from cell_places e
              where e.org_id = ${orgId} and e.location_id = c.location_id and e.service_line = c.service_line offset 0) e
             join pools o on o.org_id = ${orgId} and o.id = e.pool_id and o.currency = p.currency
            where (e.channel = c.channel or e.channel = '' or c.channel = '') and e.held_from < h.held_from) as had) was
       where c.removed_at is null and (${until}::date is null or not was.had)
       group by c.location_id, c.service_line, p.currency
    )
    select came.location_id as "locationId", came.service_line as "serviceLine", came.currency, spent.date,
           spent.minor::float8 as "spendMinor"
      from came
     cross join lateral (
       select sums.date, sums.minor
         from (select date, case when came.is_whole and bool_or(channel = '')
                                 then sum(spend_minor) filter (where channel = '' and not spend_confirmed)
                                 else sum(spend_minor) filter (where channel <> '' and not spend_confirmed) end as minor
                 from (${days(sql`= ''`)} union all ${days(sql`<> ''`)}) reports
                group by date) sums
        where sums.minor > came.own_minor
        order by sums.minor desc limit ${mostTold}) spent
     order by came.location_id, came.service_line, spent.date`.execute(trx)
  return rows
}

/** What each of these places can have spent on a day. */
async function readMosts(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly SuspectDay[],
): Promise<ReadonlyMap<string, number>> {
  const given = rowsAsColumns(places, { locationId: 'text', serviceLine: 'text', currency: 'text' })
  const { rows } = await sql<ImplausibleDay>`
    with given (location_id, service_line, currency) as (select * from ${given}),
    ${mostOfPlaces(orgId)}
    select location_id as "locationId", service_line as "serviceLine", most_minor::float8 as "mostMinor" from mosts`.execute(
    trx,
  )
  return new Map(rows.map((row) => [nameOf(row), row.mostMinor]))
}

/** Longer than it takes to store an event that has come. */
const storingSeconds = 60

/** Places of which spend was reported that an earlier look, begun at this moment, may not have seen. */
export async function listPlacesReportedSince(
  trx: DatabaseTransaction,
  orgId: string,
  begun: Date,
): Promise<PlaceKey[]> {
  const { rows } = await sql<PlaceKey>`
    select distinct location_id as "locationId", service_line as "serviceLine" from events
     where org_id = ${orgId} and received_at > ${begun}::timestamptz - make_interval(secs => ${storingSeconds}::integer)
       and type = 'sluice.actuals.observed.v1'`.execute(trx)
  return rows
}

/** The moment by the database's clock, and the date it then is in a time zone. */
export async function readClockIn(trx: DatabaseTransaction, timeZone: string): Promise<{ now: Date; today: string }> {
  const { rows } = await sql<{ now: Date; today: string }>`
    select now, (now at time zone ${timeZone})::date as today from (select clock_timestamp() as now offset 0) clock`.execute(
    trx,
  )
  const [row] = rows
  if (row === undefined) throw new Error('the clock does not answer')
  return row
}
