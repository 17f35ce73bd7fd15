import type { PooledRecommendation } from '@sluice/contracts'
import { cursorCodec } from '@sluice/service-kit'
import { z } from 'zod'
import { pageAnswer } from './page-answer.ts'
import type { PlanPointers } from './plan-pointers.ts'
import type { PlanReader } from './plan-reader.ts'
import { plansFrom, readPage } from './recommendation-page.ts'

const position = z.strictObject({ poolId: z.string(), number: z.int().min(1), cellId: z.string() })

interface ViewQuery {
  poolId?: string | undefined
  locationId?: string | undefined
  serviceLine?: string | undefined
  moved: 'all' | 'only'
  limit: number
  cursor?: string | undefined
}

interface ViewQuestion {
  orgId: string
  path: string
  query: ViewQuery
  ifNoneMatch: string | undefined
}

/**
 * A page of the lines in force, each as `toLine` tells it: the same lines, order and pages as /v1/recommendations.
 * @throws Problem bad-cursor
 */
export function viewPages<Line>(
  name: string,
  { pointers, read }: { pointers: PlanPointers; read: PlanReader },
  toLine: (line: PooledRecommendation) => Line,
) {
  const cursors = cursorCodec(name, 1, position)
  return async ({ orgId, path, query, ifNoneMatch }: ViewQuestion) => {
    const { limit, cursor, moved, ...filter } = query
    const question = { ...filter, moved }
    const after = cursor === undefined ? undefined : cursors.decode(cursor, question)
    const plans = plansFrom(await pointers.inForce({ orgId, ...filter, pinnedPoolId: after?.poolId }), after)
    const { items, next } = await readPage(read, {
      orgId,
      plans,
      after,
      limit,
      isWanted: (line) =>
        (filter.locationId === undefined || line.locationId === filter.locationId) &&
        (filter.serviceLine === undefined || line.serviceLine === filter.serviceLine) &&
        (moved === 'all' || line.recommendedDailyBudgetMinor !== line.previousDailyBudgetMinor),
      cellsWanted: async () => null,
    })
    return pageAnswer({
      path,
      query: { ...query },
      items: items.map(toLine),
      nextCursor: next ? cursors.encode(next, question) : null,
      version: plans.flatMap(({ poolId, number }) => [poolId, number]),
      ifNoneMatch,
    })
  }
}

/** What every line of a view begins with, and what its plan moved. */
export function toViewLine(line: PooledRecommendation) {
  const { poolId, planNumber, cellId, label, locationId, serviceLine, channel, currency } = line
  return { poolId, planNumber, cellId, label, locationId, serviceLine, channel, currency }
}

export function changeOf(line: PooledRecommendation): number {
  return line.recommendedDailyBudgetMinor - line.previousDailyBudgetMinor
}
