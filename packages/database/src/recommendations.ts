import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'

/**
 * Notes that cells have no line any more since this plan, in force under that number. Their rows stay, one for each
 * cell a pool ever had: clients that follow by what has changed must learn that they are gone.
 */
export async function noteGoneLines(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { planNumber, effectiveNumber }: { planNumber: number; effectiveNumber: number },
  cellIds: readonly string[],
): Promise<void> {
  if (cellIds.length === 0) return
  await trx
    .updateTable('recommendations')
    .set({ plan_number: planNumber, effective_number: effectiveNumber, updated_at: sql`clock_timestamp()` })
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('cell_id', 'in', cellIds)
    .execute()
}

export interface NotedLine {
  cellId: string
  locationId: string
  serviceLine: string
}

/**
 * Cells of the pool whose line has changed, or is gone, in what came into force after that number, by now; with their
 * last places.
 */
export async function listCellsChangedSince(
  trx: DatabaseTransaction,
  { orgId, poolId, number }: PoolKey & { number: number },
): Promise<NotedLine[]> {
  return trx
    .selectFrom('recommendations')
    .select(['cell_id as cellId', 'location_id as locationId', 'service_line as serviceLine'])
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('effective_number', '>', number)
    .execute()
}
