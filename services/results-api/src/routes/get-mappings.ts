import { listMappings as find } from '@sluice/configuration'
import { listMappings as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configurationPage } from '../configuration-page.ts'
import type { ResultsDeps } from '../deps.ts'

/** GET /v1/mappings */
export function getMappings(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal, headers }) =>
    configurationPage({
      name: 'mappings',
      path: '/v1/mappings',
      query,
      ifNoneMatch: headers['if-none-match'],
      find: (page) => find(deps.db, principal.orgId, page),
    }),
  )
}
