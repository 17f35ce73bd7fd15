import { type RawBuilder, sql } from 'kysely'
import { holdingsAround } from '../cell-places.ts'
import type { DatabaseTransaction } from '../connect.ts'
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
    with reported as (${reportedDays(scope)}), spans as (${spansOf(scope, interval)}), first_days as (
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
      from reported a
      join spans s on a.date >= s.starts and a.date < s.ends
      join first_days f on f.currency = a.currency and f.location_id is not distinct from ${group.location}
       and f.service_line is not distinct from ${group.line}
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(trx)
  return rows
}

/** One row a place, channel, day and currency. Of one pool: the days its cells had the place, each day for one cell. */
function reportedDays(scope: ReportScope): RawBuilder<unknown> {
  const { orgId, poolId, from, before } = scope
  const ofSpan = sql`a.org_id = ${orgId} and a.date >= ${from} and a.date < ${before} and ${inScope(scope, 'a')}`
  if (poolId === undefined) return sql`select a.* from actuals a where ${ofSpan}`
  return sql`
    select a.* from actuals a
     where ${ofSpan} and exists (
       select from (${holdingsAround({ orgId, poolId })}) h
        where h.pool_id = ${poolId} and h.location_id = a.location_id and h.service_line = a.service_line
          and h.channel = a.channel and h.currency = a.currency and a.date >= h.first_date
          and (h.next_date is null or a.date < h.next_date))`
}

type Figure =
  | 'leads'
  | 'bookings'
  | 'kept_visits'
  | 'revenue_minor'
  | 'matched_revenue_minor'
  | 'incremental_revenue_minor'

function known(figure: Figure): RawBuilder<number | null> {
  return sql`sum(a.${sql.ref(figure)})::float8`
}

function spendWith(figure: Figure): RawBuilder<number> {
  return sql`coalesce(sum(a.spend_minor) filter (where a.${sql.ref(figure)} is not null), 0)::float8`
}

function ofDaysWith(figure: Figure, other: Figure): RawBuilder<number> {
  return sql`coalesce(sum(a.${sql.ref(figure)}) filter (where a.${sql.ref(other)} is not null), 0)::float8`
}
