import { listDecisions as operation } from '@sluice/contracts'
import { listDecisions, type PlanDecisionRow, type PoolKey, readPoolState } from '@sluice/database'
import { cursorCodec, type HttpApp, serve } from '@sluice/service-kit'
import { z } from 'zod'
import type { ResultsDeps } from '../deps.ts'
import { pageAnswer } from '../page-answer.ts'
import { readOrganization } from '../read-organization.ts'
import { poolNotFound } from '../refusals.ts'

const cursors = cursorCodec('decisions', 1, z.strictObject({ before: z.int().min(1) }))

/** GET /v1/pools/{poolId}/decisions: newest first. By number, so that new decisions never shift a page. */
export function getDecisions(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal, headers }) => {
    const { poolId } = params
    const question = { poolId, planNumber: query.planNumber?.toString() }
    const before = query.cursor === undefined ? undefined : cursors.decode(query.cursor, question).before
    const { planNumber } = query
    const rows = await findPage(
      deps,
      { orgId: principal.orgId, poolId },
      { planNumber, before, limit: query.limit + 1 },
    )
    const items = rows.slice(0, query.limit).map(rowToDecision)
    const last = rows.length > query.limit ? items.at(-1) : undefined
    return pageAnswer({
      path: `/v1/pools/${poolId}/decisions`,
      query,
      items,
      nextCursor: last ? cursors.encode({ before: last.id }, question) : null,
      version: [poolId, ...items.map(({ id }) => id), last ? 'more' : 'end'],
      ifNoneMatch: headers['if-none-match'],
    })
  })
}

async function findPage({ db }: ResultsDeps, key: PoolKey, page: Parameters<typeof listDecisions>[2]) {
  return readOrganization(db, key.orgId, async (trx) => {
    const rows = await listDecisions(trx, key, page)
    if (rows.length === 0 && !(await readPoolState(trx, key))) throw poolNotFound()
    return rows
  })
}

function rowToDecision(row: PlanDecisionRow) {
  return {
    id: row.id,
    kind: row.kind,
    planNumber: row.plan_number,
    cells: row.cells,
    messageId: row.message_id,
    reason: row.reason,
    author: row.author,
    authorName: row.key_name,
    decidedBy: row.author_name,
    decidedAt: row.decided_at.toISOString(),
  }
}
