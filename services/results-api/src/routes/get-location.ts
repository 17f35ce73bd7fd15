import { getLocation as find } from '@sluice/configuration'
import { getLocation as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configuredAnswer } from '../configured-answer.ts'
import type { ResultsDeps } from '../deps.ts'
import { locationNotFound } from '../refusals.ts'

/** GET /v1/locations/{locationId} */
export function getLocation(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) =>
    configuredAnswer(await find(deps.db, principal.orgId, params.locationId), locationNotFound),
  )
}
