import { type Database, type FoundApiKey, findApiKey, listKeysInForce, type Role, touchApiKey } from '@sluice/database'
import { endOf, keyToPrincipal, previousWorks, secretStateOf } from './found-key.ts'
import { KeyCache } from './key-cache.ts'
import type { KeyChanges } from './key-changes.ts'
import { KeysInForce } from './keys-in-force.ts'
import type { Principal } from './principal.ts'
import { TokenReader } from './token-reader.ts'

/** Why somebody who named a key of ours was refused. `wrong-secret`: never a secret of this key, as far as we know. */
export type KeyRefusalReason = 'wrong-secret' | 'rotated' | 'expired' | 'revoked'

export interface AuthenticatorOptions {
  db: Database
  role: Role
  /**
   * How long an answer about a key, or that there is none, is believed without asking again: the longest a revoked key
   * still works.
   */
  cacheMs: number
  /** Tells of keys changed by this process, which end here at once. */
  changes?: KeyChanges
  /** Called for refusals whose key is known, so that its organization can see them. */
  onRefused?: (key: { orgId: string; keyId: string }, reason: KeyRefusalReason) => void
  /** The moment, in milliseconds, for what ends at a moment; tests hand in their own. */
  now?: () => number
  /**
   * Milliseconds by a clock that only goes forward, for what ends after a time: a wall clock that is set back by an
   * hour would keep a revoked key alive for that long. `performance.now` by default, or `now` where that is given.
   */
  elapsed?: () => number
}

export interface AuthenticateOptions {
  /** Looks up no key but those in force, as `KeysInForce` knows them: for somebody who has guessed too often. */
  inForceOnly?: boolean
  /**
   * Called with whose key it is, where the key is known and refused: with its secret, with the one before, or with a
   * wrong one.
   */
  onRefused?: (key: { orgId: string; keyId: string }, how: { hadItsSecret: boolean }) => void
}

/** Without a promise where the key is known: thousands of pollers would pay for it. */
export type Authenticate = (
  bearerToken: string,
  options?: AuthenticateOptions,
) => Promise<Principal | null> | Principal | null

const TOUCH_EVERY_MS = 60_000
/** Another process may just have given the key a new secret: who shows one we do not know makes us look again, this often. */
const LOOK_AGAIN_MS = 250

/**
 * Tells who bears a token; null for a token that is malformed, unknown, expired or revoked.
 * The returned function rejects when the database does not answer: that is no reason to call a key invalid.
 */
export function createAuthenticator(options: AuthenticatorOptions): Authenticate {
  const { db, role, cacheMs, now = Date.now } = options
  const elapsed = options.elapsed ?? options.now ?? (() => performance.now())
  const keys = new KeyCache({ find: (keyId) => findApiKey(db, role, keyId), cacheMs, elapsed })
  const inForce = new KeysInForce({ list: () => listKeysInForce(db, role), cacheMs, elapsed })
  const tokens = new TokenReader()
  options.changes?.listen((keyId) => keys.forget(keyId))
  /** When its use was last noted, by key. */
  const touched = new Map<string, number>()

  const noteUse = (keyId: string): void => {
    if (elapsed() - (touched.get(keyId) ?? Number.NEGATIVE_INFINITY) < TOUCH_EVERY_MS) return
    touched.set(keyId, elapsed())
    // Not awaited, and a failure does not matter: when a key was last used is only good to know.
    touchApiKey(db, role, keyId).catch(() => touched.set(keyId, Number.NEGATIVE_INFINITY))
  }

  const find = async (keyId: string, hash: Buffer) => {
    const known = await keys.get(keyId)
    const isUnknownSecret = known !== undefined && secretStateOf(known, hash, now()) === 'wrong'
    return isUnknownSecret ? keys.get(keyId, LOOK_AGAIN_MS) : known
  }

  /** The bearer of a token that was good for the row the cache still has: only time can have ended that. */
  const stillProven = (bearerToken: string): Principal | undefined => {
    const proven = tokens.proven(bearerToken)
    if (!proven || keys.peek(proven.keyId) !== proven.key) return undefined
    const atMs = now()
    if (endOf(proven.key, atMs) !== null || (proven.isPrevious && !previousWorks(proven.key, atMs))) return undefined
    noteUse(proven.keyId)
    return proven.principal
  }

  const lookUp = async (bearerToken: string, { inForceOnly = false, onRefused }: AuthenticateOptions) => {
    const token = tokens.read(bearerToken)
    if (token === null || (inForceOnly && !(await inForce.has(token.keyId)))) return null
    const { keyId, secretSha256 } = token
    const key = await find(keyId, secretSha256)
    const reason = refusalOf(key, secretSha256, now())
    if (key === undefined) return null
    if (reason !== null) {
      const refused = { orgId: key.org_id, keyId: key.key_id }
      options.onRefused?.(refused, reason)
      onRefused?.(refused, { hadItsSecret: reason !== 'wrong-secret' })
      return null
    }
    const principal = keyToPrincipal(key)
    const isPrevious = secretStateOf(key, secretSha256, now()) === 'previous'
    tokens.remember(bearerToken, { keyId, secretSha256, key, isPrevious, principal })
    noteUse(key.key_id)
    return principal
  }

  return (bearerToken, options = {}) => stillProven(bearerToken) ?? lookUp(bearerToken, options)
}

/** Null: the key is in force and this is a secret of it. */
function refusalOf(key: FoundApiKey | undefined, hash: Buffer, atMs: number): KeyRefusalReason | null {
  const state = secretStateOf(key, hash, atMs)
  if (key === undefined || state === 'wrong') return 'wrong-secret'
  return state === 'ended' ? 'rotated' : endOf(key, atMs)
}
