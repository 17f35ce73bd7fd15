import { getMapping as find } from '@sluice/configuration'
import { getMapping as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configuredAnswer } from '../configured-answer.ts'
import type { ResultsDeps } from '../deps.ts'
import { mappingNotFound } from '../refusals.ts'

/** GET /v1/mappings/{mappingId} */
export function getMapping(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) =>
    configuredAnswer(await find(deps.db, principal.orgId, params.mappingId), mappingNotFound),
  )
}
