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
  /** Something else is in force by now: what is asked from here on is read anew, so that whoever decides sees it at once. */
  forget(): void
}

/** Ids have no blanks. */
function poolName({ orgId, poolId, decisions }: PoolKey & { decisions: number }): string {
  return `${orgId} ${poolId} ${decisions}`
}

/**
 * The one place that says which plan is in force. What it says is at most `memoryMs` old, so that a thousand pollers cost
 * four queries a second and pool; plans themselves never change.
 */
export function createPlanPointers(db: Database, memoryMs: number): PlanPointers {
  // Part of every question: an answer from before the last decision here is to no question asked since.
  let decisions = 0
  const current = async ({ orgId, poolId }: PoolKey & { decisions: number }) => {
    const state = await readOrganization(db, orgId, (trx) => readPoolInForce(trx, { orgId, poolId }))
    return { pointer: state ? { number: state.effective_number, computedRevision: state.computed_revision } : null }
  }
  const inForce = ({ filter }: { filter: PlansInForceFilter; decisions: number }) =>
    readOrganization(db, filter.orgId, (trx) => listPlansInForce(trx, filter))
  const rememberCurrent = briefMemory(current, memoryMs, poolName)
  const rememberInForce = briefMemory(inForce, memoryMs)
  return {
    current: ({ orgId, poolId }) => rememberCurrent({ orgId, poolId, decisions }),
    inForce: (filter) => rememberInForce({ filter, decisions }),
    forget: () => {
      decisions += 1
    },
  }
}
