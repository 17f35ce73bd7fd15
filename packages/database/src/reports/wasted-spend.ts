import { type RawBuilder, sql } from 'kysely'
import type { DatabaseTransaction } from '../connect.ts'
import { addedUp, isItsChannels, wholeOrDivided } from '../reported-days.ts'
import { type GroupedRow, groupColumns, inScope, periodOf, type ReportGrouping, type ReportScope } from './scope.ts'

export interface WastedSums extends GroupedRow {
  currency: string
  /** All reported spend of the group's cells in the span. */
  spendMinor: number
  /**
   * The part of it, by the share of each day that is over, for which a cell was gated; and the same by what gated it.
   */
  wastedMinor: number
  wastedByCause: { notAcceptingMinor: number; noHeadroomMinor: number; waitMinor: number }
}

/**
 * Spend of one pool that was reported for days on which its cell was gated, by group and interval, the first `limit`
 * rows. Each holding and each cell looks up its own days and gates, and what belongs to one day is put side by side by
 * sorting: nothing is compared with everything, however large PostgreSQL believes the tables to be.
 */
export async function sumWastedSpend(
  trx: DatabaseTransaction,
  scope: ReportScope & { poolId: string },
  { by, interval }: ReportGrouping,
  limit: number,
): Promise<WastedSums[]> {
  const { orgId, poolId, from, before } = scope
  const pool = { orgId, poolId }
  const group = groupColumns(by, 'd')
  const { rows } = await sql<WastedSums>`
    with holdings as materialized (${wholeOrDivided(pool)}), reported as (
      select h.cell_id, a.*
        from holdings h
       cross join lateral (
         select a.location_id, a.service_line, a.date, a.currency, a.spend_minor
           from actuals a
          where a.org_id = ${orgId} and a.location_id = h.location_id and a.service_line = h.service_line
            and a.channel = h.channel and a.currency = h.currency and a.date >= ${from} and a.date < ${before}
            and a.date >= h.first_date and (h.next_date is null or a.date < h.next_date) and ${isItsChannels(orgId, 'h', 'a')}
          offset 0) a
       where h.pool_id = ${poolId}
       union all
      select a.cell_id, a.location_id, a.service_line, a.date, a.currency, a.spend_minor
        from (${addedUp(pool, scope)}) a
       where a.cell_channel = '' and a.date >= a.first_date and (a.next_date is null or a.date < a.next_date)
    ), shares as (
      -- Of each date on which a cell was gated, which share of it, as far as it is over, for which cause.
      select h.cell_id, h.location_id, d.date, g.cause,
             extract(epoch from least(d.ends_at, g.ends_at) - greatest(d.starts_at, g.starts_at))
               / extract(epoch from d.ends_at - d.starts_at) as share
        from (select distinct cell_id, location_id from holdings where pool_id = ${poolId}) h
        join locations l on l.org_id = ${orgId} and l.id = h.location_id
       cross join lateral (
         select gate, cause, effective_at as starts_at,
                coalesce(lead(effective_at) over (order by plan_number), 'infinity') as ends_at
           from gate_history where org_id = ${orgId} and pool_id = ${poolId} and cell_id = h.cell_id) g
       cross join lateral (
         select at::date as date, at at time zone l.time_zone as starts_at,
                least((at + interval '1 day') at time zone l.time_zone, now()) as ends_at
           from generate_series(greatest((g.starts_at at time zone l.time_zone)::date, ${from}::date)::timestamp,
                                least((least(g.ends_at, now()) at time zone l.time_zone)::date, ${before}::date - 1)::timestamp,
                                interval '1 day') as at) d
       where g.gate = 'gated' and d.starts_at < least(d.ends_at, g.ends_at) and greatest(d.starts_at, g.starts_at) < d.ends_at
    ), days as (
      select *, ${shareFor(sql`true`)} as gated, ${shareFor(sql`cause = 'not_accepting'`)} as not_accepting,
             ${shareFor(sql`cause = 'no_headroom'`)} as no_headroom, ${shareFor(sql`cause = 'wait_gate'`)} as wait_gate
        from (select *, null as cause, null::numeric as share from reported
              union all
              select cell_id, location_id, null, date, null, null, cause, share from shares) both_kinds
      window of_day as (partition by cell_id, location_id, date))
    select ${periodOf(scope, interval, sql`d.date`)} as period, ${group.location} as "locationId", ${group.line} as "serviceLine",
           d.currency, sum(d.spend_minor)::float8 as "spendMinor", sum(d.spend_minor * d.gated)::float8 as "wastedMinor",
           jsonb_build_object(
             'notAcceptingMinor', sum(d.spend_minor * d.not_accepting), 'noHeadroomMinor', sum(d.spend_minor * d.no_headroom),
             'waitMinor', sum(d.spend_minor * d.wait_gate)) as "wastedByCause"
      from days d where d.currency is not null and ${inScope(scope, 'd')}
     group by 1, 2, 3, 4 order by 1, 2, 3, 4 limit ${limit}`.execute(trx)
  return rows
}

/** What share of its day a cell was gated, for these causes: beside each row of `days`, of whatever kind. */
function shareFor(causes: RawBuilder<unknown>): RawBuilder<number> {
  return sql`coalesce(sum(share) filter (where ${causes}) over of_day, 0)::float8`
}
