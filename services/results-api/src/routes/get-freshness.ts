import { type FreshnessOfPlace, listFreshness as operation } from '@sluice/contracts'
import { listFreshness } from '@sluice/recompute'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'

const position = z.strictObject({ poolId: z.string(), locationId: z.string(), serviceLine: z.string() })
const cursors = cursorCodec('freshness', 1, position)

/** GET /v1/freshness */
export function getFreshness(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId }, headers }) => {
    const { limit, cursor, state, ...filter } = query
    const question = { ...filter, state }
    const after = cursor === undefined ? undefined : cursors.decode(cursor, question)
    const wanted = { ...filter, after, limit: limit + 1, notFreshOnly: state === 'not_fresh' }
    const found = await readOrganization(deps.db, orgId, (trx) => listFreshness(trx, orgId, wanted, Date.now()))
    const items: FreshnessOfPlace[] = found.slice(0, limit)
    const last = found.length > limit ? items.at(-1) : undefined
    return pageAnswer({
      path: operation.path,
      query,
      items,
      nextCursor: last ? cursors.encode(toPosition(last), question) : null,
      version: [JSON.stringify(items.map(withoutAges)), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}

function toPosition({ poolId, locationId, serviceLine }: FreshnessOfPlace) {
  return { poolId, locationId, serviceLine }
}

function withoutAges({ figures, ...place }: FreshnessOfPlace) {
  return { ...place, figures: figures.map(({ ageSeconds: _, ...figure }) => figure) }
}
