import { rotateKey as rotate } from '@sluice/auth'
import { rotateKey as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { keyAdmin, rowToKey, throwKeyProblem } from '../key-answer.ts'

/** POST /v1/keys/{keyId}/rotate */
export function postKeyRotation(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { keyId } = asked.params
    const { overlapSeconds } = asked.body
    const { key, token } = await rotate(keyAdmin(deps, asked), keyId, overlapSeconds).catch(throwKeyProblem)
    deps.keyChanges?.changed(keyId)
    return { status: 200, body: { ...rowToKey(key), token } }
  })
}
