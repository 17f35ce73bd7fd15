import { getCell as find } from '@sluice/configuration'
import { getCell as operation } from '@sluice/contracts'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { cellNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId}/cells/{cellId} */
export function getCell(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { poolId, cellId }, principal: { orgId } }) => {
    const found = await find(deps.db, { orgId, poolId }, cellId)
    if (!found) throw cellNotFound()
    const { cell, version } = found
    return { status: 200, headers: { etag: strongEtag(version) }, body: { id: cellId, ...cell, version } }
  })
}
