import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'

/** What a file is made of: a plan, in one state of what is in force. */
export interface ExportedState {
  planNumber: number
  /** 0: the plan was never noted as in force. */
  effectiveNumber: number
}

export interface ExportedFile extends PoolKey, ExportedState {
  format: string
  /** What the file told each entity; none where it is by cell. */
  budgets: readonly { entityId: string; dailyBudgetMinor: number }[]
}

/** Notes a file that was made. The same file again changes nothing: it is what was noted. */
export async function noteExport(trx: DatabaseTransaction, file: ExportedFile): Promise<void> {
  const { orgId, poolId, planNumber, effectiveNumber, format, budgets } = file
  await trx
    .insertInto('plan_exports')
    .values({
      org_id: orgId,
      pool_id: poolId,
      plan_number: planNumber,
      effective_number: effectiveNumber,
      format,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (budgets.length === 0) return
  await sql`
    insert into exported_budgets (org_id, pool_id, entity_id, plan_number, effective_number, daily_budget_minor)
    select ${orgId}, ${poolId}, "entityId", ${planNumber}, ${effectiveNumber}, "dailyBudgetMinor"
      from jsonb_to_recordset(${JSON.stringify(budgets)}::jsonb) as x("entityId" text, "dailyBudgetMinor" bigint)
    on conflict do nothing`.execute(trx)
}

export interface ExportedBudget {
  entityId: string
  dailyBudgetMinor: number
  /** When a file first said so, in milliseconds since 1970. */
  toldMs: number
  /** When files changed it within the last hour, oldest first, in milliseconds since 1970. */
  changedMs: number[]
}

/** What each entity of the pool was last told by a file of an earlier state than this. */
export async function listBudgetsExportedBefore(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  effectiveNumber: number,
): Promise<ExportedBudget[]> {
  const { rows } = await sql<ExportedBudget>`
    with told as (
      select entity_id, effective_number, daily_budget_minor, exported_at,
             lag(daily_budget_minor) over (partition by entity_id order by effective_number) as before
        from exported_budgets
       where org_id = ${orgId} and pool_id = ${poolId} and effective_number < ${effectiveNumber}
    )
    select entity_id as "entityId",
           (array_agg(daily_budget_minor order by effective_number desc))[1] as "dailyBudgetMinor",
           (extract(epoch from (array_agg(exported_at order by effective_number desc))[1]) * 1000)::float8 as "toldMs",
           coalesce(array_agg((extract(epoch from exported_at) * 1000)::float8 order by exported_at)
             filter (where exported_at > clock_timestamp() - interval '1 hour'
                       and before is distinct from daily_budget_minor), '{}') as "changedMs"
      from told group by entity_id`.execute(trx)
  return rows
}

/** The newest state before this one of which a file in this format was made, and when; undefined: there is none. */
export async function findStateExportedBefore(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { effectiveNumber, format }: { effectiveNumber: number; format: string },
): Promise<(ExportedState & { exportedAt: Date }) | undefined> {
  return trx
    .selectFrom('plan_exports')
    .select(['plan_number as planNumber', 'effective_number as effectiveNumber', 'exported_at as exportedAt'])
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('format', '=', format)
    .where('effective_number', '<', effectiveNumber)
    .orderBy('effective_number', 'desc')
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

/** The last state of what was in force beside a plan; undefined: it was never noted. */
export async function findLastStateOfPlan(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  planNumber: number,
): Promise<number | undefined> {
  const row = await trx
    .selectFrom('effective_plans')
    .select((eb) => eb.fn.max('number').as('number'))
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('plan_number', '=', planNumber)
    .executeTakeFirst()
  return row?.number ?? undefined
}

/** Removes what entities were told more than 400 days ago and told otherwise since. @returns how many. */
export async function deleteOldExportedBudgets(trx: DatabaseTransaction, orgId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from exported_budgets old
     where old.org_id = ${orgId} and old.exported_at < clock_timestamp() - interval '400 days'
       and exists (select from exported_budgets newer
                    where newer.org_id = old.org_id and newer.pool_id = old.pool_id and newer.entity_id = old.entity_id
                      and newer.effective_number > old.effective_number)`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}
