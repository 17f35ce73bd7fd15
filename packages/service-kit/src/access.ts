import type { FastifyRequest } from 'fastify'
import type { Authenticate, Principal } from './operation.ts'
import { Problem } from './problem.ts'

/**
 * Who asks, if they may; null where the operation is open to everybody.
 * @throws Problem unauthenticated or forbidden, with WWW-Authenticate (RFC 6750)
 */
export async function admit(
  request: FastifyRequest,
  operation: { scopes: readonly string[] },
  authenticate: Authenticate,
): Promise<Principal | null> {
  if (operation.scopes.length === 0) return null
  const principal = await authenticate(bearerToken(request))
  if (!principal) throw unauthenticated('The key is not valid.', 'error="invalid_token"')
  if (!operation.scopes.some((scope) => principal.scopes.includes(scope))) throw forbidden(operation.scopes)
  return principal
}

/** Exactly one header: of two, somebody in between may have read the other. */
function bearerToken(request: FastifyRequest): string {
  const token = /^Bearer +([A-Za-z0-9._~+/-]+=*)$/i.exec(request.headers.authorization ?? '')?.[1]
  if (token && countHeaders(request.raw.rawHeaders, 'authorization') === 1) return token
  throw unauthenticated('The header Authorization must be `Bearer` and one key.')
}

function countHeaders(raw: readonly string[], name: string): number {
  let count = 0
  for (let index = 0; index < raw.length; index += 2) if (raw[index]?.toLowerCase() === name) count += 1
  return count
}

function unauthenticated(detail: string, error?: string): Problem {
  const challenge = ['Bearer realm="sluice"', error].filter(Boolean).join(', ')
  return new Problem('unauthenticated', detail, { headers: { 'www-authenticate': challenge } })
}

function forbidden(scopes: readonly string[]): Problem {
  const challenge = `Bearer realm="sluice", error="insufficient_scope", scope="${scopes.join(' ')}"`
  return new Problem('forbidden', `The key needs the scope ${scopes.join(' or ')}.`, {
    headers: { 'www-authenticate': challenge },
  })
}
