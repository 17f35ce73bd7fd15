import { type RawBuilder, sql } from 'kysely'
import type { DatabaseTransaction } from '../connect.ts'
import {
  addedUp,
  isInTotal,
  isItsChannels,
  type ReportedFigure,
  reportedFigures,
  wholeOrDivided,
} from '../reported-days.ts'
import { type GroupedRow, groupColumns, inScope, periodOf, type ReportGrouping, type ReportScope } from './scope.ts'

/**
 * Sums of what was reported. Beside each figure the spend of the days that reported it: a day without a report of leads
 * is not a day without leads. Null: no day of the row reported it.
 */
export interface PerformanceSums extends GroupedRow {
  currency: string
  lastDate: string
  /** The first day the group ever reported. */
  firstReportedDate: string
  daysReported: number
  spendMinor: number
  leads: number | null
  spendWithLeadsMinor: number
  bookings: number | null
  spendWithBookingsMinor: number
  keptVisits: number | null
  spendWithKeptVisitsMinor: number
  /** Sums over days that reported both of a pair. */
  leadsWithBookings: number
  bookingsWithLeads: number
  leadsWithKeptVisits: number
  keptVisitsWithLeads: number
  bookingsWithKeptVisits: number
  keptVisitsWithBookings: number
  revenueMinor: number | null
  spendWithRevenueMinor: number
  matchedRevenueMinor: number | null
  spendWithMatchedRevenueMinor: number
  incrementalRevenueMinor: number | null
  spendWithIncrementalRevenueMinor: number
}

/**
 * Sums of reported days by group, interval and currency; groups without a report are left out. In order of all four,
 * the first `limit`. The first day a group ever reported is put beside its sums by sorting, not by a join: PostgreSQL
 * would compare each row with each group where it takes a table for small.
 */
export async function sumPerformance(
  trx: DatabaseTransaction,
  scope: ReportScope,
  { by, interval }: ReportGrouping,
  limit: number,
): Promise<PerformanceSums[]> {
  const group = groupColumns(by, 'a')
  const { rows } = await sql<PerformanceSums>`
    with ${daysOfScope(scope)}, both_kinds as (
      select *, null::date as first_date from days
      union all
      select ${group.location}, ${group.line}, null, a.currency, null, ${sql.join(reportedFigures.map(() => sql`null`))}, min(a.date)
        from actuals a where a.org_id = ${scope.orgId} and ${inScope(scope, 'a')} group by 1, 2, a.currency
    ), sums as (
    select case when a.date is not null then ${periodOf(scope, interval, sql`a.date`)} end as period,
           ${group.location} as "locationId", ${group.line} as "serviceLine", a.currency, min(a.first_date) as first_date,
           max(a.date) as "lastDate", count(a.date)::integer as "daysReported",
           sum(a.spend_minor)::float8 as "spendMinor",
           ${known('leads')} as leads, ${spendWith('leads')} as "spendWithLeadsMinor",
           ${known('bookings')} as bookings, ${spendWith('bookings')} as "spendWithBookingsMinor",
           ${known('kept_visits')} as "keptVisits", ${spendWith('kept_visits')} as "spendWithKeptVisitsMinor",
           ${ofDaysWith('leads', 'bookings')} as "leadsWithBookings",
           ${ofDaysWith('bookings', 'leads')} as "bookingsWithLeads",
           ${ofDaysWith('leads', 'kept_visits')} as "leadsWithKeptVisits",
           ${ofDaysWith('kept_visits', 'leads')} as "keptVisitsWithLeads",
           ${ofDaysWith('bookings', 'kept_visits')} as "bookingsWithKeptVisits",
           ${ofDaysWith('kept_visits', 'bookings')} as "keptVisitsWithBookings",
           ${known('revenue_minor')} as "revenueMinor", ${spendWith('revenue_minor')} as "spendWithRevenueMinor",
           ${known('matched_revenue_minor')} as "matchedRevenueMinor",
           ${spendWith('matched_revenue_minor')} as "spendWithMatchedRevenueMinor",
           ${known('incremental_revenue_minor')} as "incrementalRevenueMinor",
           ${spendWith('incremental_revenue_minor')} as "spendWithIncrementalRevenueMinor"
      from both_kinds a group by 1, 2, 3, 4
    ), told as (
      select *, min(first_date) over (partition by "locationId", "serviceLine", currency) as "firstReportedDate" from sums)
    select * from told where period is not null order by period, "locationId", "serviceLine", currency limit ${limit}`.execute(
    trx,
  )
  return rows
}

/**
 * `days` of a `with`, one row for each place, day and currency or channel. For one pool: the days its cells had the
 * place, each day for one cell.
 */
function daysOfScope(scope: ReportScope): RawBuilder<unknown> {
  const { orgId, poolId, from, before } = scope
  const columns = sql.join(
    ['location_id', 'service_line', 'date', 'currency', 'spend_minor', ...reportedFigures].map((name) =>
      sql.ref(`a.${name}`),
    ),
  )
  const ofSpan = sql`a.org_id = ${orgId} and a.date >= ${from} and a.date < ${before} and ${inScope(scope, 'a')}`
  if (poolId === undefined)
    return sql`days as (select ${columns} from actuals a where ${ofSpan} and not ${isInTotal(orgId, 'a')})`
  const pool = { orgId, poolId }
  return sql`
    holdings as materialized (${wholeOrDivided(pool)}), days as (
      select ${columns}
        from holdings h
       cross join lateral (
         select a.* from actuals a
          where ${ofSpan} and h.location_id = a.location_id and h.service_line = a.service_line
            and h.channel = a.channel and h.currency = a.currency and a.date >= h.first_date
            and (h.next_date is null or a.date < h.next_date) and ${isItsChannels(orgId, 'h', 'a')} offset 0) a
       where h.pool_id = ${poolId}
       union all
      select ${columns} from (${addedUp(pool, scope, { of: reportedFigures })}) a
       where a.cell_channel = '' and a.date >= a.first_date and (a.next_date is null or a.date < a.next_date) and ${inScope(scope, 'a')})`
}

function known(figure: ReportedFigure): RawBuilder<number | null> {
  return sql`sum(a.${sql.ref(figure)})::float8`
}

function spendWith(figure: ReportedFigure): RawBuilder<number> {
  return sql`coalesce(sum(a.spend_minor) filter (where a.${sql.ref(figure)} is not null), 0)::float8`
}

function ofDaysWith(figure: ReportedFigure, other: ReportedFigure): RawBuilder<number> {
  return sql`coalesce(sum(a.${sql.ref(figure)}) filter (where a.${sql.ref(other)} is not null), 0)::float8`
}
