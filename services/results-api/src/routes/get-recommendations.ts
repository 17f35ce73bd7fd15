import { listRecommendations as operation, type Recommendation, type RecommendationList } from '@sluice/contracts'
import { cursorCodec, type HttpApp, ifNoneMatch, PreparedJson, serve } from '@sluice/service-kit'
import { z } from 'zod'
import { cellsChangedSince, readChangesCursor, toChangesCursor } from '../changed-lines.ts'
import type { ResultsDeps } from '../deps.ts'
import { pageLinks } from '../page-answer.ts'
import { pagePlans } from '../page-plans.ts'
import type { PlanPointers } from '../plan-pointers.ts'
import type { PlanReader } from '../plan-reader.ts'
import { preparedAnswers } from '../prepared-answers.ts'
import { readPage } from '../recommendation-page.ts'

const position = z.strictObject({ poolId: z.string(), number: z.int().min(1), cellId: z.string() })
const cursors = cursorCodec('recommendations', 2, position)

interface Filter {
  poolId?: string | undefined
  locationId?: string | undefined
  serviceLine?: string | undefined
}

interface Page {
  json: PreparedJson
  link: string
}

/** A page is about 100 kB. */
const MOST_BYTES = 16 * 1024 * 1024

/** GET /v1/recommendations: the lines of all plans in force, in order of pool and cell, or those changed since. */
export function getRecommendations(app: HttpApp, deps: ResultsDeps, pointers: PlanPointers, read: PlanReader): void {
  const prepared = preparedAnswers<Page>(MOST_BYTES)
  const plansOf = pagePlans()
  serve(app, operation, deps, async ({ query, principal: { orgId }, headers: asked }) => {
    const { limit, cursor, changedSince, ...filter } = query
    const question = { ...filter, changedSince }
    const after = cursor === undefined ? undefined : cursors.decode(cursor, question)
    const known = changedSince === undefined ? undefined : readChangesCursor(changedSince, filter)
    const inForce = await pointers.inForce({ orgId, ...filter, pinnedPoolId: after?.poolId })
    const { plans, etag } = plansOf(inForce, query, after)
    const headers = { etag, 'cache-control': 'private, no-cache', vary: 'accept-encoding' }
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    const page = await prepared([orgId, etag], async () => {
      const found = await readPage(read, {
        orgId,
        plans,
        after,
        limit,
        isWanted: isWantedBy(filter),
        cellsWanted: async (plan) => (known ? cellsChangedSince(deps.db, orgId, known[plan.poolId], plan) : null),
      })
      const nextCursor = found.next ? cursors.encode(found.next, question) : null
      const changesCursor = after ? null : toChangesCursor(plans, filter)
      return toPage(query, { items: found.items, nextCursor, changesCursor })
    })
    return { status: 200, headers: { ...headers, link: page.link }, json: page.json }
  })
}

function toPage(query: { limit: number }, page: RecommendationList): Page {
  return {
    json: new PreparedJson(JSON.stringify(page)),
    link: pageLinks({ path: operation.path, query }, page.nextCursor),
  }
}

function isWantedBy({ locationId, serviceLine }: Filter): (line: Recommendation) => boolean {
  return (line) =>
    (locationId === undefined || line.locationId === locationId) &&
    (serviceLine === undefined || line.serviceLine === serviceLine)
}
