import { getWebhookEndpoint as operation } from '@sluice/contracts'
import { findWebhookEndpoint } from '@sluice/database'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { readOrganization } from '../read-organization.ts'
import { rowToEndpoint, webhookEndpointNotFound } from '../webhook-endpoints.ts'

/** GET /v1/webhook-endpoints/{endpointId} */
export function getWebhookEndpoint(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { endpointId }, principal: { orgId } }) => {
    const row = await readOrganization(deps.db, orgId, (trx) => findWebhookEndpoint(trx, orgId, endpointId))
    if (!row) throw webhookEndpointNotFound()
    return { status: 200, headers: { etag: strongEtag(row.version) }, body: rowToEndpoint(row) }
  })
}
