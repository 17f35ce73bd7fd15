import { putOverride as operation } from '@sluice/contracts'
import { overrideCell } from '@sluice/recompute'
import { type HttpApp, Problem, serve } from '@sluice/service-kit'
import { authorOf, decidedIn, toRequested } from '../decision-answer.ts'
import type { ResultsDeps } from '../deps.ts'
import { foretelling, foretold } from '../foretold.ts'

/** PUT /v1/pools/{poolId}/cells/{cellId}/override */
export function putOverride(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { params, body } = asked
    requireFuture(body.expiresAt, '#/expiresAt')
    const pool = { orgId: asked.principal.orgId, poolId: params.poolId }
    const { kind, dailyBudgetMinor, expiresAt } = body
    const override = { kind, dailyBudgetMinor, expiresAt }
    const deciding = overrideCell(deps.db, pool, params.cellId, override, authorOf(asked, body))
    const requested = toRequested(await decidedIn(deps, pool, deciding))
    const { cells, missing } = await foretold(deps, { pool, cellIds: [params.cellId] }, foretelling(app, asked.signal))
    const next = cells?.map(({ cellId, appliedDailyBudgetMinor, ...standing }) => standing)[0] ?? null
    return { status: 200, body: { ...requested, next, nextMissing: missing } }
  })
}

/** What is over already would be noted, shown to nobody and mean nothing. @throws Problem invalid-body */
export function requireFuture(instant: string | null, pointer: string): void {
  if (instant === null || Date.parse(instant) > Date.now()) return
  throw new Problem('invalid-body', 'It would be over before it began.', {
    errors: [{ pointer, detail: 'a moment that is still to come' }],
  })
}
