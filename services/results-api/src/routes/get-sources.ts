import { listSources as operation } from '@sluice/contracts'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'
import { readSources } from '../source-reader.ts'

const cursors = cursorCodec('sources', 1, z.strictObject({ after: z.string() }))

/** GET /v1/sources */
export function getSources(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId }, headers }) => {
    const after = query.cursor === undefined ? undefined : cursors.decode(query.cursor).after
    const page = { after, limit: query.limit + 1 }
    const found = await readOrganization(deps.db, orgId, (trx) => readSources(trx, orgId, page, new Date()))
    const items = found.slice(0, query.limit)
    const last = found.length > query.limit ? items.at(-1) : undefined
    return pageAnswer({
      path: '/v1/sources',
      query,
      items,
      nextCursor: last ? cursors.encode({ after: last.source ?? '' }) : null,
      version: [JSON.stringify(items), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}
