import type { PoolKey } from '@sluice/database'
import { type NewsOfPlan, planNews } from '@sluice/recompute'
import { briefMemory } from '../brief-memory.ts'
import type { PlanReader } from '../plan-reader.ts'

export interface PlanStep extends PoolKey {
  /** The plan a follower has; null: none. */
  from: number | null
  to: number
}

/** The text of one Server-Sent Event; null: the plan is no longer kept, a newer one is in force by now. */
export type MakePlanEvent = (step: PlanStep) => Promise<{ text: string | null }>

/** Followers of a pool mostly make the same step at the same time. */
const MEMORY_MS = 10_000

/** Makes the event of a step once for all who follow. */
export function planEvents(read: PlanReader): MakePlanEvent {
  const find = async (pool: PoolKey, number: number): Promise<NewsOfPlan | null> => {
    const plan = await read({ ...pool, number })
    return plan ? { ...plan, poolId: pool.poolId, number, recommendations: plan.lines } : null
  }
  return briefMemory(async ({ orgId, poolId, from, to }: PlanStep) => {
    const pool = { orgId, poolId }
    const now = await find(pool, to)
    if (!now) return { text: null }
    // A plan later than the one in force is of a database that was set back.
    const before = from === null || from > to ? null : await find(pool, from)
    return { text: `id: ${to}\nevent: plan\ndata: ${JSON.stringify(planNews(now, before))}\n\n` }
  }, MEMORY_MS)
}
