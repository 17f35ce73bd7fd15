import { type Database, type PoolKey, readStoredNews, wasPutAgainBetween } from '@sluice/database'
import { type NewsOfPlan, type PlanNews, planNews, storedToNews } from '@sluice/recompute'
import type { AtOnce } from '@sluice/service-kit'
import { briefMemory } from '../brief-memory.ts'
import type { PlanReader } from '../plan-reader.ts'
import { readOrganization } from '../read-organization.ts'

export interface PlanStep extends PoolKey {
  /** The plan a follower has; null: none. */
  from: number | null
  to: number
}

/** The text of one Server-Sent Event; null: the plan is no longer kept, a newer one is in force by now. */
export type MakePlanEvent = (step: PlanStep) => AtOnce<{ text: string | null }>

/** Followers of a pool mostly make the same step at the same time. */
const MEMORY_MS = 10_000

/**
 * Makes the event of a step once for all who follow. The changes of a step from one state to the next are kept with the
 * state. A follower that was away for longer, or follows decisions, gets the difference of two plans; one whose state
 * is from before the pool was archived gets what is in force, like a new follower.
 */
export function planEvents(db: Database, read: PlanReader): MakePlanEvent {
  return briefMemory(async (asked: PlanStep) => {
    const step = (await isCutOff(db, asked)) ? { ...asked, from: null } : asked
    const news = (await keptNews(db, step)) ?? (await workedOut(read, step))
    return { text: news && `id: ${step.to}\nevent: plan\ndata: ${JSON.stringify(news)}\n\n` }
  }, MEMORY_MS)
}

/** Between one state and the next lies no archiving: it has a number of its own. */
async function isCutOff(db: Database, { orgId, poolId, from, to }: PlanStep): Promise<boolean> {
  if (from === null || to - from <= 1) return false
  return readOrganization(db, orgId, (trx) => wasPutAgainBetween(trx, { orgId, poolId }, { after: from, upTo: to }))
}

async function keptNews(db: Database, { orgId, poolId, from, to }: PlanStep): Promise<PlanNews | null> {
  if (from !== null && from !== to - 1) return null
  const row = await readOrganization(db, orgId, (trx) => readStoredNews(trx, { orgId, poolId, number: to }))
  if (!row || row.news === null || (from !== null && !row.isBeforeKept)) return null
  const { news, computedAt, isBeforeKept: _, ...state } = row
  return storedToNews({ ...state, poolId, computedAt: computedAt.toISOString() }, from, news)
}

async function workedOut(read: PlanReader, { orgId, poolId, from, to }: PlanStep): Promise<PlanNews | null> {
  const find = async (number: number): Promise<NewsOfPlan | null> => {
    const plan = await read({ orgId, poolId, number })
    return plan ? { ...plan, poolId, number, recommendations: plan.lines } : null
  }
  const now = await find(to)
  // A plan later than the one in force belongs to a database that was set back.
  return now && planNews(now, from === null || from > to ? null : await find(from))
}
