import { putWebhookEndpoint as operation } from '@sluice/contracts'
import type { Outbound } from '@sluice/outbound'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { changeEndpoint, checkWebhookUrl, rowToEndpoint } from '../webhook-endpoints.ts'

/** PUT /v1/webhook-endpoints/{endpointId} */
export function putWebhookEndpoint(app: HttpApp, deps: ResultsDeps, outbound: Pick<Outbound, 'check'>): void {
  serve(app, operation, deps, async (asked) => {
    await checkWebhookUrl(outbound, asked.body.url)
    const row = await changeEndpoint(deps, asked, asked.params.endpointId, asked.body)
    return { status: 200, headers: { etag: strongEtag(row.version) }, body: rowToEndpoint(row) }
  })
}
