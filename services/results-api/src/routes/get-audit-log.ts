import { listAuditLog as operation } from '@sluice/contracts'
import { type AuditRow, listAuditEntries } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'

const cursors = cursorCodec('audit-log', 1, z.strictObject({ before: z.int().min(1) }))

/** GET /v1/audit-log: newest first, by place in the chain, so that new entries never shift a page. */
export function getAuditLog(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId }, headers }) => {
    const { limit, cursor, ...filter } = query
    const after = cursor === undefined ? {} : cursors.decode(cursor, filter)
    const wanted = { ...filter, ...after, limit: limit + 1 }
    const rows = await readOrganization(deps.db, orgId, (trx) => listAuditEntries(trx, orgId, wanted))
    const items = rows.slice(0, limit).map(rowToEntry)
    const last = rows.length > limit ? items.at(-1) : undefined
    return pageAnswer({
      path: operation.path,
      query,
      items,
      nextCursor: last ? cursors.encode({ before: last.seq }, filter) : null,
      version: [...items.map(({ hash }) => hash), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}

function rowToEntry({ prev_hash, hash, request_id, ...row }: AuditRow) {
  return { ...row, requestId: request_id, prevHash: prev_hash.toString('hex'), hash: hash.toString('hex') }
}
