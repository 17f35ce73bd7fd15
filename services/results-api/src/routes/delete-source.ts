import { deleteSource as archive } from '@sluice/configuration'
import { deleteSource as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { deleteAnswer, sourceChangeOptions } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/sources/{sourceId} */
export function deleteSource(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return deleteAnswer(deps, orgId, archive(deps.db, orgId, asked.params.sourceId, sourceChangeOptions(asked)))
  })
}
