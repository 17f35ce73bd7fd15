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
import { type GroupedRow, groupColumns, inScope, type ReportGrouping, type ReportScope, spansOf } from './scope.ts'

/**
 * Sums of what was reported. Beside each figure the spend of the days that reported it: a day that says nothing of leads is
 * no day without leads. Null: no day of the row reported it.
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
  /** Of days that reported both of a pair. */
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

/** Sums of reported days by group, interval and currency; groups without a report are left out. In order of all four. */
export async function sumPerformance(
  trx: DatabaseTransaction,
  scope: ReportScope,
  { by, interval }: ReportGrouping,
): Promise<PerformanceSums[]> {
  const group = groupColumns(by, 'a')
  const { rows } = await sql<PerformanceSums>`
    with ${daysOfScope(scope)}, spans as (${spansOf(scope, interval)}), first_days as (
      select ${group.location} as location_id, ${group.line} as service_line, a.currency, min(a.date) as date
        from actuals a where a.org_id = ${scope.orgId} and ${inScope(scope, 'a')} group by 1, 2, 3)
    select s.starts as period, ${group.location} as "locationId", ${group.line} as "serviceLine", a.currency,
           max(a.date) as "lastDate", min(f.date) as "firstReportedDate", count(*)::integer as "daysReported",
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
      from days a
      join spans s on a.date >= s.starts and a.date < s.ends
      join first_days f on f.currency = a.currency and f.location_id is not distinct from ${group.location}
       and f.service_line is not distinct from ${group.line}
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(trx)
  return rows
}

/** `days` of a `with`, one row a place, day and currency or channel. Of one pool: the days its cells had the place, each day for one cell. */
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
      select ${columns} from actuals a
       where ${ofSpan} and exists (
         select from holdings h
          where h.pool_id = ${poolId} and h.location_id = a.location_id and h.service_line = a.service_line
            and h.channel = a.channel and h.currency = a.currency and a.date >= h.first_date
            and (h.next_date is null or a.date < h.next_date) and ${isItsChannels(orgId, 'h', 'a')})
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
