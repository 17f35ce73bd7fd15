import { deleteSigningSecret as remove } from '@sluice/configuration'
import { deleteSigningSecret as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { changeOptions, deleteAnswer } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** DELETE /v1/sources/{sourceId}/signing-secrets/{secretId} */
export function deleteSigningSecret(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    return deleteAnswer(deps, orgId, remove(deps.db, orgId, asked.params, changeOptions(asked)))
  })
}
