import type { PlanNews } from '@sluice/contracts'
import {
  type DatabaseTransaction,
  holdInForce,
  insertWebhookEvent,
  numberOfArchiving,
  type PoolKey,
  readPoolState,
  storeInForceAgain,
} from '@sluice/database'

/**
 * Tells followers that nothing of the pool is in force any more, under a number of its own: whatever was in force
 * before has a lower one, however late it is reported. The caller holds what is in force.
 */
export async function endInForce(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<void> {
  const last = (await readPoolState(trx, { orgId, poolId }))?.effective_number ?? null
  const data = { poolId, effectiveRevision: last === null ? null : numberOfArchiving(last) }
  await insertWebhookEvent(trx, { orgId, type: 'pool.archived', poolId, at: new Date(), data })
}

/**
 * Brings back what was in force in an archived pool, and reports it as from nothing. Held until the end of the
 * transaction, in which the pool still gets its number (setInForce).
 * @returns the number; undefined: nothing ever was in force
 */
export async function bringBack(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  currency: string,
): Promise<number | undefined> {
  await holdInForce(trx, { orgId, poolId })
  const again = await storeInForceAgain(trx, { orgId, poolId })
  if (again === undefined) return undefined
  const { number } = again
  const data: PlanNews = {
    poolId,
    effectiveRevision: number,
    previousEffectiveRevision: null,
    planNumber: again.plan_number,
    previousPlanNumber: null,
    // What was written is what contracts allow.
    status: again.status,
    computedAt: again.computed_at.toISOString(),
    currency,
    poolDailyBudgetMinor: again.pool_daily_budget_minor,
    reserveDailyMinor: again.reserve_daily_minor,
    changedCells: null,
    planPath: `/v1/pools/${poolId}/effective-plans/${number}`,
    diffPath: null,
  }
  await insertWebhookEvent(trx, { orgId, type: 'plan.published', poolId, at: new Date(), data })
  return number
}
