import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'

export interface ExportedFile extends PoolKey {
  number: number
  format: string
  /** What the file told each entity; none where it is by cell. */
  budgets: readonly { entityId: string; dailyBudgetMinor: number }[]
}

/** Notes a file that was made of a plan. The same file again changes nothing: it is what was noted. */
export async function noteExport(trx: DatabaseTransaction, file: ExportedFile): Promise<void> {
  const { orgId, poolId, number, format, budgets } = file
  await trx
    .insertInto('plan_exports')
    .values({ org_id: orgId, pool_id: poolId, plan_number: number, format })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  if (budgets.length === 0) return
  await sql`
    insert into exported_budgets (org_id, pool_id, entity_id, plan_number, daily_budget_minor)
    select ${orgId}, ${poolId}, "entityId", ${number}, "dailyBudgetMinor"
      from jsonb_to_recordset(${JSON.stringify(budgets)}::jsonb) as x("entityId" text, "dailyBudgetMinor" bigint)
    on conflict do nothing`.execute(trx)
}

export interface ExportedBudget {
  entityId: string
  dailyBudgetMinor: number
  /** When files changed it within the last hour, oldest first, in milliseconds since 1970. */
  changedMs: number[]
}

/** What each entity of the pool was last told by a file of an earlier plan than this. */
export async function listBudgetsExportedBefore(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  number: number,
): Promise<ExportedBudget[]> {
  const { rows } = await sql<ExportedBudget>`
    with told as (
      select entity_id, plan_number, daily_budget_minor, exported_at,
             lag(daily_budget_minor) over (partition by entity_id order by plan_number) as before
        from exported_budgets
       where org_id = ${orgId} and pool_id = ${poolId} and plan_number < ${number}
    )
    select entity_id as "entityId",
           (array_agg(daily_budget_minor order by plan_number desc))[1] as "dailyBudgetMinor",
           coalesce(array_agg((extract(epoch from exported_at) * 1000)::float8 order by exported_at)
             filter (where exported_at > clock_timestamp() - interval '1 hour'
                       and before is distinct from daily_budget_minor), '{}') as "changedMs"
      from told group by entity_id`.execute(trx)
  return rows.map((row) => ({ ...row, dailyBudgetMinor: Number(row.dailyBudgetMinor) }))
}

/** Number of the newest plan before this one of which a file in this format was made; undefined: there is none. */
export async function findPlanExportedBefore(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { number, format }: { number: number; format: string },
): Promise<number | undefined> {
  const row = await trx
    .selectFrom('plan_exports')
    .select('plan_number')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('format', '=', format)
    .where('plan_number', '<', number)
    .orderBy('plan_number', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.plan_number
}

/** Removes what entities were told more than 400 days ago and told otherwise since. @returns how many. */
export async function deleteOldExportedBudgets(trx: DatabaseTransaction, orgId: string): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from exported_budgets old
     where old.org_id = ${orgId} and old.exported_at < clock_timestamp() - interval '400 days'
       and exists (select from exported_budgets newer
                    where newer.org_id = old.org_id and newer.pool_id = old.pool_id and newer.entity_id = old.entity_id
                      and newer.plan_number > old.plan_number)`.execute(trx)
  return Number(numAffectedRows ?? 0n)
}
