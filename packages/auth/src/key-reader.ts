import { type Database, findApiKey, type Role } from '@sluice/database'
import { isInForce, keyToPrincipal } from './authenticator.ts'
import { KeyCache } from './key-cache.ts'
import type { Principal } from './principal.ts'

export interface KeyReaderOptions {
  db: Database
  role: Role
  /** As of the authenticator: the longest a revoked key still counts. */
  cacheMs: number
  /** The moment, in milliseconds; tests hand in their own. */
  now?: () => number
}

export type ReadKey = (keyId: string) => Promise<Principal | null>

/**
 * Tells what a key may do by its id alone, for somebody who has shown its secret before: a signed-in session. Null when
 * the key is unknown, expired or revoked. The returned function rejects when the database does not answer.
 */
export function createKeyReader({ db, role, cacheMs, now = Date.now }: KeyReaderOptions): ReadKey {
  const keys = new KeyCache({ find: (keyId) => findApiKey(db, role, keyId), cacheMs, now })
  return async (keyId) => {
    const key = await keys.get(keyId)
    return key !== undefined && isInForce(key, now()) ? keyToPrincipal(key) : null
  }
}
