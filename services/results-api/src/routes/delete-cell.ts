import { deleteCell as remove } from '@sluice/configuration'
import { deleteCell as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { deleteAnswer, poolChangeOptions } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/pools/{poolId}/cells/{cellId} */
export function deleteCell(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    const { poolId, cellId } = asked.params
    return deleteAnswer(deps, orgId, remove(deps.db, { orgId, poolId }, cellId, poolChangeOptions(asked)))
  })
}
