import {
  type DatabaseTransaction,
  listKeptEffectiveNumbers,
  listPlans,
  type PoolKey,
  readPoolState,
} from '@sluice/database'
import { planNotFound, poolNotFound, revisionNotFound } from './refusals.ts'

/** Whether these plans are kept. @throws Problem where one is not, or there is no such pool. */
export async function requirePlans(trx: DatabaseTransaction, key: PoolKey, numbers: readonly number[]): Promise<void> {
  for (const number of numbers) {
    const newest = await findPlanBefore(trx, key, number + 1)
    if (newest === number) continue
    throw (await readPoolState(trx, key)) ? planNotFound() : poolNotFound()
  }
}

/** Whether what was in force at these revisions is kept. @throws Problem where it is not, or there is no such pool. */
export async function requireInForce(
  trx: DatabaseTransaction,
  key: PoolKey,
  revisions: readonly number[],
): Promise<void> {
  const kept = await listKeptEffectiveNumbers(trx, key, revisions)
  if (revisions.every((revision) => kept.includes(revision))) return
  throw (await readPoolState(trx, key)) ? revisionNotFound() : poolNotFound()
}

/** The number of the newest kept plan before this one; undefined: none is. */
export async function findPlanBefore(
  trx: DatabaseTransaction,
  key: PoolKey,
  number: number,
): Promise<number | undefined> {
  const [newest] = await listPlans(trx, { ...key, before: number, limit: 1 })
  return newest?.number
}
