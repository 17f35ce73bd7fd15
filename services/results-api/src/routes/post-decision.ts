import { postDecision as operation } from '@sluice/contracts'
import { decidePlan } from '@sluice/recompute'
import { type HttpApp, serve } from '@sluice/service-kit'
import { authorOf, decidedIn } from '../decision-answer.ts'
import type { ResultsDeps } from '../deps.ts'
import type { PlanPointers } from '../plan-pointers.ts'

/** POST /v1/pools/{poolId}/plans/{number}/decisions: what is approved is in force with the answer. */
export function postDecision(app: HttpApp, deps: ResultsDeps, pointers: PlanPointers): void {
  serve(app, operation, deps, async (asked) => {
    const { params, body } = asked
    const pool = { orgId: asked.principal.orgId, poolId: params.poolId }
    const { decision, cellIds } = body
    const wanted = { planNumber: params.number, decision, cellIds }
    const done = await decidedIn(deps, pool, decidePlan(deps.db, pool, wanted, authorOf(asked, body)))
    pointers.forget()
    const { effectiveNumber: effectiveRevision, leftRejected, alreadyInForce, ...rest } = done
    const cells = { leftRejectedCellIds: leftRejected, alreadyInForceCellIds: alreadyInForce }
    return { status: 200, body: { ...rest, effectiveRevision, ...cells } }
  })
}
