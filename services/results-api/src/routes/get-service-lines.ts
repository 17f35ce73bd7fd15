import { listServiceLines as find } from '@sluice/configuration'
import { listServiceLines as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configurationPage } from '../configuration-page.ts'
import type { ResultsDeps } from '../deps.ts'

/** GET /v1/service-lines */
export function getServiceLines(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal, headers }) =>
    configurationPage({
      name: 'service-lines',
      path: '/v1/service-lines',
      query,
      ifNoneMatch: headers['if-none-match'],
      find: (page) => find(deps.db, principal.orgId, page),
    }),
  )
}
