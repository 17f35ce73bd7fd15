import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'

/** Removes the lines of cells that are no longer in the plan. */
export async function deleteRecommendations(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  cellIds: readonly string[],
): Promise<void> {
  if (cellIds.length === 0) return
  await trx
    .deleteFrom('recommendations')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('cell_id', 'in', cellIds)
    .execute()
}

/** Cells of the pool whose line has changed in what came into force after that number, by now. */
export async function listCellsChangedSince(
  trx: DatabaseTransaction,
  { orgId, poolId, number }: PoolKey & { number: number },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('recommendations')
    .select('cell_id')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('effective_number', '>', number)
    .execute()
  return rows.map((row) => row.cell_id)
}
