import { deletePool as archive } from '@sluice/configuration'
import { deletePool as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { deleteAnswer, poolChangeOptions } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/pools/{poolId} */
export function deletePool(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return deleteAnswer(deps, orgId, archive(deps.db, orgId, asked.params.poolId, poolChangeOptions(asked)))
  })
}
