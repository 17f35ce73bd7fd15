import { rotateWebhookSecret as operation } from '@sluice/contracts'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { rotateSecret, rowToEndpoint } from '../webhook-endpoints.ts'

/** POST /v1/webhook-endpoints/{endpointId}/secret/rotate */
export function postWebhookSecretRotation(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { row, secret } = await rotateSecret(deps, asked, asked.params.endpointId, asked.body.overlapSeconds)
    return { status: 200, headers: { etag: strongEtag(row.version) }, body: { ...rowToEndpoint(row), secret } }
  })
}
