import type { Insertable, Selectable } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoliciesTable } from './schema.ts'

/** One version of a pool's policy; versions are never changed. */
export async function findPolicy(
  trx: DatabaseTransaction,
  orgId: string,
  { poolId, version }: { poolId: string; version: number },
): Promise<Selectable<PoliciesTable> | undefined> {
  return trx
    .selectFrom('policies')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('version', '=', version)
    .executeTakeFirst()
}

/** Adds the next version. The pool's row must be there. */
export async function insertPolicy(trx: DatabaseTransaction, policy: Insertable<PoliciesTable>): Promise<void> {
  await trx.insertInto('policies').values(policy).execute()
}
