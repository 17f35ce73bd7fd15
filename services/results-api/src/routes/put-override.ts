import { putOverride as operation } from '@sluice/contracts'
import { type ForetellOrder, type Foretold, overrideCell } from '@sluice/recompute'
import { type HttpApp, Problem, serve } from '@sluice/service-kit'
import { authorOf, decidedIn, toRequested } from '../decision-answer.ts'
import type { ResultsDeps } from '../deps.ts'

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
    const next = await foretold(deps, { pool, cellId: params.cellId }, asked.signal)
    return { status: 200, body: { ...requested, next } }
  })
}

/** The decision is made: its answer does not wait longer for what comes of it. */
const MOST_WAIT_MS = 5_000

/** null: not in time, or as many questions wait as may. Whatever fails, the decision stands. */
async function foretold(
  { questions }: ResultsDeps,
  order: ForetellOrder,
  signal: AbortSignal,
): Promise<Foretold | null> {
  const inTime = AbortSignal.any([signal, AbortSignal.timeout(MOST_WAIT_MS)])
  const told = await questions.ask('foretell', order, inTime).catch(() => null)
  return told?.kind === 'told' ? (JSON.parse(told.json) as Foretold) : null
}

/** What is over already would be noted, shown to nobody and mean nothing. @throws Problem invalid-body */
export function requireFuture(instant: string | null, pointer: string): void {
  if (instant === null || Date.parse(instant) > Date.now()) return
  throw new Problem('invalid-body', 'It would be over before it began.', {
    errors: [{ pointer, detail: 'a moment that is still to come' }],
  })
}
