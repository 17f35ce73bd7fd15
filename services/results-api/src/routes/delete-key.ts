import { revokeKey as revoke } from '@sluice/auth'
import { revokeKey as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { keyAdmin, rowToKey, throwKeyProblem } from '../key-answer.ts'

/** DELETE /v1/keys/{keyId} */
export function deleteKey(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { keyId } = asked.params
    const { key, sources } = await revoke(keyAdmin(deps, asked), keyId).catch(throwKeyProblem)
    deps.keyChanges?.changed(keyId)
    return { status: 200, body: { ...rowToKey(key), sources } }
  })
}
