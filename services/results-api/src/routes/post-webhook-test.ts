import { testWebhookEndpoint as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { tryEndpoint } from '../webhook-endpoints.ts'

/** POST /v1/webhook-endpoints/{endpointId}/test */
export function postWebhookTest(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const deliveryId = await tryEndpoint(deps, asked, asked.params.endpointId)
    return { status: 202, body: { deliveryId } }
  })
}
