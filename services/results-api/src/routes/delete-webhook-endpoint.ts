import { deleteWebhookEndpoint as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { removeEndpoint } from '../webhook-endpoints.ts'

/** DELETE /v1/webhook-endpoints/{endpointId} */
export function deleteWebhookEndpoint(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    await removeEndpoint(deps, asked, asked.params.endpointId)
    return { status: 204 }
  })
}
