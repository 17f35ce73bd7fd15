import { listWebhookEndpoints as operation } from '@sluice/contracts'
import { listWebhookEndpoints } from '@sluice/database'
import { type HttpApp, serve } from '@sluice/service-kit'
import { configurationPage } from '../configuration-page.ts'
import type { ResultsDeps } from '../deps.ts'
import { readOrganization } from '../read-organization.ts'
import { rowToEndpoint } from '../webhook-endpoints.ts'

/** GET /v1/webhook-endpoints */
export function getWebhookEndpoints(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId }, headers }) =>
    configurationPage({
      name: 'webhook-endpoints',
      path: operation.path,
      query,
      ifNoneMatch: headers['if-none-match'],
      find: async (page) =>
        (await readOrganization(deps.db, orgId, (trx) => listWebhookEndpoints(trx, orgId, page))).map(rowToEndpoint),
    }),
  )
}
