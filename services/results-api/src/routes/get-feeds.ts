import { listFeeds as find } from '@sluice/configuration'
import { listFeeds as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configurationPage } from '../configuration-page.ts'
import type { ResultsDeps } from '../deps.ts'

/** GET /v1/feeds */
export function getFeeds(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal, headers }) =>
    configurationPage({
      name: 'feeds',
      path: '/v1/feeds',
      query,
      ifNoneMatch: headers['if-none-match'],
      find: (page) => find(deps.db, principal.orgId, page),
    }),
  )
}
