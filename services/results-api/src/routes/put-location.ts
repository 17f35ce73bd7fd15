import { putLocation as save } from '@sluice/configuration'
import { putLocation as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, putAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** PUT /v1/locations/{locationId} */
export function putLocation(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return putAnswer(deps, orgId, save(deps.db, orgId, asked.params.locationId, asked.body, changeOptions(asked)))
  })
}
