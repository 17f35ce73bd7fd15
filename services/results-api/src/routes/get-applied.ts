import { listApplied as operation } from '@sluice/contracts'
import { findPool, listApplied, type PoolKey } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'
import { poolNotFound } from '../refusals.ts'

const cursors = cursorCodec('applied', 1, z.strictObject({ appliedAt: z.iso.datetime(), cellId: z.string() }))

/** GET /v1/pools/{poolId}/applied: the newest moment first. */
export function getApplied(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { poolId }, query, principal: { orgId }, headers }) => {
    const { cellId, limit } = query
    const question = { poolId, cellId }
    const before = query.cursor === undefined ? undefined : cursors.decode(query.cursor, question)
    const rows = await findPage(deps, { orgId, poolId }, { cellId, before, limit: limit + 1 })
    const items = rows.slice(0, limit)
    const last = rows.length > limit ? items.at(-1) : undefined
    return pageAnswer({
      path: `/v1/pools/${poolId}/applied`,
      query,
      items,
      nextCursor: last ? cursors.encode({ appliedAt: last.appliedAt, cellId: last.cellId }, question) : null,
      version: [poolId, JSON.stringify(items), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}

async function findPage({ db }: ResultsDeps, key: PoolKey, page: Parameters<typeof listApplied>[2]) {
  return readOrganization(db, key.orgId, async (trx) => {
    // Also an archived one: what was set in it stays.
    const pool = await findPool(trx, key.orgId, key.poolId)
    if (!pool) throw poolNotFound()
    const rows = await listApplied(trx, key, page)
    return rows.map((row) => ({ ...row, currency: pool.currency }))
  })
}
