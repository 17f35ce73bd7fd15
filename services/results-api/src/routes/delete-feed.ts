import { deleteFeed as archive } from '@sluice/configuration'
import { deleteFeed as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, deleteAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/feeds/{feedId} */
export function deleteFeed(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return deleteAnswer(deps, orgId, archive(deps.db, orgId, asked.params.feedId, changeOptions(asked)))
  })
}
