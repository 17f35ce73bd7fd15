import { deleteUndo as operation } from '@sluice/contracts'
import { endUndo } from '@sluice/recompute'
import { type HttpApp, serve } from '@sluice/service-kit'
import { authorOf, decidedIn, toRequested } from '../decision-answer.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/pools/{poolId}/undo */
export function deleteUndo(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const pool = { orgId: asked.principal.orgId, poolId: asked.params.poolId }
    return { status: 200, body: toRequested(await decidedIn(deps, pool, endUndo(deps.db, pool, authorOf(asked)))) }
  })
}
