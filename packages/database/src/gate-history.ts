import { sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteInParts } from './delete-in-parts.ts'
import type { PoolKey } from './pool-key.ts'
import type { GateHistoryTable } from './schema.ts'

/** Notes the gates that moved with a plan, or stand for another cause; a cell's gate stays in force until its next row. */
export async function insertGateChanges(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { planNumber, at }: { planNumber: number; at: Date },
  changes: readonly { cellId: string; gate: GateHistoryTable['gate']; cause: string | null }[],
): Promise<void> {
  if (changes.length === 0) return
  await sql`
    insert into gate_history (org_id, pool_id, cell_id, plan_number, effective_at, gate, cause)
    select ${orgId}, ${poolId}, x.cell_id, ${planNumber}::bigint, ${at}::timestamptz, x.gate, x.cause
      from unnest(${changes.map(({ cellId }) => cellId)}::text[], ${changes.map(({ gate }) => gate)}::text[],
                  ${changes.map(({ cause }) => cause)}::text[]) as x (cell_id, gate, cause)`.execute(trx)
}

/**
 * Removes what lies before the gate that stood 400 days ago; that one is kept from its first row on. A cell's oldest
 * rows go first, so that even between two parts what is left says what stood when.
 * @returns how many.
 */
export function deleteOldGateChanges(db: Database, orgId: string, atOnce = 20_000): Promise<number> {
  return deleteInParts(
    db,
    orgId,
    atOnce,
    (limit) => sql`
    delete from gate_history where org_id = ${orgId} and ctid = any(array(
      select old.ctid from gate_history old
       where old.org_id = ${orgId} and old.effective_at < clock_timestamp() - interval '400 days'
         and exists (select from gate_history newer
                      where newer.org_id = old.org_id and newer.pool_id = old.pool_id and newer.cell_id = old.cell_id
                        and newer.plan_number > old.plan_number and newer.gate <> old.gate
                        and newer.effective_at < clock_timestamp() - interval '400 days')
       order by old.pool_id, old.cell_id, old.plan_number limit ${limit}))`,
  )
}
