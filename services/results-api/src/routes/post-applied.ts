import { postApplied as operation } from '@sluice/contracts'
import { reportApplied } from '@sluice/recompute'
import { type HttpApp, Problem, serve } from '@sluice/service-kit'
import { authorOf, decidedIn } from '../decision-answer.ts'
import type { ResultsDeps } from '../deps.ts'

/** A clock may be this much ahead of ours, as for events. */
const MOST_AHEAD_MS = 5 * 60_000

/** POST /v1/pools/{poolId}/plans/{number}/applied */
export function postApplied(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { params, body } = asked
    requirePast(body.items)
    const pool = { orgId: asked.principal.orgId, poolId: params.poolId }
    const report = { planNumber: params.number, items: body.items, corrects: body.corrects }
    return { status: 200, body: await decidedIn(deps, pool, reportApplied(deps.db, pool, report, authorOf(asked))) }
  })
}

function requirePast(items: readonly { appliedAt: string }[]): void {
  const latest = Date.now() + MOST_AHEAD_MS
  const errors = items.flatMap(({ appliedAt }, index) =>
    Date.parse(appliedAt) <= latest
      ? []
      : [{ pointer: `#/items/${index}/appliedAt`, detail: 'a moment that has been' }],
  )
  if (errors.length > 0) throw new Problem('invalid-body', 'What is still to come was not set yet.', { errors })
}
