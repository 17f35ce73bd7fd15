import { getPlanInForceDifference as operation } from '@sluice/contracts'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import { ask } from '../ask.ts'
import type { ResultsDeps } from '../deps.ts'
import { requireInForce } from '../find-plan.ts'
import { readOrganization } from '../read-organization.ts'

/** GET /v1/pools/{poolId}/effective-plans/{revision}/diff: what changed in force, in full. */
export function getPlanInForceDifference(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query: { against }, principal: { orgId }, headers: asked, signal }) => {
    const { poolId, revision } = params
    const pool = { orgId, poolId }
    await readOrganization(deps.db, orgId, (trx) => requireInForce(trx, pool, [revision, against]))
    const etag = weakEtag(`${poolId}.effective.${revision}.against.${against}`)
    const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable' }
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    return { status: 200, headers, json: await ask(deps, 'inForceDifference', { pool, revision, against }, signal) }
  })
}
