import { listSourceDeliveries as operation } from '@sluice/contracts'
import { isKnownSource, listDeliveries } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'
import { sourceNotFound } from '../refusals.ts'
import { deliveryToBody } from '../source-body.ts'

const position = z.strictObject({ minute: z.iso.datetime(), keyId: z.string(), mode: z.string() })
const cursors = cursorCodec('deliveries', 1, position)

/** GET /v1/sources/{sourceId}/deliveries: newest first, so that new minutes never shift a page. */
export function getSourceDeliveries(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal: { orgId }, headers }) => {
    const before = query.cursor === undefined ? undefined : cursors.decode(query.cursor, params)
    const rows = await readOrganization(deps.db, orgId, async (trx) => {
      if (!(await isKnownSource(trx, orgId, params.sourceId))) throw sourceNotFound()
      return listDeliveries(trx, orgId, { id: params.sourceId, before, limit: query.limit + 1 })
    })
    const items = rows.slice(0, query.limit).map(deliveryToBody)
    const last = rows.length > query.limit ? items.at(-1) : undefined
    const next = last && { minute: last.minute, keyId: last.keyId, mode: last.mode }
    return pageAnswer({
      path: `/v1/sources/${params.sourceId}/deliveries`,
      query,
      items,
      nextCursor: next ? cursors.encode(next, params) : null,
      version: [params.sourceId, JSON.stringify(items), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}
