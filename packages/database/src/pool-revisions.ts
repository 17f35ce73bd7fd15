import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

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
  const rows = await trx
    .selectFrom('pool_state')
    .select(['pool_id', 'requested_revision'])
    .where('org_id', '=', orgId)
    .where('pool_id', '=', sql<string>`any(${[...poolIds]}::text[])`)
    .orderBy('pool_id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.pool_id, row.requested_revision]))
}

/**
 * Asks for one more revision of each pool: it is due at once, whatever failed before. A pool that was lagging keeps the
 * moment since when. Lock the pools first (lockPools).
 */
export async function bumpPools(trx: DatabaseTransaction, orgId: string, poolIds: readonly string[]): Promise<void> {
  if (poolIds.length === 0) return
  await trx
    .updateTable('pool_state')
    .set({
      requested_revision: sql<number>`requested_revision + 1`,
      attempts: 0,
      next_attempt_at: null,
      dirty_since: sql<Date>`case when computed_revision < requested_revision then dirty_since else clock_timestamp() end`,
    })
    .where('org_id', '=', orgId)
    .where('pool_id', '=', sql<string>`any(${[...poolIds]}::text[])`)
    .execute()
}
