import { type Insertable, type Selectable, sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteInParts } from './delete-in-parts.ts'
import type { PoolKey } from './pool-key.ts'
import type { PlansTable } from './schema.ts'
import { withRole } from './tenancy.ts'

/** A plan as the results API needs it; `plan` is the packed JSON of planning's Plan. */
export type StoredPlan = Omit<Selectable<PlansTable>, 'input' | 'input_sha256'>
/** A line of the history. */
export type PlanSummary = Omit<StoredPlan, 'plan'>

const summaryColumns = [
  'org_id',
  'pool_id',
  'number',
  'input_revision',
  'policy_version',
  'config_version',
  'as_of',
  'computed_at',
  'pool_daily_budget_minor',
  'reserve_daily_minor',
] as const

/** Stores a plan. Its number is the one in force plus one, by who holds what is in force: numbers have no gaps. */
export async function insertPlan(trx: DatabaseTransaction, plan: Insertable<PlansTable>): Promise<void> {
  await trx.insertInto('plans').values(plan).execute()
}

/** The latest plan computed; undefined: the pool has none yet, or there is no such pool. */
export async function readCurrentPlan(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<StoredPlan | undefined> {
  return trx
    .selectFrom('pool_state as s')
    .innerJoin('plans as p', (join) =>
      join
        .onRef('p.org_id', '=', 's.org_id')
        .onRef('p.pool_id', '=', 's.pool_id')
        .onRef('p.number', '=', 's.plan_number'),
    )
    .select([...summaryColumns.map((column) => `p.${column}` as const), 'p.plan'])
    .where('s.org_id', '=', orgId)
    .where('s.pool_id', '=', poolId)
    .executeTakeFirst()
}

type PlanKey = PoolKey & { number: number }

function planOf(trx: DatabaseTransaction, { orgId, poolId, number }: PlanKey) {
  return trx.selectFrom('plans').where('org_id', '=', orgId).where('pool_id', '=', poolId).where('number', '=', number)
}

/** One plan by its number; undefined: never was, or no longer kept. */
export async function readPlan(trx: DatabaseTransaction, key: PlanKey): Promise<StoredPlan | undefined> {
  return planOf(trx, key)
    .select([...summaryColumns, 'plan'])
    .executeTakeFirst()
}

/** The packed canonical input a plan was computed from, with its SHA-256: the same bytes give the same plan. */
export async function readPlanInput(
  trx: DatabaseTransaction,
  key: PlanKey,
): Promise<Pick<Selectable<PlansTable>, 'input' | 'input_sha256'> | undefined> {
  return planOf(trx, key).select(['input', 'input_sha256']).executeTakeFirst()
}

/** The SHA-256 of the canonical input a plan was computed from; undefined: no such plan, or no longer kept. */
export async function readPlanInputSha256(trx: DatabaseTransaction, key: PlanKey): Promise<Buffer | undefined> {
  const row = await planOf(trx, key).select('input_sha256').executeTakeFirst()
  return row?.input_sha256
}

/** A page of the history, newest first; `before`: the last number of the page before. */
export async function listPlans(
  trx: DatabaseTransaction,
  { orgId, poolId, before, limit }: PoolKey & { before?: number; limit: number },
): Promise<PlanSummary[]> {
  return trx
    .selectFrom('plans')
    .select(summaryColumns)
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .$if(before !== undefined, (query) => query.where('number', '<', before ?? 0))
    .orderBy('number', 'desc')
    .limit(limit)
    .execute()
}

/** Plans of a transaction: each with its input may be some hundred kilobytes, in as many pieces. */
const PLANS_AT_ONCE = 500

/**
 * Removes plans no longer kept: all stay 48 hours, the last of each hour 35 days, the last of each day (UTC) 400 days, and
 * the latest, the one in force, and those decided on, applied or exported for ever.
 * @returns how many were removed.
 */
export function deleteOldPlans(db: Database, orgId: string, atOnce = PLANS_AT_ONCE): Promise<number> {
  return deleteInParts(
    db,
    orgId,
    atOnce,
    (limit) => sql`
    with aged as (
      select pool_id, number, computed_at < clock_timestamp() - interval '400 days' as is_past_keeping,
             computed_at < clock_timestamp() - interval '35 days' as is_past_hours,
             row_number() over (partition by pool_id, date_trunc('hour', computed_at, 'UTC') order by number desc) as of_hour,
             row_number() over (partition by pool_id, date_trunc('day', computed_at, 'UTC') order by number desc) as of_day
        from plans where org_id = ${orgId} and computed_at < clock_timestamp() - interval '48 hours'
    )
    delete from plans where org_id = ${orgId} and ctid = any(array(
      select p.ctid from plans p join aged a on p.pool_id = a.pool_id and p.number = a.number
       where p.org_id = ${orgId}
         and (a.is_past_keeping or (a.is_past_hours and a.of_day > 1) or a.of_hour > 1)
         and not exists (select from pool_state s where s.org_id = p.org_id and s.pool_id = p.pool_id and s.plan_number = p.number)
         and not exists (select from plan_exports e where e.org_id = p.org_id and e.pool_id = p.pool_id and e.plan_number = p.number)
         and not exists (select from pool_state s join effective_plans e
                             on e.org_id = s.org_id and e.pool_id = s.pool_id and e.number = s.effective_number
                          where s.org_id = p.org_id and s.pool_id = p.pool_id and e.plan_number = p.number)
         and not exists (select from plan_decisions d
                          where d.org_id = p.org_id and d.pool_id = p.pool_id and d.plan_number = p.number)
         and not exists (select from applied_budgets b
                          where b.org_id = p.org_id and b.pool_id = p.pool_id and b.plan_number = p.number)
       limit ${limit}))`,
  )
}

/** Organizations that have pools: what housekeeping walks over. */
export async function listOrganizationsWithPools(db: Database): Promise<string[]> {
  return withRole(db, 'sluice_worker', async (trx) => {
    const rows = await trx.selectFrom('pool_state').select('org_id').distinct().orderBy('org_id').execute()
    return rows.map((row) => row.org_id)
  })
}
