import { type Database, type DatabaseTransaction, withOrganization, withOwner } from '@sluice/database'
import type { Principal } from './principal.ts'

/** How many requests a key may make; 0: no limit. */
export interface KeyLimits {
  requestsPerMinute: number
  requestsPerDay: number
}

/** Who changes the keys of an organization, and with which rights. */
export interface KeyAdmin {
  orgId: string
  /** For the audit log: `owner`, or the id of the key that acts. */
  actor: string
  requestId: string | null
  /** The key that acts, which no key it makes or rotates outlasts; null: the command line. */
  keyId: string | null
  /** May this one hand out a scope? */
  mayGrant(scope: string): boolean
  /** Its own: no key it makes or rotates is less limited. */
  limits: KeyLimits
  /** Limits of keys that have none of their own. */
  installed: KeyLimits
  /** One transaction that may change keys. */
  run<T>(work: (trx: DatabaseTransaction) => Promise<T>): Promise<T>
}

const unlimited: KeyLimits = { requestsPerMinute: 0, requestsPerDay: 0 }

/** The command line. @param db connected with the login that migrates */
export function ownerOf(db: Database, orgId: string): KeyAdmin {
  return {
    ...{ orgId, actor: 'owner', requestId: null, keyId: null },
    ...{ mayGrant: () => true, limits: unlimited, installed: unlimited },
    run: (work) => withOwner(db, orgId, work),
  }
}

/**
 * Somebody with a key, over HTTP, whose `keys:admin` was checked before. It can hand out no more than it holds.
 * @param installed limits of keys that have none of their own
 */
export function adminByKey(
  db: Database,
  principal: Principal,
  requestId: string,
  installed: KeyLimits = unlimited,
): KeyAdmin {
  const { orgId, keyId, scopes } = principal
  return {
    orgId,
    actor: keyId,
    requestId,
    keyId,
    mayGrant: (scope) => scopes.includes(scope),
    limits: { ...installed, ...principal.limits },
    installed,
    run: (work) => withOrganization(db, { role: 'sluice_results', orgId }, work),
  }
}
