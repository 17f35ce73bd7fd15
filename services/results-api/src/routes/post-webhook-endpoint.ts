import { createWebhookEndpoint as operation } from '@sluice/contracts'
import type { Outbound } from '@sluice/outbound'
import { type HttpApp, serve, strongEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { checkWebhookUrl, createEndpoint, rowToEndpoint } from '../webhook-endpoints.ts'

/** POST /v1/webhook-endpoints */
export function postWebhookEndpoint(app: HttpApp, deps: ResultsDeps, outbound: Pick<Outbound, 'check'>): void {
  serve(app, operation, deps, async (asked) => {
    await checkWebhookUrl(outbound, asked.body.url)
    const { row, secret } = await createEndpoint(deps, asked, asked.body)
    return { status: 201, headers: { etag: strongEtag(row.version) }, body: { ...rowToEndpoint(row), secret } }
  })
}
