import { getFeed as find } from '@sluice/configuration'
import { getFeed as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configuredAnswer } from '../configured-answer.ts'
import type { ResultsDeps } from '../deps.ts'
import { feedNotFound } from '../refusals.ts'

/** GET /v1/feeds/{feedId} */
export function getFeed(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal }) =>
    configuredAnswer(await find(deps.db, principal.orgId, params.feedId), feedNotFound),
  )
}
