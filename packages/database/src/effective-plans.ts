import { type Insertable, type Selectable, sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteInParts } from './delete-in-parts.ts'
import { readPlan, type StoredPlan } from './plans.ts'
import type { PoolKey } from './pool-key.ts'
import type { DecidedCell, EffectivePlansTable, PlanStatus } from './schema.ts'

export type EffectivePlanRow = Selectable<EffectivePlansTable>

/**
 * Stores the numbers in force under the next number. They are in force once the pool names them (pool-state.ts): then
 * every follower sees it.
 */
export async function insertEffectivePlan(
  trx: DatabaseTransaction,
  row: Insertable<EffectivePlansTable>,
): Promise<void> {
  await trx.insertInto('effective_plans').values(row).execute()
}

/** What is in force in a pool, without the text of its plan; undefined: nothing yet. */
export async function readNumbersInForce(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<Omit<EffectivePlanRow, 'plan' | 'news' | 'from_nothing'> | undefined> {
  return trx
    .selectFrom('pool_state as s')
    .innerJoin('effective_plans as e', (join) =>
      join
        .onRef('e.org_id', '=', 's.org_id')
        .onRef('e.pool_id', '=', 's.pool_id')
        .onRef('e.number', '=', 's.effective_number'),
    )
    .select([
      'e.org_id',
      'e.pool_id',
      'e.number',
      'e.plan_number',
      'e.decision_id',
      'e.effective_at',
      'e.status',
      'e.pool_daily_budget_minor',
      'e.reserve_daily_minor',
      'e.waiting_cells',
      'e.kept',
      'e.climbs',
      'e.bases',
    ])
    .where('s.org_id', '=', orgId)
    .where('s.pool_id', '=', poolId)
    .executeTakeFirst()
}

/** The plan as it was in force under this number. */
export interface StoredEffectivePlan {
  number: number
  planNumber: number
  computedAt: Date
  status: PlanStatus
  waitingCells: number
  /** Packed JSON of planning's Plan, its amounts those in force. */
  plan: Buffer
}

/** The row of one state with that of its plan. */
function stateOf(trx: DatabaseTransaction, { orgId, poolId, number }: PoolKey & { number: number }) {
  return trx
    .selectFrom('effective_plans as e')
    .innerJoin('plans as p', (join) =>
      join
        .onRef('p.org_id', '=', 'e.org_id')
        .onRef('p.pool_id', '=', 'e.pool_id')
        .onRef('p.number', '=', 'e.plan_number'),
    )
    .where('e.org_id', '=', orgId)
    .where('e.pool_id', '=', poolId)
    .where('e.number', '=', number)
    .select(['e.number', 'e.plan_number as planNumber', 'p.computed_at as computedAt', 'e.status'])
}

/** One state of what was in force; undefined: there is no such number, or it is no longer kept. */
export async function readEffectivePlan(
  trx: DatabaseTransaction,
  key: PoolKey & { number: number },
): Promise<StoredEffectivePlan | undefined> {
  return stateOf(trx, key)
    .select(['e.waiting_cells as waitingCells', (eb) => eb.fn.coalesce('e.plan', 'p.plan').as('plan')])
    .executeTakeFirst()
}

/** What followers learn of a state of what was in force, and what of it is not in that text. */
export interface StoredNews extends Omit<StoredEffectivePlan, 'plan' | 'waitingCells'> {
  poolDailyBudgetMinor: number
  reserveDailyMinor: number
  /** JSON text of what changed from the state before; null: it must be worked out. */
  news: string | null
  /** Whether the state before can still be read. */
  isBeforeKept: boolean
}

/** The news of one state; undefined: there is no such number, or it is no longer kept. */
export async function readStoredNews(
  trx: DatabaseTransaction,
  key: PoolKey & { number: number },
): Promise<StoredNews | undefined> {
  return stateOf(trx, key)
    .select([
      'e.pool_daily_budget_minor as poolDailyBudgetMinor',
      'e.reserve_daily_minor as reserveDailyMinor',
      'e.news',
      ({ exists, selectFrom }) =>
        exists(
          selectFrom('effective_plans as b')
            .select('b.number')
            .whereRef('b.org_id', '=', 'e.org_id')
            .whereRef('b.pool_id', '=', 'e.pool_id')
            .whereRef('b.number', '=', (eb) => eb('e.number', '-', 1)),
        )
          .$castTo<boolean>()
          .as('isBeforeKept'),
    ])
    .executeTakeFirst()
}

/** Which of these states of what was in force are kept. */
export async function listKeptEffectiveNumbers(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  numbers: readonly number[],
): Promise<number[]> {
  const rows = await trx
    .selectFrom('effective_plans')
    .select('number')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('number', 'in', numbers)
    .execute()
  return rows.map(({ number }) => number)
}

/**
 * A plan by its number, its amounts those that were in force last beside it: what tools may spend by. `effectiveNumber`: the
 * state that is; 0 where none was noted. Undefined: never was, or no longer kept.
 */
export async function readPlanAsInForce(
  trx: DatabaseTransaction,
  { orgId, poolId, number }: PoolKey & { number: number },
): Promise<(StoredPlan & { effectiveNumber: number }) | undefined> {
  const row = await readPlan(trx, { orgId, poolId, number })
  const last = await trx
    .selectFrom('effective_plans')
    .select(['number', 'plan', 'reserve_daily_minor'])
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('plan_number', '=', number)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (!row) return undefined
  const inForce = last?.plan ? { plan: last.plan, reserve_daily_minor: last.reserve_daily_minor } : {}
  return { ...row, ...inForce, effectiveNumber: last?.number ?? 0 }
}

/** Where a plan stands now. */
export interface PlanStanding {
  planNumber: number
  status: PlanStatus
}

/** Standing of these plans; one never noted is left out: it was in force, as every plan once was. */
export async function listPlanStandings(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  numbers: readonly number[],
): Promise<PlanStanding[]> {
  if (numbers.length === 0) return []
  const { rows } = await sql<PlanStanding>`
    select distinct on (plan_number) plan_number as "planNumber", status
      from effective_plans
     where org_id = ${orgId} and pool_id = ${poolId} and plan_number = any(${[...numbers]}::bigint[])
     order by plan_number, number desc`.execute(trx)
  return rows
}

/** What was in force last beside a plan, without its text: what an undo goes back to. */
export async function readLastInForceOfPlan(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  planNumber: number,
): Promise<Pick<EffectivePlanRow, 'number' | 'kept'> | undefined> {
  return trx
    .selectFrom('effective_plans')
    .select(['number', 'kept'])
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('plan_number', '=', planNumber)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** What was in force under that number, without its text; undefined: no state has it, or it is no longer kept. */
export async function readInForceAt(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  number: number,
): Promise<Pick<EffectivePlanRow, 'plan_number' | 'kept'> | undefined> {
  return trx
    .selectFrom('effective_plans')
    .select(['plan_number', 'kept'])
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('number', '=', number)
    .executeTakeFirst()
}

/** A state of what was in force, with the decision that made it. */
export interface DecidedState
  extends Pick<EffectivePlanRow, 'number' | 'plan_number' | 'reserve_daily_minor' | 'kept' | 'climbs' | 'bases'> {
  /** null: it came with the plan. */
  decision: { kind: string; cells: DecidedCell[] } | null
  /** It is what was in force before the pool was archived, put again. */
  fromNothing: boolean
}

/** The states that were in force beside a plan and, of each, the one before it where it is kept; by number. */
export async function listDecidedStates(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  planNumber: number,
): Promise<DecidedState[]> {
  const { rows } = await sql<DecidedState>`
    select e.number, e.plan_number, e.reserve_daily_minor, e.kept, e.climbs, e.bases, e.from_nothing as "fromNothing",
           case when d.id is not null then jsonb_build_object('kind', d.kind, 'cells', d.cells) end as decision
      from effective_plans e
      left join plan_decisions d on d.org_id = e.org_id and d.pool_id = e.pool_id and d.id = e.decision_id
     where e.org_id = ${orgId} and e.pool_id = ${poolId}
       and (e.plan_number = ${planNumber} or e.number + 1 in (
             select f.number from effective_plans f
              where f.org_id = ${orgId} and f.pool_id = ${poolId} and f.plan_number = ${planNumber}))
     order by e.number`.execute(trx)
  return rows
}

/** Removes what was in force beside plans that are no longer kept. @returns how many. */
export function deleteOldEffectivePlans(db: Database, orgId: string, atOnce = 20_000): Promise<number> {
  return deleteInParts(
    db,
    orgId,
    atOnce,
    (limit) => sql`
    delete from effective_plans where org_id = ${orgId} and ctid = any(array(
      select e.ctid from effective_plans e
       where e.org_id = ${orgId}
         and not exists (select from plans p
                          where p.org_id = e.org_id and p.pool_id = e.pool_id and p.number = e.plan_number)
       limit ${limit}))`,
  )
}
