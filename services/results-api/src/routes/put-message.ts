import { putMessage as operation } from '@sluice/contracts'
import { approveMessage } from '@sluice/recompute'
import { type HttpApp, serve } from '@sluice/service-kit'
import { authorOf, decidedIn, toRequested } from '../decision-answer.ts'
import type { ResultsDeps } from '../deps.ts'

/** PUT /v1/pools/{poolId}/cells/{cellId}/message */
export function putMessage(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { params, body } = asked
    const pool = { orgId: asked.principal.orgId, poolId: params.poolId }
    const message = { cellId: params.cellId, messageId: body.messageId }
    const approving = approveMessage(deps.db, pool, message, authorOf(asked, body))
    return { status: 200, body: toRequested(await decidedIn(deps, pool, approving)) }
  })
}
