import { randomBytes } from 'node:crypto'
import { addSigningSecret } from '@sluice/configuration'
import { createSigningSecret as operation } from '@sluice/contracts'
import { decodeSigningSecret, makeSigningSecret, sourceSecretPlace } from '@sluice/secrets'
import { type HttpApp, Problem, serve } from '@sluice/service-kit'
import { changeOptions, throwAsProblem } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'

/** POST /v1/sources/{sourceId}/signing-secrets: the one answer that holds the secret. */
export function postSigningSecret(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    const { sourceId } = asked.params
    const secret = asked.body.secret === undefined ? makeSigningSecret() : requireSecret(asked.body.secret)
    // Hexadecimal digits are letters and digits, as ids of secrets are.
    const id = randomBytes(6).toString('hex')
    const sealed = deps.sealer.seal(secret, sourceSecretPlace(orgId, sourceId, id))
    const adding = addSigningSecret(deps.db, orgId, sourceId, { id, sealed }, changeOptions(asked))
    const createdAt = await adding.catch(throwAsProblem)
    return { status: 201, body: { id, createdAt: createdAt.toISOString(), secret } }
  })
}

function requireSecret(text: string): string {
  if (decodeSigningSecret(text) !== null) return text
  throw new Problem('invalid-body', 'The secret is not one of Standard Webhooks.', {
    errors: [{ pointer: '#/secret', detail: 'whsec_ and 24 to 64 bytes in base64' }],
  })
}
