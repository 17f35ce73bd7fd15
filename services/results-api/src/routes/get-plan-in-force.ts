import { getPlanInForce as operation } from '@sluice/contracts'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { requireInForce } from '../find-plan.ts'
import type { FindPreparedPlan } from '../prepared-plans.ts'
import { readOrganization } from '../read-organization.ts'
import { planNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId}/effective-plans/{revision}: what was in force never changes; it may be kept for a year. */
export function getPlanInForce(app: HttpApp, deps: ResultsDeps, findPlan: FindPreparedPlan): void {
  serve(app, operation, deps, async ({ params: { poolId, revision }, principal: { orgId }, headers: asked }) => {
    const pool = { orgId, poolId }
    await readOrganization(deps.db, orgId, (trx) => requireInForce(trx, pool, [revision]))
    const etag = weakEtag(`${poolId}.effective.${revision}`)
    const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable', vary: 'accept-encoding' }
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    const json = await findPlan({ ...pool, number: revision })
    if (!json) throw planNotFound()
    return { status: 200, headers, json }
  })
}
