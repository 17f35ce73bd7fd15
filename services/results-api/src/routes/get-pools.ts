import { listPools as find } from '@sluice/configuration'
import { listPools as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configurationPage } from '../configuration-page.ts'
import type { ResultsDeps } from '../deps.ts'

/** GET /v1/pools */
export function getPools(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal, headers }) =>
    configurationPage({
      name: 'pools',
      path: '/v1/pools',
      query,
      ifNoneMatch: headers['if-none-match'],
      find: (page) => find(deps.db, principal.orgId, page),
    }),
  )
}
