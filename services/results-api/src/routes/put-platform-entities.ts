import { putPlatformEntities as save } from '@sluice/configuration'
import { putPlatformEntities as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, putAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** PUT /v1/pools/{poolId}/platform-entities */
export function putPlatformEntities(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const key = { orgId: asked.principal.orgId, poolId: asked.params.poolId }
    const saving = save(deps.db, key, asked.body.entities, changeOptions(asked))
    return { ...(await putAnswer(deps, key.orgId, saving)), status: 200 }
  })
}
