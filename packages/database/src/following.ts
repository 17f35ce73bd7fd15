import { sql } from 'kysely'
import type { Database } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import { prepared } from './prepared.ts'
import { withRole } from './tenancy.ts'

export interface PlanPointerRow extends PoolKey {
  /** The number of what is in force (effective_plans); null: the first plan is still to come. */
  number: number | null
}

/**
 * What is in force in each of these pools, of whatever organizations; archived and unknown ones are left out. One cheap
 * query for everything a process follows.
 */
export async function listPlanPointers(db: Database, pools: readonly PoolKey[]): Promise<PlanPointerRow[]> {
  if (pools.length === 0) return []
  return withRole(
    db,
    'sluice_results',
    async (trx) => {
      const { rows } = await sql<PlanPointerRow>`
        ${prepared} select org_id as "orgId", pool_id as "poolId", effective_number as number
          from list_plan_pointers(${pools.map(({ orgId }) => orgId)}::text[],
                                  ${pools.map(({ poolId }) => poolId)}::text[])`.execute(trx)
      return rows
    },
    { readOnly: true },
  )
}

/** Those of these keys that are revoked, expired or gone, by the database's clock. */
export async function listKeysOutOfForce(db: Database, keyIds: readonly string[]): Promise<string[]> {
  if (keyIds.length === 0) return []
  return withRole(
    db,
    'sluice_results',
    async (trx) => {
      const { rows } = await sql<{ keyId: string }>`
        select k as "keyId" from list_keys_out_of_force(${keyIds}::text[]) as k`.execute(trx)
      return rows.map(({ keyId }) => keyId)
    },
    { readOnly: true },
  )
}
