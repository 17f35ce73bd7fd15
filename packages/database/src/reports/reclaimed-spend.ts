import { type RawBuilder, sql } from 'kysely'
import type { DatabaseTransaction } from '../connect.ts'
import type { PoolKey } from '../pool-key.ts'
import { type Interval, inScope, type ReportScope, spansWithin } from './scope.ts'

/** A stretch in which a cell was gated at one place, and what was taken from it within one interval of the report. */
export interface GateEpisode {
  /** First date of the interval, cut to the report's span. */
  period: string
  cellId: string
  locationId: string
  serviceLine: string
  /** The plan that gated it. */
  planNumber: number
  /** What it was gated for first. */
  cause: string | null
  startedAt: Date
  /** When its gate opened, or it left this place; null: still gated. */
  endedAt: Date | null
  /** Σ over its time in the interval of what the cell had before above what it then had. */
  reclaimedMinor: number
}

/**
 * The places the cells of a pool held, and from when until when: up to when they moved, were removed or their pool was archived.
 * What came before a cell's first place is its own too. `cellId`: of that cell alone.
 */
function heldPlaces({ orgId, poolId }: PoolKey, cellId?: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select cell_id, location_id, service_line,
           case when lag(held_from) over of_cell is null then '-infinity' else held_from end as starts_at,
           coalesce(held_until, 'infinity') as ends_at
      from cell_places where org_id = ${orgId} and pool_id = ${poolId} ${cellId === undefined ? sql`` : sql`and cell_id = ${cellId}`}
    window of_cell as (partition by cell_id order by held_from)`
}

/** The stretches of one pool that touch the span, a row an interval, with what each took from its cell. By cell and time. */
export async function listGateEpisodes(
  trx: DatabaseTransaction,
  scope: ReportScope & { poolId: string },
  interval: Interval,
): Promise<GateEpisode[]> {
  const { orgId, poolId } = scope
  const { rows } = await sql<GateEpisode>`
    with history as (
      select *, lag(gate) over (partition by cell_id order by plan_number) as gate_before
        from gate_history where org_id = ${orgId} and pool_id = ${poolId}
    ), gates as (
      -- A gate that stands for another cause is the same stretch.
      select cell_id, plan_number, gate, cause, effective_at as starts_at,
             lead(effective_at) over (partition by cell_id order by plan_number) as ends_at
        from history where gate is distinct from gate_before
    ), stays as (
      select g.*, h.location_id, h.service_line, l.time_zone, greatest(g.starts_at, h.starts_at) as began_at,
             least(g.ends_at, h.ends_at) as left_at
        from gates g
       cross join lateral (${heldPlaces(scope, sql`g.cell_id`)}) h
        join locations l on l.org_id = ${orgId} and l.id = h.location_id
       where g.gate = 'gated' and greatest(g.starts_at, h.starts_at) < least(g.ends_at, h.ends_at) and ${inScope(scope, 'h')}
    ), episodes as (
      select g.cell_id, g.plan_number, g.cause, g.location_id, g.service_line, g.time_zone, s.starts as period,
             g.began_at as starts_at, nullif(g.left_at, 'infinity') as ends_at,
             greatest(g.began_at, s.starts::timestamp at time zone g.time_zone) as span_starts_at,
             least(g.left_at, clock_timestamp(), s.ends::timestamp at time zone g.time_zone) as span_ends_at,
             (select b.daily_budget_minor from budget_history b
               where b.org_id = ${orgId} and b.pool_id = ${poolId} and b.cell_id = g.cell_id
                 and b.plan_number < g.plan_number order by b.plan_number desc, b.effective_number desc limit 1) as before_minor
        from stays g
       cross join lateral (${spansWithin(scope, interval, {
         first: sql`(g.began_at at time zone g.time_zone)::date`,
         last: sql`(least(g.left_at, clock_timestamp()) at time zone g.time_zone)::date`,
       })}) s)
    select e.period, e.cell_id as "cellId", e.location_id as "locationId", e.service_line as "serviceLine",
           e.plan_number as "planNumber", e.cause, e.starts_at as "startedAt", e.ends_at as "endedAt",
           coalesce(r.minor, 0)::float8 as "reclaimedMinor"
      from episodes e
     cross join lateral (
       -- Of each local day the share of that very day: where clocks change it has 23 or 25 hours.
       select sum(greatest(0, e.before_minor - b.daily_budget_minor)
                  * extract(epoch from least(b.ends_at, e.span_ends_at, d.ends_at) - greatest(b.starts_at, e.span_starts_at, d.starts_at))
                  / extract(epoch from d.ends_at - d.starts_at)) as minor
         from (select daily_budget_minor, effective_at as starts_at,
                      coalesce(lead(effective_at) over (order by plan_number, effective_number), 'infinity') as ends_at
                 from budget_history
                where org_id = ${orgId} and pool_id = ${poolId} and cell_id = e.cell_id) b
        cross join lateral (
          select at at time zone e.time_zone as starts_at, (at + interval '1 day') at time zone e.time_zone as ends_at
            from generate_series(date_trunc('day', greatest(b.starts_at, e.span_starts_at) at time zone e.time_zone),
                                 least(b.ends_at, e.span_ends_at) at time zone e.time_zone, interval '1 day') as at) d
        where b.starts_at < e.span_ends_at and b.ends_at > e.span_starts_at
          and d.starts_at < least(b.ends_at, e.span_ends_at) and d.ends_at > greatest(b.starts_at, e.span_starts_at)) r
     where e.span_starts_at < e.span_ends_at
     order by e.cell_id, e.starts_at, e.period`.execute(trx)
  return rows
}

/** What a plan gave a cell more, or took, against the plan before. */
export interface BudgetStep {
  planNumber: number
  locationId: string
  serviceLine: string
  changeMinor: number
}

/**
 * The steps of these plans by the place each cell held then, the cells of one place added up; a cell's first budget is
 * no step.
 */
export async function listBudgetSteps(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  planNumbers: readonly number[],
): Promise<BudgetStep[]> {
  if (planNumbers.length === 0) return []
  const { rows } = await sql<BudgetStep>`
    with held as (${heldPlaces({ orgId, poolId })}), steps as (
      select cell_id, plan_number, effective_at,
             daily_budget_minor
               - lag(daily_budget_minor) over (partition by cell_id order by plan_number, effective_number) as change
        from budget_history where org_id = ${orgId} and pool_id = ${poolId})
    select s.plan_number as "planNumber", h.location_id as "locationId", h.service_line as "serviceLine",
           sum(s.change)::float8 as "changeMinor"
      from steps s
      join lateral (
             select location_id, service_line from held
              where held.cell_id = s.cell_id and held.starts_at <= s.effective_at
              order by held.starts_at desc limit 1) h on true
     where s.plan_number = any(${planNumbers}::bigint[]) and s.change is not null
     group by 1, 2, 3 order by 1, 2, 3`.execute(trx)
  return rows
}
