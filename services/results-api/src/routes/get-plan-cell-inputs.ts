import { getPlanCellInputs as operation } from '@sluice/contracts'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import { ask } from '../ask.ts'
import type { ResultsDeps } from '../deps.ts'
import { requirePlans } from '../find-plan.ts'
import { readOrganization } from '../read-organization.ts'

/** GET /v1/pools/{poolId}/plans/{number}/inputs/{cellId}: what one line of a plan was worked out from. */
export function getPlanCellInputs(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal: { orgId }, headers: asked, signal }) => {
    const { poolId, number, cellId } = params
    const pool = { orgId, poolId }
    await readOrganization(deps.db, orgId, (trx) => requirePlans(trx, pool, [number]))
    const etag = weakEtag(`${poolId}.${number}.inputs.${cellId}`)
    const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable' }
    // Also of a cell the plan does not have the caller can only have the tag by guessing.
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    return { status: 200, headers, json: await ask(deps, 'cellInputs', { pool, number, cellId }, signal) }
  })
}
