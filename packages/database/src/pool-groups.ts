import { type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { PoolGroupsTable } from './schema.ts'

export type PoolGroupRow = Selectable<PoolGroupsTable>

/** A pool's groups, in order of their ids. */
export async function listPoolGroups(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<PoolGroupRow[]> {
  return trx
    .selectFrom('pool_groups')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .orderBy('id')
    .execute()
}

export type PoolGroupToWrite = Omit<PoolGroupRow, 'org_id' | 'pool_id'>

/** Adds these groups or replaces them. Parents are checked when the transaction ends, so their order does not matter. */
export async function upsertPoolGroups(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  groups: readonly PoolGroupToWrite[],
): Promise<void> {
  if (groups.length === 0) return
  await sql`
    insert into pool_groups (org_id, pool_id, id, name, parent_id, min_daily_budget_minor, max_daily_budget_minor)
    select ${orgId}, ${poolId}, id, name, parent_id, min_daily_budget_minor, max_daily_budget_minor
      from jsonb_to_recordset(${JSON.stringify(groups)}::jsonb) as x(
        id text, name text, parent_id text, min_daily_budget_minor bigint, max_daily_budget_minor bigint)
    on conflict (org_id, pool_id, id) do update set
      name = excluded.name, parent_id = excluded.parent_id,
      min_daily_budget_minor = excluded.min_daily_budget_minor, max_daily_budget_minor = excluded.max_daily_budget_minor
  `.execute(trx)
}

/** Takes groups away; cells that were removed from the pool stay, outside any group. */
export async function deletePoolGroups(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('cells')
    .set({ group_id: null })
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('removed_at', 'is not', null)
    .where((eb) => eb('group_id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
  await trx
    .deleteFrom('pool_groups')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
}
