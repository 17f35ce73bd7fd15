import { timingSafeEqual } from 'node:crypto'
import { type Database, type FoundApiKey, findApiKey, type Role, touchApiKey } from '@sluice/database'
import { KeyCache } from './key-cache.ts'
import type { Principal } from './principal.ts'
import { hashSecret } from './token.ts'
import { TokenReader } from './token-reader.ts'

export interface AuthenticatorOptions {
  db: Database
  role: Role
  /** How long a key, or that there is none, is believed without asking again: the longest a revoked key still works. */
  cacheMs: number
  /** The moment, in milliseconds; tests hand in their own. */
  now?: () => number
}

export type Authenticate = (bearerToken: string) => Promise<Principal | null>

const TOUCH_EVERY_MS = 60_000
/** What an unknown key's secret is compared with, so that it takes as long as a known one's. */
const nobody = hashSecret('')

/**
 * Tells who bears a token; null for a token that is malformed, unknown, expired or revoked.
 * The returned function rejects when the database does not answer: that is no reason to call a key invalid.
 */
export function createAuthenticator({ db, role, cacheMs, now = Date.now }: AuthenticatorOptions): Authenticate {
  const keys = new KeyCache({ find: (keyId) => findApiKey(db, role, keyId), cacheMs, now })
  const tokens = new TokenReader()
  const touched = new Map<string, number>()

  const noteUse = (keyId: string): void => {
    if (now() - (touched.get(keyId) ?? Number.NEGATIVE_INFINITY) < TOUCH_EVERY_MS) return
    touched.set(keyId, now())
    // Not awaited, and a failure is nobody's: when a key was last used is only good to know.
    touchApiKey(db, role, keyId).catch(() => touched.delete(keyId))
  }

  return async (bearerToken) => {
    const token = tokens.read(bearerToken)
    if (token === null) return null
    const key = await keys.get(token.keyId)
    const isSecret = timingSafeEqual(token.secretSha256, key?.secret_sha256 ?? nobody)
    if (key === undefined || !isSecret || !isInForce(key, now())) return null
    tokens.remember(bearerToken, token)
    noteUse(key.key_id)
    return keyToPrincipal(key)
  }
}

/** Neither revoked nor expired. */
export function isInForce(key: FoundApiKey, atMs: number): boolean {
  return key.revoked_at === null && (key.expires_at === null || key.expires_at.getTime() > atMs)
}

export function keyToPrincipal(key: FoundApiKey): Principal {
  return { orgId: key.org_id, keyId: key.key_id, scopes: key.scopes }
}
