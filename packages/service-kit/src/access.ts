import type { FastifyRequest } from 'fastify'
import { type AtOnce, whenThere } from './at-once.ts'
import { countHeaders } from './count-headers.ts'
import { limitGuess, type RequestLimits } from './limits.ts'
import type { Authenticate, KeyOfOrganization, Principal } from './operation.ts'
import { Problem } from './problem.ts'

/** Whose key a request showed that was refused for its key, until it is answered. */
export const refusedKeys = new WeakMap<FastifyRequest, KeyOfOrganization>()

export interface AccessOptions {
  authenticate: Authenticate
  /** How many requests a key may make; no limit by default. */
  limits?: RequestLimits | undefined
}

/**
 * Who asks, if the key is valid; null where the operation is open to everybody. Whether the key may do this is checked
 * next (`requireScope`), so that a refusal can name whose it is. No promise where the key is known.
 * @throws Problem unauthenticated, with WWW-Authenticate (RFC 6750), or too-many-requests
 */
export function identify(
  request: FastifyRequest,
  operation: { scopes: readonly string[] },
  { authenticate, limits }: AccessOptions,
): AtOnce<Principal | null> {
  if (operation.scopes.length === 0) return null
  const token = bearerToken(request)
  const waitSeconds = limits?.guessWaitSeconds(request.ip) ?? 0
  let isGuess = true
  const found = authenticate(token, {
    inForceOnly: waitSeconds > 0,
    onRefused: (key, { hadItsSecret }) => {
      refusedKeys.set(request, key)
      // A client that shows the secret of a key that has ended has guessed nothing; its script may go on for weeks.
      isGuess = !hadItsSecret
    },
  })
  return whenThere(found, (principal) => {
    if (principal) return principal
    if (isGuess) limitGuess(limits, request, { token, waitSeconds })
    throw unauthenticated('The key is not valid.', 'error="invalid_token"')
  })
}

/** Any one of `scopes`, and all of `alsoScopes`. */
interface Needed {
  scopes: readonly string[]
  alsoScopes?: readonly string[]
}

/** @throws Problem forbidden, with WWW-Authenticate */
export function requireScope(principal: Principal, { scopes, alsoScopes = [] }: Needed): void {
  const holds = (scope: string) => principal.scopes.includes(scope)
  if (!scopes.some(holds)) throw forbidden(scopes)
  for (const scope of alsoScopes) if (!holds(scope)) throw forbidden([scope])
}

/** Who asks, where the key is in force and may do this: a request that lasts checks again. */
export async function permit(
  request: FastifyRequest,
  operation: Needed,
  options: AccessOptions,
): Promise<Principal | null> {
  const principal = await identify(request, operation, options)
  if (principal) requireScope(principal, operation)
  return principal
}

const oneToken = /^Bearer +[A-Za-z0-9._~+/-]+=*$/i

/** Exactly one header: of two, somebody in between may have read the other. */
function bearerToken(request: FastifyRequest): string {
  const field = request.headers.authorization ?? ''
  const isOne = oneToken.test(field) && countHeaders(request.raw.rawHeaders, 'authorization') === 1
  if (isOne) return field.slice(field.lastIndexOf(' ') + 1)
  throw unauthenticated('The header Authorization must be `Bearer` and one key.')
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
