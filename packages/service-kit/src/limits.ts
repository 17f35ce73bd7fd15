import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Principal } from './operation.ts'
import { Problem } from './problem.ts'

/** Whether something may go on. */
interface LookedAt {
  /** Seconds to wait; 0: it may. */
  waitSeconds: number
  /** For people, where it may not. */
  detail: string
}

/** Whether a request may go on, and what its answer says of the limits. */
export interface Taken extends LookedAt {
  /** RateLimit-Policy and RateLimit. */
  headers: Record<string, string>
}

/**
 * How many requests a key may make, and how often a client may guess one. Answers at once, from memory: no request
 * waits.
 */
export interface RequestLimits {
  /** Requests of a key without limits of its own; 0: no limit. */
  requestsPerMinute: number
  /** Counts a request of this key. */
  take(principal: Principal): Taken
  /** Counts more of its day: each event of a body beyond the first. Never refuses. */
  charge(principal: Principal, amount: number): void
  /** Whether something of its day is left. Counts nothing. */
  lookAtDay(principal: Principal): LookedAt
  /** Counts a wrong key; the same one again within the minute is no new guess. */
  noteGuess(address: string, token: string): void
  /** Seconds until this client may guess again; 0: it may. */
  guessWaitSeconds(address: string): number
}

/** Counts the request and says so in its answer. @throws Problem too-many-requests, before anything of the body was read */
export function limitRequest(limits: RequestLimits | undefined, principal: Principal, reply: FastifyReply): void {
  const taken = limits?.take(principal)
  if (taken === undefined) return
  reply.headers(taken.headers)
  if (taken.waitSeconds > 0) throw tooManyRequests(taken.detail, taken.waitSeconds)
}

/** For a body that lasts, part by part; counts nothing. @throws Problem too-many-requests where the key's day is used up */
export function requireDay(limits: RequestLimits | undefined, principal: Principal): void {
  const day = limits?.lookAtDay(principal)
  if (day && day.waitSeconds > 0) throw tooManyRequests(day.detail, day.waitSeconds)
}

/** Counts a wrong key, or a key with a wrong secret. */
export function limitGuess(
  limits: RequestLimits | undefined,
  { ip }: FastifyRequest,
  { token, waitSeconds }: { token: string; waitSeconds: number },
): void {
  limits?.noteGuess(ip, token)
  if (waitSeconds > 0) throw tooManyRequests('Too many keys that are not valid came from this address.', waitSeconds)
}

function tooManyRequests(detail: string, waitSeconds: number): Problem {
  return new Problem('too-many-requests', detail, { headers: { 'retry-after': String(waitSeconds) } })
}
