import { getMapping as find } from '@sluice/configuration'
import { getMapping as operation } from '@sluice/contracts'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { mappingNotFound } from '../refusals.ts'

/** GET /v1/mappings/{mappingId} */
export function getMapping(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) => {
    const found = await find(deps.db, principal.orgId, params.mappingId)
    if (!found) throw mappingNotFound()
    const { mapping, configVersion } = found
    return { status: 200, headers: { etag: strongEtag(mapping.version) }, body: { ...mapping, configVersion } }
  })
}
