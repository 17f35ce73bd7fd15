import { listKeys as operation } from '@sluice/contracts'
import { listApiKeysPage } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { rowToKey } from '../key-answer.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'

const cursors = cursorCodec('keys', 1, z.strictObject({ after: z.string() }))

/** GET /v1/keys */
export function getKeys(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId }, headers }) => {
    const { limit, cursor } = query
    const after = cursor === undefined ? '' : cursors.decode(cursor).after
    const rows = await readOrganization(deps.db, orgId, (trx) =>
      listApiKeysPage(trx, orgId, { after, limit: limit + 1 }),
    )
    const items = rows.slice(0, limit).map((row) => rowToKey(row))
    const last = rows.length > limit ? items.at(-1) : undefined
    return pageAnswer({
      path: operation.path,
      query,
      items,
      nextCursor: last ? cursors.encode({ after: last.id }) : null,
      version: ['keys', JSON.stringify(items), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}
