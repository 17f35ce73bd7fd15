import { listPlans as operation } from '@sluice/contracts'
import {
  listPlanStandings,
  listPlans,
  type PlanStanding,
  type PlanSummary,
  type PoolKey,
  readPoolState,
} from '@sluice/database'
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
    const { rows, standings } = await findPage(deps, key, { ...before, limit: query.limit + 1 })
    const items = rows.slice(0, query.limit).map((row) => rowToSummary(row, standings.get(row.number)))
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

async function findPage(
  { db }: ResultsDeps,
  key: PoolKey,
  page: { before?: number; limit: number },
): Promise<{ rows: PlanSummary[]; standings: Map<number, PlanStanding> }> {
  return readOrganization(db, key.orgId, async (trx) => {
    const rows = await listPlans(trx, { ...key, ...page })
    if (rows.length === 0 && !(await readPoolState(trx, key))) throw poolNotFound()
    const standings = await listPlanStandings(
      trx,
      key,
      rows.map(({ number }) => number),
    )
    return { rows, standings: new Map(standings.map((standing) => [standing.planNumber, standing])) }
  })
}
