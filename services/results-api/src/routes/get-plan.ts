import { getPlan as operation } from '@sluice/contracts'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import type { PlanPointers } from '../plan-pointers.ts'
import type { PreparedPlans } from '../prepared-plans.ts'
import { planNotFound, planNotReady, poolNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId}/plan: the plan in force, or the latest proposed; 304 while it is the one the caller has. */
export function getPlan(app: HttpApp, deps: ResultsDeps, pointers: PlanPointers, plans: PreparedPlans): void {
  serve(app, operation, deps, async ({ params: { poolId }, query, principal: { orgId }, headers: asked }) => {
    const { pointer } = await pointers.current({ orgId, poolId })
    if (!pointer) throw poolNotFound()
    const { number, computedRevision } = pointer
    if (number === null) throw planNotReady()
    const headers = {
      // By what is in force alone: a new revision that changed nothing leaves the tag, and shows in its own header.
      etag: weakEtag(query.status === 'proposed' ? `${poolId}.${number}.proposed` : `${poolId}.${number}`),
      // Always ask, and mostly be answered 304: a plan may change at any second.
      'cache-control': 'private, no-cache',
      vary: 'accept-encoding',
      'sluice-computed-revision': String(computedRevision),
    }
    if (ifNoneMatch(asked['if-none-match'], headers.etag)) return { status: 304, headers }
    const json = await plans[query.status]({ orgId, poolId, number })
    if (!json) throw planNotFound()
    return { status: 200, headers, json }
  })
}
