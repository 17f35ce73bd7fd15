import { getPool as find } from '@sluice/configuration'
import { getPool as operation } from '@sluice/contracts'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { poolNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId} */
export function getPool(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { poolId }, principal }) => {
    const found = await find(deps.db, principal.orgId, poolId)
    if (!found) throw poolNotFound()
    const { pool, ...rest } = found
    const headers = {
      etag: strongEtag(found.version),
      'sluice-computed-revision': String(found.state.computedRevision),
    }
    return { status: 200, headers, body: { id: poolId, ...pool, ...rest } }
  })
}
