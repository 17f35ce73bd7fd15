import { type Alert, listAlerts as operation } from '@sluice/contracts'
import { type AlertRow, listAlerts } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'

const cursors = cursorCodec('alerts', 1, z.strictObject({ before: z.int().min(1) }))

/** GET /v1/alerts: newest first, so that new ones never shift a page. */
export function getAlerts(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId }, headers }) => {
    const { status, limit, cursor } = query
    const before = cursor === undefined ? undefined : cursors.decode(cursor, { status }).before
    const rows = await readOrganization(deps.db, orgId, (trx) =>
      listAlerts(trx, orgId, { status, before, limit: limit + 1 }),
    )
    const items = rows.slice(0, limit).map(rowToAlert)
    const last = rows.length > limit ? items.at(-1) : undefined
    return pageAnswer({
      path: '/v1/alerts',
      query,
      items,
      nextCursor: last ? cursors.encode({ before: last.id }, { status }) : null,
      version: [JSON.stringify(items), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}

function rowToAlert({ org_id: _, opened_at, closed_at, ...row }: AlertRow): Alert {
  const alert = { ...row, openedAt: opened_at.toISOString(), closedAt: closed_at?.toISOString() ?? null }
  // The worker writes only what contracts/alert.ts says.
  return alert as unknown as Alert
}
