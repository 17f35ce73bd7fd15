import { listPlans as operation } from '@sluice/contracts'
import { findPool, listPlanStandings, listPlans, type PoolKey } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'
import { poolNotFound } from '../refusals.ts'
import { rowToSummary } from '../stored-plan.ts'

const cursors = cursorCodec('plans', 1, z.strictObject({ before: z.int().min(1) }))

/** GET /v1/pools/{poolId}/plans: the history, newest first. By number, so that new plans never shift a page. */
export function getPlans(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal, headers }) => {
    const before = query.cursor === undefined ? {} : cursors.decode(query.cursor, params)
    const key = { orgId: principal.orgId, poolId: params.poolId }
    const { currency, rows, standings } = await findPage(deps, key, { ...before, limit: query.limit + 1 })
    const items = rows.slice(0, query.limit).map((row) => rowToSummary(row, standings.get(row.number), currency))
    const last = rows.length > query.limit ? items.at(-1) : undefined
    return pageAnswer({
      path: `/v1/pools/${params.poolId}/plans`,
      query,
      items,
      nextCursor: last ? cursors.encode({ before: last.number }, params) : null,
      version: [params.poolId, ...items.flatMap((item) => [item.number, item.status]), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}

async function findPage({ db }: ResultsDeps, key: PoolKey, page: { before?: number; limit: number }) {
  return readOrganization(db, key.orgId, async (trx) => {
    // Also an archived one: its history stays.
    const pool = await findPool(trx, key.orgId, key.poolId)
    if (!pool) throw poolNotFound()
    const rows = await listPlans(trx, { ...key, ...page })
    const standings = await listPlanStandings(
      trx,
      key,
      rows.map(({ number }) => number),
    )
    return {
      currency: pool.currency,
      rows,
      standings: new Map(standings.map((standing) => [standing.planNumber, standing])),
    }
  })
}
