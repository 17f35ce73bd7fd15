import { getServiceLine as find } from '@sluice/configuration'
import { getServiceLine as operation } from '@sluice/contracts'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { serviceLineNotFound } from '../refusals.ts'

/** GET /v1/service-lines/{serviceLineId} */
export function getServiceLine(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) => {
    const found = await find(deps.db, principal.orgId, params.serviceLineId)
    if (!found) throw serviceLineNotFound()
    const { serviceLine, configVersion } = found
    return { status: 200, headers: { etag: strongEtag(serviceLine.version) }, body: { ...serviceLine, configVersion } }
  })
}
