import { sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteInParts } from './delete-in-parts.ts'
import type { PoolKey } from './pool-key.ts'

/** What a file is made of: a plan, in one state of what is in force. */
export interface ExportedState {
  planNumber: number
  /** 0: the plan was never noted as in force. */
  effectiveNumber: number
}

export interface ExportedFile extends PoolKey, ExportedState {
  format: string
  /** What the file says of each entity's budget; none where it is by cell. */
  budgets: readonly { entityId: string; budgetKey: string; dailyBudgetMinor: number }[]
}

/**
 * Until this transaction ends, nobody else makes a file of this pool that counts: what the next one is compared with, and how
 * often a budget was changed within the hour, stays as it was read. Taken before anything is read, and not in a snapshot.
 */
export async function lockExports(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sluice:exports:' || ${orgId} || ' ' || ${poolId}, 0))`.execute(
    trx,
  )
}

/**
 * Notes a file that was made, under `lockExports`. If it says what the last one said, it is the same file again: no
 * news.
 */
export async function noteExport(trx: DatabaseTransaction, file: ExportedFile): Promise<void> {
  const { orgId, poolId, planNumber, effectiveNumber, format, budgets } = file
  await sql`
    insert into plan_exports (org_id, pool_id, plan_number, effective_number, format)
    select ${orgId}, ${poolId}, ${planNumber}, ${effectiveNumber}, ${format}
     where (${planNumber}::bigint, ${effectiveNumber}::bigint) is distinct from (
             select row(plan_number, effective_number) from plan_exports
              where org_id = ${orgId} and pool_id = ${poolId} and format = ${format}
              order by exported_at desc limit 1)`.execute(trx)
  if (budgets.length === 0) return
  await sql`
    insert into exported_budgets
           (org_id, pool_id, entity_id, plan_number, effective_number, daily_budget_minor, budget_key)
    select ${orgId}, ${poolId}, x."entityId", ${planNumber}, ${effectiveNumber}, x."dailyBudgetMinor", x."budgetKey"
      from jsonb_to_recordset(${JSON.stringify(budgets)}::jsonb)
           as x("entityId" text, "budgetKey" text, "dailyBudgetMinor" bigint)
      left join lateral (
             select pool_id, plan_number, effective_number, daily_budget_minor from exported_budgets e
              where e.org_id = ${orgId} and e.budget_key = x."budgetKey"
              order by exported_at desc limit 1) as last on true
     where (last.pool_id, last.plan_number, last.effective_number, last.daily_budget_minor)
           is distinct from (${poolId}::text, ${planNumber}::bigint, ${effectiveNumber}::bigint, x."dailyBudgetMinor")`.execute(
    trx,
  )
}

export interface ExportedBudget {
  /** As platform_entities.budget_key. */
  budgetKey: string
  /** The entity through which it was named last. */
  entityId: string
  /** Whether this pool's file was the last to name it. */
  isOurs: boolean
  /** Whether an entity of any pool sets it. */
  isMapped: boolean
  /** What files said of it last, leaving out the very last where that was of this state; null: nothing. */
  dailyBudgetMinor: number | null
  /** When a file said so, in milliseconds since 1970. */
  toldMs: number | null
  /**
   * When files gave it another amount within the last hour up to then, oldest first, in milliseconds since 1970; a
   * pause is none.
   */
  changedMs: number[]
  /** What a file of this very state said of it last of all; null: the last was another state's. */
  againMinor: number | null
  againMs: number | null
}

/**
 * What files said of each budget that the pool sets or ever set, in the order they were made, seen from a file of this
 * state. Those of other pools count too: a budget may have been theirs.
 */
export async function listExportedBudgets(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { planNumber, effectiveNumber }: ExportedState,
): Promise<ExportedBudget[]> {
  const { rows } = await sql<ExportedBudget>`
    with asked as (
      select budget_key from platform_entities where org_id = ${orgId} and pool_id = ${poolId}
      union
      select budget_key from exported_budgets where org_id = ${orgId} and pool_id = ${poolId} and budget_key <> ''
    ), told as (
      select budget_key, entity_id, pool_id, daily_budget_minor as minor,
             (extract(epoch from exported_at) * 1000)::float8 as ms,
             exported_at > clock_timestamp() - interval '1 hour'
               and daily_budget_minor > 0
               and lag(daily_budget_minor) over told is distinct from daily_budget_minor as is_recent_change,
             lead(true) over told is null and pool_id = ${poolId}
               and (plan_number, effective_number) = (${planNumber}::bigint, ${effectiveNumber}::bigint) as is_again
        from exported_budgets join asked using (budget_key) where org_id = ${orgId}
      window told as (partition by budget_key order by exported_at)
    )
    select budget_key as "budgetKey",
           (array_agg(entity_id order by ms desc))[1] as "entityId",
           (array_agg(pool_id order by ms desc))[1] = ${poolId} as "isOurs",
           exists (select from platform_entities e where e.org_id = ${orgId} and e.budget_key = told.budget_key) as "isMapped",
           (array_agg(minor order by ms desc) filter (where not is_again))[1] as "dailyBudgetMinor",
           max(ms) filter (where not is_again) as "toldMs",
           coalesce(array_agg(ms order by ms) filter (where is_recent_change and not is_again), '{}') as "changedMs",
           (array_agg(minor) filter (where is_again))[1] as "againMinor",
           max(ms) filter (where is_again) as "againMs"
      from told group by budget_key`.execute(trx)
  return rows
}

/** The state of which the last file in this format was made, leaving this one out, and when; undefined: there is none. */
export async function findStateExportedLast(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { planNumber, effectiveNumber, format }: ExportedState & { format: string },
): Promise<(ExportedState & { exportedAt: Date }) | undefined> {
  return trx
    .selectFrom('plan_exports')
    .select(['plan_number as planNumber', 'effective_number as effectiveNumber', 'exported_at as exportedAt'])
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('format', '=', format)
    .where((eb) => eb.or([eb('plan_number', '<>', planNumber), eb('effective_number', '<>', effectiveNumber)]))
    .orderBy('exported_at', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** What tools last reported as really set, by cell; 0: paused. */
export async function listNewestApplied(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<{ cellId: string; dailyBudgetMinor: number; appliedMs: number }[]> {
  const { rows } = await sql<{ cellId: string; dailyBudgetMinor: number; appliedMs: number }>`
    select distinct on (cell_id) cell_id as "cellId", daily_budget_minor as "dailyBudgetMinor",
           (extract(epoch from applied_at) * 1000)::float8 as "appliedMs"
      from applied_budgets where org_id = ${orgId} and pool_id = ${poolId}
     order by cell_id, applied_at desc`.execute(trx)
  return rows
}

/** Removes what files said of budgets more than 400 days ago, where a later one said something else. */
export function deleteOldExportedBudgets(db: Database, orgId: string, atOnce = 20_000): Promise<number> {
  return deleteInParts(
    db,
    orgId,
    atOnce,
    (limit) => sql`
    delete from exported_budgets where org_id = ${orgId} and ctid = any(array(
      select old.ctid from exported_budgets old
       where old.org_id = ${orgId} and old.exported_at < clock_timestamp() - interval '400 days'
         and (old.budget_key = ''
              or exists (select from exported_budgets newer
                          where newer.org_id = old.org_id and newer.budget_key = old.budget_key
                            and newer.exported_at > old.exported_at))
       limit ${limit}))`,
  )
}
