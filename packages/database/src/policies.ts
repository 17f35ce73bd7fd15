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

/** The policy that stands of each of these pools, also of archived ones; by pool. */
export async function listPolicies(
  trx: DatabaseTransaction,
  orgId: string,
  poolIds: readonly string[],
): Promise<ReadonlyMap<string, Record<string, unknown>>> {
  if (poolIds.length === 0) return new Map()
  const rows = await trx
    .selectFrom('pools as p')
    .innerJoin('policies as y', (join) =>
      join
        .onRef('y.org_id', '=', 'p.org_id')
        .onRef('y.pool_id', '=', 'p.id')
        .onRef('y.version', '=', 'p.policy_version'),
    )
    .select(['p.id', 'y.body'])
    .where('p.org_id', '=', orgId)
    .where((eb) => eb('p.id', '=', eb.fn.any(eb.val([...poolIds]))))
    .execute()
  return new Map(rows.map(({ id, body }) => [id, body]))
}

/** Adds the next version. The pool's row must be there. */
export async function insertPolicy(trx: DatabaseTransaction, policy: Insertable<PoliciesTable>): Promise<void> {
  await trx.insertInto('policies').values(policy).execute()
}
