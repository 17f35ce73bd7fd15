import { putSource as save } from '@sluice/configuration'
import { putSource as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { putAnswer, sourceChangeOptions } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** PUT /v1/sources/{sourceId} */
export function putSource(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return putAnswer(deps, orgId, save(deps.db, orgId, asked.params.sourceId, asked.body, sourceChangeOptions(asked)))
  })
}
