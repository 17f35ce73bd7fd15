import { listWebhookDeliveries as operation } from '@sluice/contracts'
import { findWebhookEndpoint, listWebhookDeliveries } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'
import { rowToDelivery, webhookEndpointNotFound } from '../webhook-endpoints.ts'

const cursors = cursorCodec('webhook-deliveries', 1, z.strictObject({ before: z.int().min(1) }))

/** GET /v1/webhook-endpoints/{endpointId}/deliveries: newest first, by id, so that new ones never shift a page. */
export function getWebhookDeliveries(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal: { orgId }, headers }) => {
    const { endpointId } = params
    const before = query.cursor === undefined ? undefined : cursors.decode(query.cursor, params).before
    const rows = await readOrganization(deps.db, orgId, async (trx) => {
      if (!(await findWebhookEndpoint(trx, orgId, endpointId))) throw webhookEndpointNotFound()
      return listWebhookDeliveries(trx, { orgId, endpointId, before, limit: query.limit + 1 })
    })
    const items = rows.slice(0, query.limit).map(rowToDelivery)
    const last = rows.length > query.limit ? items.at(-1) : undefined
    return pageAnswer({
      path: `/v1/webhook-endpoints/${endpointId}/deliveries`,
      query,
      items,
      nextCursor: last ? cursors.encode({ before: last.id }, params) : null,
      version: [endpointId, JSON.stringify(items), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}
