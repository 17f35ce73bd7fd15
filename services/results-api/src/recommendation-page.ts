import type { PooledRecommendation, Recommendation } from '@sluice/contracts'
import type { NotedLine } from '@sluice/database'
import { Problem } from '@sluice/service-kit'
import type { PlanReader } from './plan-reader.ts'

export interface PoolPlan {
  poolId: string
  /** The number of what is in force (effective_plans). */
  number: number
}

/** Where a page ended: the next one goes on in the same plan, whatever was published since. */
export interface RecommendationPosition extends PoolPlan {
  cellId: string
}

export interface RecommendationPage {
  orgId: string
  /** The plans to read, in order of their pools; the first one after `after.cellId`. */
  plans: readonly PoolPlan[]
  after: RecommendationPosition | undefined
  limit: number
  isWanted: (line: Recommendation) => boolean
  /** The cells wanted of a plan; null: all. */
  cellsWanted: (plan: PoolPlan) => Promise<ReadonlySet<string> | null>
}

/**
 * Plans to read for a page: those in force, except that the pool in which the page before ended stays at its plan.
 * @throws Problem bad-cursor when that pool is no longer in force: nobody is to spend by its plan.
 */
export function plansFrom(inForce: readonly PoolPlan[], after: RecommendationPosition | undefined): PoolPlan[] {
  const inOrder = inForce.toSorted((a, b) => (a.poolId < b.poolId ? -1 : 1))
  if (!after) return inOrder
  const { poolId, number } = after
  if (!inOrder.some((plan) => plan.poolId === poolId)) throw tooOld()
  return [{ poolId, number }, ...inOrder.filter((plan) => plan.poolId > poolId)]
}

/** Fills a page plan by plan; `next` is where to go on, null at the end. */
export async function readPage(
  read: PlanReader,
  page: RecommendationPage,
): Promise<{ items: PooledRecommendation[]; next: RecommendationPosition | null }> {
  const items: PooledRecommendation[] = []
  for (const plan of page.plans) {
    const lines = await linesOf(read, page, plan)
    const room = page.limit - items.length
    items.push(...lines.slice(0, room))
    if (lines.length > room) return { items, next: positionOf(items, page.plans) }
  }
  return { items, next: null }
}

async function linesOf(
  read: PlanReader,
  { orgId, after, isWanted, cellsWanted }: RecommendationPage,
  { poolId, number }: PoolPlan,
): Promise<PooledRecommendation[]> {
  const cells = await cellsWanted({ poolId, number })
  if (cells?.size === 0) return []
  const plan = await read({ orgId, poolId, number })
  if (!plan) throw tooOld()
  const afterCell = after?.poolId === poolId ? after.cellId : ''
  return plan.lines
    .filter((line) => line.cellId > afterCell && isWanted(line) && (cells === null || cells.has(line.cellId)))
    .map((line) => ({ poolId, planNumber: plan.planNumber, currency: plan.currency, ...line }))
}

/** A page ends in the plan it was filled from last, or, having no room for a line of that, in the one before. */
function positionOf(items: readonly PooledRecommendation[], plans: readonly PoolPlan[]): RecommendationPosition | null {
  const last = items.at(-1)
  const plan = plans.find(({ poolId }) => poolId === last?.poolId)
  return last && plan ? { ...plan, cellId: last.cellId } : null
}

/** Cells that were in a plan the caller has and are in this one no more. */
export async function goneCellsOf(
  read: PlanReader,
  { orgId, poolId, number }: PoolPlan & { orgId: string },
  changed: readonly NotedLine[] | null,
): Promise<NotedLine[]> {
  if (changed === null || changed.length === 0) return []
  const plan = await read({ orgId, poolId, number })
  if (!plan) throw tooOld()
  const there = new Set(plan.lines.map(({ cellId }) => cellId))
  return changed.filter(({ cellId }) => !there.has(cellId))
}

function tooOld(): Problem {
  return new Problem('bad-cursor', 'The plan this cursor goes on in is no longer kept, or its pool is archived.')
}
