import { type RawBuilder, sql } from 'kysely'
import type { PastState } from './log-as-of.ts'
import { newestOrder } from './newest.ts'
import type { PoolKey } from './pool-key.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** What references, results and spent money are read from; each something to select from, with the columns of its table. */
export interface PastTables {
  /** What was reported as spent and booked. */
  actuals: RawBuilder<unknown>
  /** What tools reported as really set. */
  applied: RawBuilder<unknown>
  /** What was in force, since when. */
  budgets: RawBuilder<unknown>
  /** Which cell had which place, since when. */
  places: RawBuilder<unknown>
  cells: RawBuilder<unknown>
}

/** Which of it: the cells' past as it is, of all of them, unless something is given. */
export interface PastReading {
  cellIds?: readonly string[] | undefined
  tables?: PastTables | undefined
}

/** As they are now. */
export const pastTables: PastTables = {
  actuals: sql`actuals`,
  applied: sql`applied_budgets`,
  budgets: sql`budget_history`,
  places: sql`cell_places`,
  cells: sql`cells`,
}

/** A cell as an input had it. */
export interface CellThen {
  id: string
  locationId: string
  serviceLine: string
  /** '': its place is not divided by channel. */
  channel: string
}

export interface Then extends PastState {
  cells: readonly CellThen[]
  /** The log of events holds everything received since; null: all there ever was. */
  logSince: string | null
}

/**
 * As they were when the pool was at a revision, made of what only grows: results of the log of events (`listObservationsAsOf`
 * says which count), reports of applied of those and what they corrected, amounts in force of their history. Cells are those
 * given.
 */
export function pastTablesAsOf(pool: PoolKey, then: Then): PastTables {
  return {
    actuals: actualsAsOf(pool, then),
    applied: appliedAsOf(pool, then),
    budgets: sql`(select * from budget_history where org_id = ${pool.orgId} and effective_at < ${then.asOf}::timestamptz)`,
    places: sql`(
      select org_id, pool_id, cell_id, location_id, service_line, channel, held_from,
             case when held_until < ${then.asOf}::timestamptz then held_until end as held_until
        from cell_places where org_id = ${pool.orgId} and held_from <= ${then.asOf}::timestamptz)`,
    cells: cellsOf(pool, then),
  }
}

function cellsOf({ orgId, poolId }: PoolKey, { cells }: Then): RawBuilder<unknown> {
  const given = rowsAsColumns(cells, { id: 'text', locationId: 'text', serviceLine: 'text', channel: 'text' })
  return sql`(select ${orgId}::text as org_id, ${poolId}::text as pool_id, id, "locationId" as location_id,
                     "serviceLine" as service_line, channel from ${given})`
}

/**
 * Per place, channel, day and currency the report that counted. Where the beginning of the log was dropped, what is kept as
 * the newest and is not in the log is from before it, and takes part.
 */
function actualsAsOf({ orgId, poolId }: PoolKey, { revision, asOf, logSince }: Then): RawBuilder<unknown> {
  const isOfPool = (location: RawBuilder<unknown>) =>
    sql`${location} in (select location_id from cell_places where org_id = ${orgId} and pool_id = ${poolId})`
  const stamps = sql`select from event_pools s where s.org_id = e.org_id and s.pool_id = ${poolId}
    and s.source = e.source and s.event_id = e.event_id`
  const logged = sql`
    select e.org_id, e.location_id, e.service_line, coalesce(e.body->'data'->>'channel', '') as channel,
           (e.body->'data'->>'date')::date as date, e.body->'data'->>'currency' as currency,
           (e.body->'data'->>'spendMinor')::bigint as spend_minor, (e.body->'data'->>'bookings')::integer as bookings,
           e.observed_at, e.recorded_at, e.sequence, e.body_sha256
      from events e
     where e.org_id = ${orgId} and e.type = 'sluice.actuals.observed.v1' and ${isOfPool(sql`e.location_id`)}
       and (exists (${stamps} and s.revision <= ${revision})
            or (e.received_at <= ${asOf}::timestamptz and not exists (${stamps})))`
  const older = sql`
    select a.org_id, a.location_id, a.service_line, a.channel, a.date, a.currency, a.spend_minor, a.bookings,
           a.observed_at, a.recorded_at, a.sequence, a.body_sha256
      from actuals a
     where ${logSince !== null} and a.org_id = ${orgId} and ${isOfPool(sql`a.location_id`)}
       and not exists (select from events e
                        where e.org_id = a.org_id and e.location_id = a.location_id and e.service_line = a.service_line
                          and e.type = 'sluice.actuals.observed.v1' and e.body_sha256 = a.body_sha256)`
  return sql`(
    select distinct on (location_id, service_line, channel, date, currency) *
      from (${logged} union all ${older}) reports
     order by location_id, service_line, channel, date, currency, ${newestOrder('reports')} desc)`
}

/**
 * For each cell and moment the report that counted. Other pools count revisions of their own, so there the clock
 * decides.
 */
function appliedAsOf({ orgId, poolId }: PoolKey, { revision, asOf }: Then): RawBuilder<unknown> {
  const columns = sql`org_id, pool_id, cell_id, applied_at, daily_budget_minor, plan_number, revision, reported_at`
  return sql`(
    select distinct on (pool_id, cell_id, applied_at) *
      from (select ${columns} from applied_budgets where org_id = ${orgId} union all
            select ${columns} from replaced_applied_budgets where org_id = ${orgId}) said
     where case when pool_id = ${poolId} and revision is not null then revision <= ${revision}
                else reported_at <= ${asOf}::timestamptz end
     order by pool_id, cell_id, applied_at, reported_at desc)`
}
