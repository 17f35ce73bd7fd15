import { listPlatformEntities as find } from '@sluice/configuration'
import { listPlatformEntities as operation } from '@sluice/contracts'
import { cursorCodec, type HttpApp, ifNoneMatch, serve, strongEtag } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { poolNotFound } from '../refusals.ts'

const cursors = cursorCodec('platform-entities', 1, z.strictObject({ after: z.string() }))

/** GET /v1/pools/{poolId}/platform-entities: tagged with the version of the whole list, which PUT takes in If-Match. */
export function getPlatformEntities(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal: { orgId }, headers: asked }) => {
    const after = query.cursor === undefined ? '' : cursors.decode(query.cursor, params).after
    const found = await find(deps.db, { orgId, ...params }, { after, limit: query.limit + 1 })
    if (!found) throw poolNotFound()
    const items = found.items.slice(0, query.limit)
    const last = found.items.length > query.limit ? items.at(-1) : undefined
    const page = pageAnswer({
      path: `/v1/pools/${params.poolId}/platform-entities`,
      query,
      items,
      nextCursor: last ? cursors.encode({ after: last.id }, params) : null,
      version: [found.version],
      ifNoneMatch: undefined,
    })
    const headers = { ...page.headers, etag: strongEtag(found.version) }
    if (ifNoneMatch(asked['if-none-match'], headers.etag)) return { status: 304, headers }
    return { ...page, status: 200, headers, body: { items, nextCursor: page.body?.nextCursor ?? null } }
  })
}
