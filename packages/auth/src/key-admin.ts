import { type Database, type DatabaseTransaction, withOrganization, withOwner } from '@sluice/database'
import type { Principal } from './principal.ts'

/** Who changes the keys of an organization, and with which rights. */
export interface KeyAdmin {
  orgId: string
  /** For the audit log: `owner`, or the id of the key that acts. */
  actor: string
  requestId: string | null
  /** May this one hand out a scope? */
  mayGrant(scope: string): boolean
  /** One transaction that may change keys. */
  run<T>(work: (trx: DatabaseTransaction) => Promise<T>): Promise<T>
}

/** The command line. @param db connected with the login that migrates */
export function ownerOf(db: Database, orgId: string): KeyAdmin {
  return { orgId, actor: 'owner', requestId: null, mayGrant: () => true, run: (work) => withOwner(db, orgId, work) }
}

/** Somebody with a key, over HTTP. Whether it has `keys:admin` was asked before; it can hand out no more than it holds. */
export function adminByKey(db: Database, principal: Principal, requestId: string): KeyAdmin {
  const { orgId, keyId, scopes } = principal
  return {
    orgId,
    actor: keyId,
    requestId,
    mayGrant: (scope) => scopes.includes(scope),
    run: (work) => withOrganization(db, { role: 'sluice_results', orgId }, work),
  }
}
