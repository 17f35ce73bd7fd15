import { type RawBuilder, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { instantText } from './instant-text.ts'
import { type PastReading, pastTables } from './past-tables.ts'
import type { PoolKey } from './pool-key.ts'

/** What a tool really set for a cell, and when; 0: paused. */
export interface AppliedBudget {
  cellId: string
  dailyBudgetMinor: number
  /** RFC 3339. */
  appliedAt: string
}

/** Those of these reports whose cell and moment was reported before, with the amount noted then. */
export async function findApplied(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  reports: readonly AppliedBudget[],
): Promise<{ index: number; dailyBudgetMinor: number }[]> {
  const { rows } = await sql<{ index: number; dailyBudgetMinor: number }>`
    select (x.at - 1)::integer as index, b.daily_budget_minor as "dailyBudgetMinor"
      from unnest(${reports.map(({ cellId }) => cellId)}::text[], ${reports.map(({ appliedAt }) => appliedAt)}::timestamptz[])
           with ordinality as x(cell_id, applied_at, at)
      join applied_budgets b on b.org_id = ${orgId} and b.pool_id = ${poolId}
       and b.cell_id = x.cell_id and b.applied_at = x.applied_at`.execute(trx)
  return rows
}

/** Notes reports; the amount of a moment that was reported before is replaced, and kept as what was said before. */
export async function upsertApplied(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  of: { planNumber: number; revision: number; author: string; reports: readonly AppliedBudget[] },
): Promise<void> {
  const { planNumber, revision, author, reports } = of
  await keepReplaced(trx, { orgId, poolId }, reports)
  await sql`
    insert into applied_budgets (org_id, pool_id, cell_id, applied_at, daily_budget_minor, plan_number, revision, author)
    select distinct ${orgId}, ${poolId}, x.cell_id, x.applied_at, x.minor, ${planNumber}::bigint, ${revision}::bigint, ${author}
      from unnest(${reports.map(({ cellId }) => cellId)}::text[], ${reports.map(({ appliedAt }) => appliedAt)}::timestamptz[],
                  ${reports.map(({ dailyBudgetMinor }) => dailyBudgetMinor)}::bigint[]) as x(cell_id, applied_at, minor)
    on conflict (org_id, pool_id, cell_id, applied_at) do update set daily_budget_minor = excluded.daily_budget_minor,
      plan_number = excluded.plan_number, revision = excluded.revision, author = excluded.author,
      reported_at = clock_timestamp()`.execute(trx)
}

/** Reports in force that are about to be corrected go to the history. */
async function keepReplaced(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  reports: readonly AppliedBudget[],
): Promise<void> {
  await sql`
    insert into replaced_applied_budgets
           (org_id, pool_id, cell_id, applied_at, daily_budget_minor, plan_number, author, reported_at, revision)
    select distinct b.org_id, b.pool_id, b.cell_id, b.applied_at, b.daily_budget_minor, b.plan_number, b.author, b.reported_at,
           b.revision
      from unnest(${reports.map(({ cellId }) => cellId)}::text[], ${reports.map(({ appliedAt }) => appliedAt)}::timestamptz[],
                  ${reports.map(({ dailyBudgetMinor }) => dailyBudgetMinor)}::bigint[]) as x(cell_id, applied_at, minor)
      join applied_budgets b on b.org_id = ${orgId} and b.pool_id = ${poolId}
       and b.cell_id = x.cell_id and b.applied_at = x.applied_at and b.daily_budget_minor <> x.minor`.execute(trx)
}

/** What was reported for a cell and moment, by which key and when. */
export interface AppliedSaying {
  dailyBudgetMinor: number
  planNumber: number
  author: string
  /** RFC 3339 in UTC. */
  reportedAt: string
}

/** A report as it counts, with what was reported for its cell and moment before, newest first. */
export interface NotedApplied extends AppliedSaying {
  cellId: string
  /** RFC 3339 in UTC with all six digits PostgreSQL keeps: who corrects it names this very moment. */
  appliedAt: string
  replaced: AppliedSaying[]
}

/** A page of a pool's reports, the newest moment first; `before`: what the page before ended with. */
export async function listApplied(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  page: { cellId?: string | undefined; before?: { appliedAt: string; cellId: string } | undefined; limit: number },
): Promise<NotedApplied[]> {
  const { cellId = null, before, limit } = page
  const { rows } = await sql<NotedApplied>`
    select a.cell_id as "cellId", ${instantText('a.applied_at')} as "appliedAt", a.daily_budget_minor as "dailyBudgetMinor",
           a.plan_number as "planNumber", a.author, ${instantText('a.reported_at')} as "reportedAt",
           coalesce((
             select jsonb_agg(jsonb_build_object(
                      'dailyBudgetMinor', r.daily_budget_minor, 'planNumber', r.plan_number, 'author', r.author,
                      'reportedAt', ${instantText('r.reported_at')}) order by r.replaced_at desc)
               from replaced_applied_budgets r
              where r.org_id = a.org_id and r.pool_id = a.pool_id and r.cell_id = a.cell_id
                and r.applied_at = a.applied_at), '[]') as replaced
      from applied_budgets a
     where a.org_id = ${orgId} and a.pool_id = ${poolId} and (${cellId}::text is null or a.cell_id = ${cellId}::text)
       and (${before?.appliedAt ?? null}::timestamptz is null
            or (a.applied_at, a.cell_id) < (${before?.appliedAt ?? null}::timestamptz, ${before?.cellId ?? null}::text))
     order by a.applied_at desc, a.cell_id desc
     limit ${limit}`.execute(trx)
  return rows
}

/** The newest revision that brought reports of what was applied; 0: none did. */
export async function readAppliedRevision(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<number> {
  const row = await trx
    .selectFrom('applied_budgets')
    .select((eb) => eb.fn.max('revision').as('revision'))
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .executeTakeFirst()
  return row?.revision ?? 0
}

export interface AppliedChange {
  cellId: string
  /** Milliseconds since 1970. */
  appliedMs: number
  dailyBudgetMinor: number
  /** When the cell was next put back after a removal, or moved: the report speaks of what was before. null: it was not. */
  untilMs: number | null
}

/**
 * What was applied through a span of time, and for each cell what was when it begins. By cell, oldest first. `cellIds`:
 * only theirs.
 */
export async function listAppliedChanges(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { from, before }: { from: string; before: string },
  { cellIds, tables: { applied, places } = pastTables }: PastReading = {},
): Promise<AppliedChange[]> {
  const ofPool = sql`org_id = ${orgId} and pool_id = ${poolId}
    ${cellIds === undefined ? sql`` : sql`and cell_id = any(${[...cellIds]}::text[])`}`
  const { rows } = await sql<AppliedChange>`
    with returns as materialized (${returnsOf({ orgId, poolId }, places)}), old as (
      select distinct on (cell_id) cell_id, applied_at, daily_budget_minor from ${applied} said
       where ${ofPool} and applied_at < ${from}::timestamptz
       order by cell_id, applied_at desc
    )
    select changes.cell_id as "cellId", (extract(epoch from applied_at) * 1000)::float8 as "appliedMs",
           daily_budget_minor as "dailyBudgetMinor",
           (extract(epoch from min(r.at) filter (where r.at > applied_at)) * 1000)::float8 as "untilMs"
      from (select * from old union all
            select cell_id, applied_at, daily_budget_minor from ${applied} said
             where ${ofPool}
               and applied_at >= ${from}::timestamptz and applied_at < ${before}::timestamptz) changes
      left join returns r on r.cell_id = changes.cell_id
     group by changes.cell_id, applied_at, daily_budget_minor
     order by changes.cell_id, applied_at`.execute(trx)
  return rows
}

/** When cells of the pool were put back after a removal, or put at another place. A query to be put in a `with`. */
function returnsOf({ orgId, poolId }: PoolKey, places: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    select cell_id, held_from as at
      from (select cell_id, held_from, row_number() over (partition by cell_id order by held_from) as nth
              from ${places} held where org_id = ${orgId} and pool_id = ${poolId}) stays
     where nth > 1`
}
