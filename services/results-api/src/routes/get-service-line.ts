import { getServiceLine as find } from '@sluice/configuration'
import { getServiceLine as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configuredAnswer } from '../configured-answer.ts'
import type { ResultsDeps } from '../deps.ts'
import { serviceLineNotFound } from '../refusals.ts'

/** GET /v1/service-lines/{serviceLineId} */
export function getServiceLine(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) =>
    configuredAnswer(await find(deps.db, principal.orgId, params.serviceLineId), serviceLineNotFound),
  )
}
