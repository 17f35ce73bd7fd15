import { sql } from 'kysely'
import type { DatabaseTransaction } from '../connect.ts'
import { type GroupedRow, groupColumns, inScope, type ReportGrouping, type ReportScope, spansWithin } from './scope.ts'

/** Sums over the days of a group, each place's day counting once. Before the first plan nothing is known. */
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
 * When the last cell of the pool that had the place by that date lost it, or its pool was archived; null: one has it,
 * or none is known.
 */
const goneOn = sql`(
  select nullif(max(coalesce(h.held_until, 'infinity')), 'infinity') at time zone max(l.time_zone)
    from cell_places h join locations l on l.org_id = h.org_id and l.id = h.location_id
   where h.org_id = d.org_id and h.pool_id = d.pool_id and h.location_id = d.location_id and h.service_line = d.service_line
     and (h.held_from at time zone l.time_zone)::date <= d.date)::date`

/**
 * How full places were and what stood idle, by group, interval and currency of the pool. A span that reaches beyond
 * yesterday would take today's state for that of days to come: end it there. The first `limit` rows.
 */
export async function sumCapacity(
  trx: DatabaseTransaction,
  scope: ReportScope,
  { by, interval }: ReportGrouping,
  limit: number,
): Promise<CapacitySums[]> {
  const group = groupColumns(by, 'd')
  const { rows } = await sql<CapacitySums>`
    with known as (
      select d.*, p.currency,
             coalesce(lead(d.date) over (partition by d.pool_id, d.location_id, d.service_line order by d.date),
                      ${scope.before}::date) as next_date
        from place_days d join pools p on p.org_id = d.org_id and p.id = d.pool_id
       where d.org_id = ${scope.orgId} and d.date < ${scope.before} and ${inScope(scope, 'd')}
         and (${scope.poolId ?? null}::text is null or d.pool_id = ${scope.poolId ?? null})
    ), standing as (
      -- A day without a row is as the one before, until no cell of the pool has the place any more.
      select d.*, case when d.next_date = d.date + 1 then d.next_date
                       else least(d.next_date, coalesce(${goneOn}, 'infinity')) end as until
        from known d where d.next_date > ${scope.from}
    ), weighed as (
      select d.*, s.starts as period, greatest(d.date, s.starts) as first_day, least(d.until, s.ends) as day_after,
             least(d.until, s.ends) - greatest(d.date, s.starts) as days
        from standing d
       cross join lateral (${spansWithin(scope, interval, { first: sql`d.date`, last: sql`d.until - 1` })}) s
       where d.until > d.date)
    select d.period, ${group.location} as "locationId", ${group.line} as "serviceLine", d.currency,
           (max(day_after) - min(first_day))::float8 as days,
           coalesce(sum(days * slots_total) filter (where slots_total > 0), 0)::float8 as "slotsTotal",
           coalesce(sum(days * slots_open) filter (where slots_total > 0), 0)::float8 as "slotsOpen",
           coalesce(sum(days) filter (where idle_openings_per_day is not null), 0)::float8 as "idleDays",
           coalesce(sum(days * idle_openings_per_day), 0)::float8 as "idleOpenings",
           coalesce(sum(days * idle_value_minor_per_day), 0)::float8 as "idleValueMinor"
      from weighed d where days > 0
     group by 1, 2, 3, 4 order by 1, 2, 3, 4 limit ${limit}`.execute(trx)
  return rows
}
