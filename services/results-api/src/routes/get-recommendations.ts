import { listRecommendations as operation, type Recommendation } from '@sluice/contracts'
import { listPlansInForce } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import type { PlanReader } from '../plan-reader.ts'
import { readOrganization } from '../read-organization.ts'
import { plansFrom, readPage } from '../recommendation-page.ts'

const position = z.strictObject({ poolId: z.string(), number: z.int().min(1), cellId: z.string() })
const cursors = cursorCodec('recommendations', 1, position)

interface Filter {
  poolId?: string | undefined
  locationId?: string | undefined
  serviceLine?: string | undefined
}

/** GET /v1/recommendations: the lines of all plans in force, in order of pool and cell. */
export function getRecommendations(app: HttpApp, deps: ResultsDeps, read: PlanReader): void {
  serve(app, operation, deps, async ({ query, principal: { orgId }, headers }) => {
    const { limit, cursor, ...filter } = query
    const after = cursor === undefined ? undefined : cursors.decode(cursor, filter)
    const wanted = { orgId, ...filter, pinnedPoolId: after?.poolId }
    const inForce = await readOrganization(deps.db, orgId, (trx) => listPlansInForce(trx, wanted))
    const plans = plansFrom(inForce, after)
    const { items, next } = await readPage(read, { orgId, plans, after, limit, isWanted: isWantedBy(filter) })
    return pageAnswer({
      path: operation.path,
      query,
      items,
      nextCursor: next ? cursors.encode(next, filter) : null,
      version: plans.flatMap(({ poolId, number }) => [poolId, number]),
      ifNoneMatch: headers['if-none-match'],
    })
  })
}

function isWantedBy({ locationId, serviceLine }: Filter): (line: Recommendation) => boolean {
  return (line) =>
    (locationId === undefined || line.locationId === locationId) &&
    (serviceLine === undefined || line.serviceLine === serviceLine)
}
