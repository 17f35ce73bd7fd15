import { sql } from 'kysely'
import type { DatabaseTransaction } from '../connect.ts'
import { addedUp, isItsChannels, wholeOrDivided } from '../reported-days.ts'
import { type GroupedRow, groupColumns, inScope, type ReportGrouping, type ReportScope, spansOf } from './scope.ts'

export interface WastedSums extends GroupedRow {
  currency: string
  /** All reported spend of the group's cells in the span. */
  spendMinor: number
  /** Of it, by the share of each day, as far as it is over, that a cell was gated; and the same by what gated it. */
  wastedMinor: number
  wastedByCause: { notAcceptingMinor: number; noHeadroomMinor: number; waitMinor: number }
}

/** Spend of one pool that was reported for days on which its cell was gated, by group and interval. */
export async function sumWastedSpend(
  trx: DatabaseTransaction,
  scope: ReportScope & { poolId: string },
  { by, interval }: ReportGrouping,
): Promise<WastedSums[]> {
  const { orgId, poolId, from, before } = scope
  const pool = { orgId, poolId }
  const group = groupColumns(by, 'd')
  const { rows } = await sql<WastedSums>`
    with holdings as materialized (${wholeOrDivided(pool)}), gates as materialized (
      select cell_id, gate, cause, effective_at as starts_at,
             coalesce(lead(effective_at) over (partition by cell_id order by plan_number), 'infinity') as ends_at
        from gate_history where org_id = ${orgId} and pool_id = ${poolId}
    ), reported as (
      select h.cell_id, a.location_id, a.service_line, a.date, a.currency, a.spend_minor
        from actuals a
        join holdings h on h.pool_id = ${poolId} and h.location_id = a.location_id and h.service_line = a.service_line
         and h.channel = a.channel and h.currency = a.currency and a.date >= h.first_date
         and (h.next_date is null or a.date < h.next_date) and ${isItsChannels(orgId, 'h', 'a')}
       where a.org_id = ${orgId} and a.date >= ${from} and a.date < ${before}
       union all
      select a.cell_id, a.location_id, a.service_line, a.date, a.currency, a.spend_minor
        from (${addedUp(pool, scope)}) a
       where a.cell_channel = '' and a.date >= a.first_date and (a.next_date is null or a.date < a.next_date)
    ), days as (
      select a.*, a.date::timestamp at time zone l.time_zone as starts_at,
             least((a.date + 1)::timestamp at time zone l.time_zone, now()) as ends_at
        from reported a
        join locations l on l.org_id = ${orgId} and l.id = a.location_id
       where ${inScope(scope, 'a')}
    ), shares as (
      select d.cell_id, d.date, g.cause,
             sum(extract(epoch from least(d.ends_at, g.ends_at) - greatest(d.starts_at, g.starts_at))
                 / extract(epoch from d.ends_at - d.starts_at))::float8 as share
        from (select distinct cell_id, date, starts_at, ends_at from days where starts_at < ends_at) d
        join gates g on g.cell_id = d.cell_id and g.gate = 'gated' and g.starts_at < d.ends_at and g.ends_at > d.starts_at
       group by 1, 2, 3
    ), wasted as (
      select d.*, s.cause, coalesce(s.share, 0) * d.spend_minor as minor,
             row_number() over (partition by d.cell_id, d.date, d.location_id, d.service_line, d.currency) = 1 as is_first
        from days d left join shares s on s.cell_id = d.cell_id and s.date = d.date
    ), spans as (${spansOf(scope, interval)})
    select s.starts as period, ${group.location} as "locationId", ${group.line} as "serviceLine", d.currency,
           sum(d.spend_minor) filter (where d.is_first)::float8 as "spendMinor", sum(d.minor)::float8 as "wastedMinor",
           jsonb_build_object(
             'notAcceptingMinor', coalesce(sum(d.minor) filter (where d.cause = 'not_accepting'), 0),
             'noHeadroomMinor', coalesce(sum(d.minor) filter (where d.cause = 'no_headroom'), 0),
             'waitMinor', coalesce(sum(d.minor) filter (where d.cause = 'wait_gate'), 0)) as "wastedByCause"
      from wasted d join spans s on d.date >= s.starts and d.date < s.ends
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(trx)
  return rows
}
