import { deleteServiceLine as archive } from '@sluice/configuration'
import { deleteServiceLine as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, deleteAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/service-lines/{serviceLineId} */
export function deleteServiceLine(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return deleteAnswer(deps, orgId, archive(deps.db, orgId, asked.params.serviceLineId, changeOptions(asked)))
  })
}
