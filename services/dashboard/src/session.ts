import { randomUUID } from 'node:crypto'
import { deriveKey } from '@sluice/secrets'
import type { Principal } from '@sluice/service-kit'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EndedSessions } from './ended-sessions.ts'

/** The signed-in key, by a cookie. Nothing secret: the cookie is signed, not sealed. */
interface SessionClaim {
  keyId: string
  /** Its own, to be ended by. */
  sessionId: string
  expiresAtMs: number
}

/** Somebody who is signed in. */
export interface Session extends Principal {
  sessionId: string
  expiresAtMs: number
}

/** A session ends after this, however busy: one working day. */
export const SESSION_MS = 8 * 3_600_000
const COOKIE = 'sluice_dashboard'
const PATH = '/dashboard'

export interface SessionDeps {
  /**
   * The key with this id as long as it, and the secret it was shown with, is in force: looked up on every request, so
   * that revoking or rotating it ends the session.
   */
  findKey: (keyId: string, shownAtMs: number) => Promise<Principal | null>
  /** Sessions that were ended before their time. */
  endedSessions: EndedSessions
  /** Whether browsers reach us by https. */
  isSecure: boolean
  now: () => number
}

/** Keys for signing cookies, of the installation's secrets: the current one first, then those that still verify. */
export function signingKeys(secrets: readonly string[]): Buffer[] {
  return secrets.map((secret) => deriveKey(secret, 'sluice dashboard session'))
}

/** Signs the bearer of a key in: a cookie that only this origin's dashboard gets and no script can read. */
export function startSession(reply: FastifyReply, keyId: string, { isSecure, now }: SessionDeps): void {
  const claim: SessionClaim = { keyId, sessionId: randomUUID(), expiresAtMs: now() + SESSION_MS }
  reply.setCookie(COOKIE, Buffer.from(JSON.stringify(claim)).toString('base64url'), {
    path: PATH,
    httpOnly: true,
    sameSite: 'strict',
    secure: isSecure,
    maxAge: SESSION_MS / 1_000,
    signed: true,
  })
}

/**
 * Signs out: the cookie is taken from the browser, and opens nothing wherever else it is.
 * @throws when the database does not answer: the session is not over then.
 */
export async function endSession(
  reply: FastifyReply,
  session: Session,
  { endedSessions }: Pick<SessionDeps, 'endedSessions'>,
): Promise<void> {
  reply.clearCookie(COOKIE, { path: PATH })
  await endedSessions.end(session)
}

/** Who is signed in; null when nobody is, the session is over or ended, or the key was revoked or lost its scope. */
export async function readSession(
  request: FastifyRequest,
  { findKey, endedSessions, now }: SessionDeps,
): Promise<Session | null> {
  const claim = readClaim(request)
  if (claim === null || claim.expiresAtMs <= now()) return null
  const { keyId, sessionId, expiresAtMs } = claim
  const principal = await findKey(keyId, expiresAtMs - SESSION_MS)
  if (principal === null || !mayWatch(principal)) return null
  return (await endedSessions.has(principal.orgId, sessionId)) ? null : { ...principal, sessionId, expiresAtMs }
}

export function mayWatch(principal: Principal): boolean {
  return principal.scopes.includes('dashboard:read')
}

function readClaim(request: FastifyRequest): SessionClaim | null {
  const signed = request.unsignCookie(request.cookies[COOKIE] ?? '')
  if (!signed.valid) return null
  // Only we can have signed it, so its form needs no second look; but an older version of us gave sessions no id to be ended by.
  const claim: SessionClaim = JSON.parse(Buffer.from(signed.value, 'base64url').toString())
  return claim.sessionId === undefined ? null : claim
}
