import {
  type Database,
  listPlansInForce,
  type PlansInForceFilter,
  type PoolKey,
  readPoolInForce,
} from '@sluice/database'
import { briefMemory } from './brief-memory.ts'
import { readOrganization } from './read-organization.ts'

/** What a pool goes by, and how far its plans have come. */
export interface PlanPointer {
  /** Of what is in force (effective_plans); null: its first plan is still to come. */
  number: number | null
  computedRevision: number
}

export interface PlanPointers {
  /** The plan in force of a pool; `pointer` null: no such pool, or it is archived. */
  current(pool: PoolKey): Promise<{ pointer: PlanPointer | null }>
  /** The plans in force of pools that have lines like these. */
  inForce(filter: PlansInForceFilter): Promise<{ poolId: string; number: number }[]>
}

/**
 * The one place that says which plan is in force. What it says is at most `memoryMs` old, so that a thousand pollers cost
 * four queries a second and pool; plans themselves never change.
 */
export function createPlanPointers(db: Database, memoryMs: number): PlanPointers {
  const current = async ({ orgId, poolId }: PoolKey) => {
    const state = await readOrganization(db, orgId, (trx) => readPoolInForce(trx, { orgId, poolId }))
    return { pointer: state ? { number: state.effective_number, computedRevision: state.computed_revision } : null }
  }
  const inForce = (filter: PlansInForceFilter) =>
    readOrganization(db, filter.orgId, (trx) => listPlansInForce(trx, filter))
  return { current: briefMemory(current, memoryMs), inForce: briefMemory(inForce, memoryMs) }
}
