import { putPlatformEntity as save } from '@sluice/configuration'
import { putPlatformEntity as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, putAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** PUT /v1/pools/{poolId}/platform-entities/{entityId} */
export function putPlatformEntity(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    const { poolId, entityId } = asked.params
    return putAnswer(deps, orgId, save(deps.db, { orgId, poolId }, entityId, asked.body, changeOptions(asked)))
  })
}
