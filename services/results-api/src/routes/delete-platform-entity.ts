import { deletePlatformEntity as remove } from '@sluice/configuration'
import { deletePlatformEntity as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, deleteAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/pools/{poolId}/platform-entities/{entityId} */
export function deletePlatformEntity(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    const { poolId, entityId } = asked.params
    return deleteAnswer(deps, orgId, remove(deps.db, { orgId, poolId }, entityId, changeOptions(asked)))
  })
}
