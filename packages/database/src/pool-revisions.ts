import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { prepared } from './prepared.ts'

/**
 * Locks the pools until the end of the transaction and returns the revision each has been asked for so far. Always in
 * one order: unsorted, two transactions with two pools each wait for one another.
 */
export async function lockPools(
  trx: DatabaseTransaction,
  orgId: string,
  poolIds: readonly string[],
): Promise<Map<string, number>> {
  if (poolIds.length === 0) return new Map()
  const { rows } = await sql<{ pool_id: string; requested_revision: number }>`
    ${prepared} select pool_id, requested_revision from pool_state
     where org_id = ${orgId} and pool_id = any(${[...poolIds]}::text[])
     order by pool_id for update`.execute(trx)
  return new Map(rows.map((row) => [row.pool_id, row.requested_revision]))
}

/**
 * Asks for one more revision of each pool: it is due at once, whatever failed before. A pool that was lagging keeps the
 * moment since when. Lock the pools first (lockPools).
 */
export async function bumpPools(trx: DatabaseTransaction, orgId: string, poolIds: readonly string[]): Promise<void> {
  if (poolIds.length === 0) return
  await sql`
    ${prepared} update pool_state
       set requested_revision = requested_revision + 1, attempts = 0, next_attempt_at = null,
           dirty_since = case when computed_revision < requested_revision then dirty_since else clock_timestamp() end
     where org_id = ${orgId} and pool_id = any(${[...poolIds]}::text[])`.execute(trx)
}
