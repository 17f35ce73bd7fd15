import { type Database, type FoundApiKey, findApiKey, type Role } from '@sluice/database'
import { endOf, keyToPrincipal, previousWorks } from './found-key.ts'
import { KeyCache } from './key-cache.ts'
import type { KeyChanges } from './key-changes.ts'
import type { Principal } from './principal.ts'

export interface KeyReaderOptions {
  db: Database
  role: Role
  /** As of the authenticator: the longest a revoked key still counts. */
  cacheMs: number
  /** As of the authenticator. */
  changes?: KeyChanges
  /** The moment, in milliseconds; tests hand in their own. */
  now?: () => number
  /** As of the authenticator. */
  elapsed?: () => number
}

/** @param shownAtMs when its secret was shown */
export type ReadKey = (keyId: string, shownAtMs: number) => Promise<Principal | null>

/**
 * Tells what a key may do by its id alone, for somebody who has shown its secret before: a signed-in session. Null when
 * the key is unknown, expired or revoked, or the secret that could be shown then works no longer. The returned function
 * rejects when the database does not answer.
 */
export function createKeyReader({ db, role, cacheMs, changes, ...clocks }: KeyReaderOptions): ReadKey {
  const now = clocks.now ?? Date.now
  const elapsed = clocks.elapsed ?? clocks.now ?? (() => performance.now())
  const keys = new KeyCache({ find: (keyId) => findApiKey(db, role, keyId), cacheMs, elapsed })
  changes?.listen((keyId) => keys.forget(keyId))
  return async (keyId, shownAtMs) => {
    const key = await keys.get(keyId)
    const isIn = key !== undefined && endOf(key, now()) === null && secretWorks(key, shownAtMs, now())
    return isIn ? keyToPrincipal(key) : null
  }
}

/** Whether a secret shown at that moment still opens the key: it is the current one, or the one before in its overlap. */
function secretWorks(key: FoundApiKey, shownAtMs: number, atMs: number): boolean {
  return key.rotated_at === null || shownAtMs >= key.rotated_at.getTime() || previousWorks(key, atMs)
}
