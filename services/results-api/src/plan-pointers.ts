import {
  type Database,
  listPlansInForce,
  type PlansInForceFilter,
  type PoolKey,
  readPoolInForce,
} from '@sluice/database'
import type { AtOnce } from '@sluice/service-kit'
import { briefMemory } from './brief-memory.ts'
import { readOrganization } from './read-organization.ts'

/** What a pool goes by, and how far its plans have come. */
export interface PlanPointer {
  /** The number of what is in force (effective_plans); null: its first plan is still to come. */
  number: number | null
  computedRevision: number
}

export interface PlanPointers {
  /** The plan in force of a pool; `pointer` null: no such pool, or it is archived. The same object as long as it is believed. */
  current(pool: PoolKey): AtOnce<{ pointer: PlanPointer | null }>
  /** The plans in force of pools that have lines like these. */
  inForce(filter: PlansInForceFilter): AtOnce<{ poolId: string; number: number }[]>
  /** Something else is in force by now: later questions read it again, so that a decider sees it at once. */
  forget(): void
}

type Deciding<Question> = Question & { decisions: number }

/** Ids hold no spaces. */
function poolName({ orgId, poolId, decisions }: Deciding<PoolKey>): string {
  return `${orgId} ${poolId} ${decisions}`
}

/** Ids hold no spaces, and are never empty. */
function filterName(filter: Deciding<PlansInForceFilter>): string {
  const { orgId, poolId = '', locationId = '', serviceLine = '', pinnedPoolId = '', decisions } = filter
  return `${orgId} ${poolId} ${locationId} ${serviceLine} ${pinnedPoolId} ${decisions}`
}

/**
 * The one place that knows which plan is in force. Its answer is at most `memoryMs` old, so that a thousand pollers
 * cost four queries a second and pool; plans themselves never change.
 */
export function createPlanPointers(db: Database, memoryMs: number): PlanPointers {
  // Part of every question: an answer from before the last decision here is no answer to a question asked since.
  let decisions = 0
  const current = async ({ orgId, poolId }: Deciding<PoolKey>) => {
    const state = await readOrganization(db, orgId, (trx) => readPoolInForce(trx, { orgId, poolId }))
    return { pointer: state ? { number: state.effective_number, computedRevision: state.computed_revision } : null }
  }
  const inForce = (filter: Deciding<PlansInForceFilter>) =>
    readOrganization(db, filter.orgId, (trx) => listPlansInForce(trx, filter))
  const rememberCurrent = briefMemory(current, memoryMs, poolName)
  const rememberInForce = briefMemory(inForce, memoryMs, filterName)
  return {
    current: ({ orgId, poolId }) => rememberCurrent({ orgId, poolId, decisions }),
    inForce: (filter) => rememberInForce({ ...filter, decisions }),
    forget: () => {
      decisions += 1
    },
  }
}
