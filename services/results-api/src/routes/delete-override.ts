import { deleteOverride as operation } from '@sluice/contracts'
import { removeOverride } from '@sluice/recompute'
import { type HttpApp, serve } from '@sluice/service-kit'
import { authorOf, decidedIn, toRequested } from '../decision-answer.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/pools/{poolId}/cells/{cellId}/override */
export function deleteOverride(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const pool = { orgId: asked.principal.orgId, poolId: asked.params.poolId }
    const removing = removeOverride(deps.db, pool, asked.params.cellId, authorOf(asked))
    return { status: 200, body: toRequested(await decidedIn(deps, pool, removing)) }
  })
}
