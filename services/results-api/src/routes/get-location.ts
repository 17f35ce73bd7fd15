import { getLocation as find } from '@sluice/configuration'
import { getLocation as operation } from '@sluice/contracts'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { locationNotFound } from '../refusals.ts'

/** GET /v1/locations/{locationId} */
export function getLocation(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) => {
    const found = await find(deps.db, principal.orgId, params.locationId)
    if (!found) throw locationNotFound()
    const { location, configVersion } = found
    return { status: 200, headers: { etag: strongEtag(location.version) }, body: { ...location, configVersion } }
  })
}
