import { listLocations as find } from '@sluice/configuration'
import { listLocations as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configurationPage } from '../configuration-page.ts'
import type { ResultsDeps } from '../deps.ts'

/** GET /v1/locations */
export function getLocations(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal, headers }) =>
    configurationPage({
      name: 'locations',
      path: '/v1/locations',
      query,
      ifNoneMatch: headers['if-none-match'],
      find: (page) => find(deps.db, principal.orgId, page),
    }),
  )
}
