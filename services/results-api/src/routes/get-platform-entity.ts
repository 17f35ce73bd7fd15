import { getPlatformEntity as find } from '@sluice/configuration'
import { getPlatformEntity as operation } from '@sluice/contracts'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { platformEntityNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId}/platform-entities/{entityId} */
export function getPlatformEntity(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { poolId, entityId }, principal: { orgId } }) => {
    const body = await find(deps.db, { orgId, poolId }, entityId)
    if (!body) throw platformEntityNotFound()
    return { status: 200, headers: { etag: strongEtag(body.version) }, body }
  })
}
