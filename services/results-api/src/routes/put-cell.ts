import { putCell as save } from '@sluice/configuration'
import { putCell as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { poolChangeOptions, putAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** PUT /v1/pools/{poolId}/cells/{cellId} */
export function putCell(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    const { poolId, cellId } = asked.params
    return putAnswer(deps, orgId, save(deps.db, { orgId, poolId }, cellId, asked.body, poolChangeOptions(asked)))
  })
}
