import { sql } from 'kysely'
import type { DatabaseTransaction } from '../connect.ts'
import { type GroupedRow, groupColumns, inScope, type ReportGrouping, type ReportScope, spansOf } from './scope.ts'

/** Of the days of a group, each place's day counting once. Before the first plan nothing is known. */
export interface CapacitySums extends GroupedRow {
  currency: string
  /** Days of which anything is known. */
  days: number
  /** Visits in all and open ones, over the days of places where both are known. */
  slotsTotal: number
  slotsOpen: number
  /** Days of places whose idle openings are known, their openings a day added up, and what those were worth. */
  idleDays: number
  idleOpenings: number
  idleValueMinor: number
}

/**
 * How full places were and what stood idle, by group, interval and currency of the pool. A span that reaches beyond
 * yesterday would take today's state for that of days to come: end it there.
 */
export async function sumCapacity(
  trx: DatabaseTransaction,
  scope: ReportScope,
  { by, interval }: ReportGrouping,
): Promise<CapacitySums[]> {
  const group = groupColumns(by, 'd')
  const { rows } = await sql<CapacitySums>`
    with known as (
      select d.*, p.currency,
             lead(d.date) over (partition by d.pool_id, d.location_id, d.service_line order by d.date) as next_date
        from place_days d join pools p on p.org_id = d.org_id and p.id = d.pool_id
       where d.org_id = ${scope.orgId} and d.date < ${scope.before} and ${inScope(scope, 'd')}
         and (${scope.poolId ?? null}::text is null or d.pool_id = ${scope.poolId ?? null})
    ), spans as (${spansOf(scope, interval)}), weighed as (
      -- A day without a row is as the one before.
      select d.*, s.starts as period, greatest(d.date, s.starts) as first_day,
             least(coalesce(d.next_date, s.ends), s.ends) as day_after,
             least(coalesce(d.next_date, s.ends), s.ends) - greatest(d.date, s.starts) as days
        from known d join spans s on d.date < s.ends and (d.next_date is null or d.next_date > s.starts))
    select d.period, ${group.location} as "locationId", ${group.line} as "serviceLine", d.currency,
           (max(day_after) - min(first_day))::float8 as days,
           coalesce(sum(days * slots_total) filter (where slots_total > 0), 0)::float8 as "slotsTotal",
           coalesce(sum(days * slots_open) filter (where slots_total > 0), 0)::float8 as "slotsOpen",
           coalesce(sum(days) filter (where idle_openings_per_day is not null), 0)::float8 as "idleDays",
           coalesce(sum(days * idle_openings_per_day), 0)::float8 as "idleOpenings",
           coalesce(sum(days * idle_value_minor_per_day), 0)::float8 as "idleValueMinor"
      from weighed d where days > 0
     group by 1, 2, 3, 4 order by 1, 2, 3, 4`.execute(trx)
  return rows
}
