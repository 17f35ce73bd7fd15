import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { EffectivePlanRow } from './effective-plans.ts'
import type { PoolKey } from './pool-key.ts'

/**
 * The number under which nothing is in force in a pool that is archived now. No state has it; when the pool is put
 * again, its state has the next.
 */
export function numberOfArchiving(inForceLast: number): number {
  return inForceLast + 1
}

/** What is in force in a pool that is put again. */
export type InForceAgain = Pick<
  EffectivePlanRow,
  'number' | 'plan_number' | 'status' | 'pool_daily_budget_minor' | 'reserve_daily_minor'
> & { computed_at: Date }

/**
 * Stores what was in force in an archived pool once more, under the number after that of its archiving, and notes each
 * of its lines as changed by it: followers by number get it as from nothing. It is in force once the pool names it
 * (setInForce). The caller holds what is in force. Undefined: nothing ever was.
 */
export async function storeInForceAgain(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<InForceAgain | undefined> {
  const { rows } = await sql<InForceAgain>`
    with again as (
      insert into effective_plans (org_id, pool_id, number, plan_number, effective_at, status, pool_daily_budget_minor,
                                   reserve_daily_minor, waiting_cells, kept, plan, climbs, bases, from_nothing)
      select e.org_id, e.pool_id, e.number + 2, e.plan_number, clock_timestamp(), e.status,
             e.pool_daily_budget_minor, e.reserve_daily_minor, e.waiting_cells, e.kept, e.plan, e.climbs, e.bases, true
        from pool_state s
        join effective_plans e on e.org_id = s.org_id and e.pool_id = s.pool_id and e.number = s.effective_number
       where s.org_id = ${orgId} and s.pool_id = ${poolId}
      returning org_id, pool_id, number, plan_number, status, pool_daily_budget_minor, reserve_daily_minor
    ), lines as (
      update recommendations r set effective_number = again.number, updated_at = clock_timestamp()
        from again where r.org_id = again.org_id and r.pool_id = again.pool_id)
    select again.number, again.plan_number, again.status, again.pool_daily_budget_minor, again.reserve_daily_minor, p.computed_at
      from again
      join plans p on p.org_id = again.org_id and p.pool_id = again.pool_id and p.number = again.plan_number`.execute(
    trx,
  )
  return rows[0]
}

/** Whether the pool was archived and put again after that state of what was in force, and by this one. */
export async function wasPutAgainBetween(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { after, upTo }: { after: number; upTo: number },
): Promise<boolean> {
  const { rows } = await sql`
    select from effective_plans where org_id = ${orgId} and pool_id = ${poolId}
       and number > ${after} and number <= ${upTo} and from_nothing limit 1`.execute(trx)
  return rows.length > 0
}
