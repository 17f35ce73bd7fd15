import { sql } from 'kysely'
import { holdingsAround } from './cell-places.ts'

import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteInParts } from './delete-in-parts.ts'
import { type PastReading, type PastTables, pastTables } from './past-tables.ts'

import type { PoolKey } from './pool-key.ts'

export interface BudgetInForce {
  cellId: string
  dailyBudgetMinor: number
  isApplied: boolean
  /** For what was applied: what was in force then; null: nothing was, or it was not applied. */
  inForceMinor: number | null
}

/** For a location `l`: the zone it goes by, or its own day while a change of its zone holds it. */
function dayKey(asOf: string) {
  return sql`case when l.zone_changed_at <= ${asOf}::timestamptz and l.day_held_until > ${asOf}::timestamptz
                  then ${heldDayPrefix} || l.id else l.time_zone end`
}

/** Before the id of a location whose day is held, in what its day is known by; no zone begins so. */
export const heldDayPrefix = 'held:'

/**
 * What was last in force or, if later, reported as applied for each cell's place before the first instant of its
 * location's day, by `dayKeyOf` of recompute's calendar. Places of which neither is known by then are left out. A cell
 * that took a place over has what its predecessor had, in whatever pool, unless nothing was spent there any more: then
 * the place starts over. What was applied ends where the same cell is put back after a removal, since it reported its
 * pause. Cells are looked up for each holding (`offset 0` keeps it so): before a new pool is analyzed PostgreSQL takes
 * its 10,000 cells for one, and would compare each with all holdings.
 */
export async function listBudgetsBefore(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { asOf, days }: { asOf: string; days: readonly { key: string; firstInstant: string }[] },
  tables: PastTables = pastTables,
): Promise<BudgetInForce[]> {
  const { orgId, poolId } = pool
  const { rows } = await sql<BudgetInForce>`
    with holdings as materialized (${holdingsAround(pool, tables)}), known as (
      select c.id, b.daily_budget_minor, b.effective_at, b.plan_number, b.is_applied,
             h.pool_id = c.pool_id and h.cell_id = c.id as is_own
        from holdings h
       cross join lateral (
         select c.id, c.pool_id, c.location_id from ${tables.cells} c
          where c.org_id = ${orgId} and c.pool_id = ${poolId} and c.location_id = h.location_id
            and c.service_line = h.service_line and c.channel = h.channel offset 0) c
        join pools p on p.org_id = ${orgId} and p.id = c.pool_id and p.currency = h.currency
        join locations l on l.org_id = ${orgId} and l.id = c.location_id
        join unnest(${days.map(({ key }) => key)}::text[],
                    ${days.map(({ firstInstant }) => firstInstant)}::timestamptz[]) as m (day, at)
          on m.day = ${dayKey(asOf)}
       cross join lateral (
         (select n.daily_budget_minor, n.effective_at, n.plan_number, false as is_applied from ${tables.budgets} n
          where n.org_id = ${orgId} and n.pool_id = h.pool_id and n.cell_id = h.cell_id and n.effective_at < m.at
            and n.effective_at >= h.counts_from and (h.counts_until is null or n.effective_at < h.counts_until)
          order by n.effective_at desc, n.plan_number desc, n.effective_number desc limit 1)
         union all
         (select n.daily_budget_minor, n.applied_at, n.plan_number, true from ${tables.applied} n
           where n.org_id = ${orgId} and n.pool_id = h.pool_id and n.cell_id = h.cell_id and n.applied_at < m.at
             and n.applied_at >= h.counts_from and (h.counts_until is null or n.applied_at < h.counts_until)
             and (h.back_at is null or h.back_at >= m.at)
           order by n.applied_at desc limit 1)) b
    ), newest as (
      select distinct on (id) id, daily_budget_minor, is_applied, is_own from known
       order by id, effective_at desc, is_applied desc, plan_number desc
    ), put_in_force as (
      select distinct on (id) id, daily_budget_minor from known
       where not is_applied order by id, effective_at desc, plan_number desc)
    select n.id as "cellId", n.daily_budget_minor as "dailyBudgetMinor", n.is_applied as "isApplied",
           case when n.is_applied then p.daily_budget_minor end as "inForceMinor"
      from newest n left join put_in_force p using (id)
     where n.is_own or n.daily_budget_minor > 0`.execute(trx)
  return rows
}

/**
 * What was in force as the last cell left each place × channel that these cells of the pool have now, in whatever pool; cells
 * at a place that no other cell ever had are left out. 0 where it had no amount in this currency, and where the place was
 * divided otherwise.
 */
export async function listBudgetsLeft(
  trx: DatabaseTransaction,
  pool: PoolKey,
  cellIds: readonly string[],
): Promise<{ cellId: string; dailyBudgetMinor: number }[]> {
  if (cellIds.length === 0) return []
  const { orgId, poolId } = pool
  const { rows } = await sql<{ cellId: string; dailyBudgetMinor: number }>`
    with holdings as materialized (${holdingsAround(pool)}), known as (
    select distinct on (c.id) c.id, b.daily_budget_minor
      from holdings h
     cross join lateral (
       select c.id, c.pool_id from cells c
        where c.org_id = ${orgId} and c.pool_id = ${poolId} and c.location_id = h.location_id and c.removed_at is null
          and c.service_line = h.service_line and c.channel = h.channel and c.id = any(${[...cellIds]}::text[]) offset 0) c
      join pools p on p.org_id = ${orgId} and p.id = c.pool_id and p.currency = h.currency
     cross join lateral (
       select n.daily_budget_minor, n.effective_at, n.plan_number from budget_history n
        where n.org_id = ${orgId} and n.pool_id = h.pool_id and n.cell_id = h.cell_id
          and n.effective_at >= h.counts_from and (h.counts_until is null or n.effective_at < h.counts_until)
        order by n.effective_at desc, n.plan_number desc, n.effective_number desc limit 1) b
     order by c.id, b.effective_at desc, b.plan_number desc
    ), held as (
    select distinct c.id
      from cells c
      join cell_places h on h.org_id = c.org_id and h.location_id = c.location_id and h.service_line = c.service_line
       and (h.channel = c.channel or h.channel = '' or c.channel = '') and (h.pool_id, h.cell_id) <> (c.pool_id, c.id)
     where c.org_id = ${orgId} and c.pool_id = ${poolId} and c.id = any(${[...cellIds]}::text[]))
    select id as "cellId", coalesce(daily_budget_minor, 0) as "dailyBudgetMinor"
      from held full join known using (id)`.execute(trx)
  return rows
}

/** What was in force last for each of these cells, wherever they stood; cells that never had an amount are left out. */
export async function listNewestBudgets(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  cellIds: readonly string[],
): Promise<{ cellId: string; dailyBudgetMinor: number }[]> {
  if (cellIds.length === 0) return []
  const { rows } = await sql<{ cellId: string; dailyBudgetMinor: number }>`
    select distinct on (cell_id) cell_id as "cellId", daily_budget_minor as "dailyBudgetMinor" from budget_history
     where org_id = ${orgId} and pool_id = ${poolId} and cell_id = any(${[...cellIds]}::text[])
     order by cell_id, effective_at desc, plan_number desc, effective_number desc`.execute(trx)
  return rows
}

export interface BudgetChange {
  cellId: string
  /** Milliseconds since 1970. */
  effectiveMs: number
  dailyBudgetMinor: number
}

/**
 * The pool's budgets through a span of time: every change in it, of each cell the one in force when it begins, and the
 * first after it. By cell, oldest first. `cellIds`: only theirs.
 */
export async function listBudgetChanges(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { from, before }: { from: string; before: string },
  { cellIds, tables: { budgets } = pastTables }: PastReading = {},
): Promise<BudgetChange[]> {
  const ofPool = sql`org_id = ${orgId} and pool_id = ${poolId}
    ${cellIds === undefined ? sql`` : sql`and cell_id = any(${[...cellIds]}::text[])`}`
  const { rows } = await sql<BudgetChange>`
    with old as (
      select distinct on (cell_id) cell_id, effective_at, daily_budget_minor, plan_number, effective_number
        from ${budgets} changed
       where ${ofPool} and effective_at < ${from}::timestamptz
       order by cell_id, effective_at desc, plan_number desc, effective_number desc
    ), span as (
      select cell_id, effective_at, daily_budget_minor, plan_number, effective_number from ${budgets} changed
       where ${ofPool} and effective_at >= ${from}::timestamptz and effective_at < ${before}::timestamptz
    ), later as (
      select distinct on (cell_id) cell_id, effective_at, daily_budget_minor, plan_number, effective_number
        from ${budgets} changed
       where ${ofPool} and effective_at >= ${before}::timestamptz
       order by cell_id, effective_at, plan_number, effective_number
    )
    select cell_id as "cellId", (extract(epoch from effective_at) * 1000)::float8 as "effectiveMs",
           daily_budget_minor as "dailyBudgetMinor"
      from (select * from old union all select * from span union all select * from later) changes
     order by cell_id, effective_at, plan_number, effective_number`.execute(trx)
  return rows
}

/** When the pool was first given a plan; null: never. */
export async function readFirstBudgetAt(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<Date | null> {
  const row = await trx
    .selectFrom('budget_history')
    .select((eb) => eb.fn.min('effective_at').as('at'))
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .executeTakeFirst()
  return row?.at ?? null
}

/** Removes changes older than 400 days that a later one has replaced. @returns how many. */
export function deleteOldBudgets(db: Database, orgId: string, atOnce = 20_000): Promise<number> {
  return deleteInParts(
    db,
    orgId,
    atOnce,
    (limit) => sql`
    delete from budget_history where org_id = ${orgId} and ctid = any(array(
      select old.ctid from budget_history old
       where old.org_id = ${orgId} and old.effective_at < clock_timestamp() - interval '400 days'
         and exists (select from budget_history newer
                      where newer.org_id = old.org_id and newer.pool_id = old.pool_id and newer.cell_id = old.cell_id
                        and (newer.plan_number, newer.effective_number) > (old.plan_number, old.effective_number)
                        and newer.effective_at < clock_timestamp() - interval '400 days')
       limit ${limit}))`,
  )
}

/** Since when a cell has its budget, by which plan and decision; and what a tool said it set last. */
export interface BudgetStanding {
  cellId: string
  effectiveAt: Date | null
  planNumber: number | null
  decisionId: number | null
  appliedMinor: number | null
  appliedAt: Date | null
}

/** The standing of these cells' budgets. */
export async function listBudgetStandings(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  cellIds: readonly string[],
): Promise<BudgetStanding[]> {
  const { rows } = await sql<BudgetStanding>`
    select x.id as "cellId", b.effective_at as "effectiveAt", b.plan_number as "planNumber", e.decision_id as "decisionId",
           a.daily_budget_minor as "appliedMinor", a.applied_at as "appliedAt"
      from unnest(${[...cellIds]}::text[]) as x(id)
      left join lateral (
        select n.effective_at, n.plan_number, n.effective_number from budget_history n
         where n.org_id = ${orgId} and n.pool_id = ${poolId} and n.cell_id = x.id
         order by n.effective_at desc, n.plan_number desc, n.effective_number desc limit 1) b on true
      left join effective_plans e on e.org_id = ${orgId} and e.pool_id = ${poolId} and e.number = b.effective_number
      left join lateral (
        select n.daily_budget_minor, n.applied_at from applied_budgets n
         where n.org_id = ${orgId} and n.pool_id = ${poolId} and n.cell_id = x.id
         order by n.applied_at desc limit 1) a on true`.execute(trx)
  return rows
}
