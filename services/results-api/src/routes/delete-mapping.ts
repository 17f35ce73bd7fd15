import { deleteMapping as archive } from '@sluice/configuration'
import { deleteMapping as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, deleteAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/mappings/{mappingId} */
export function deleteMapping(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return deleteAnswer(deps, orgId, archive(deps.db, orgId, asked.params.mappingId, changeOptions(asked)))
  })
}
