import { putPool as save } from '@sluice/configuration'
import { putPool as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { poolChangeOptions, putAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** PUT /v1/pools/{poolId} */
export function putPool(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return putAnswer(deps, orgId, save(deps.db, orgId, asked.params.poolId, asked.body, poolChangeOptions(asked)))
  })
}
