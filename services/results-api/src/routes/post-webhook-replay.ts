import { replayWebhookDelivery as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { replay } from '../webhook-endpoints.ts'

/** POST /v1/webhook-endpoints/{endpointId}/deliveries/{deliveryId}/replay */
export function postWebhookReplay(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { endpointId, deliveryId } = asked.params
    await replay(deps, asked, endpointId, deliveryId)
    return { status: 202, body: { deliveryId } }
  })
}
