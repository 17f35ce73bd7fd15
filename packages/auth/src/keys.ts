import { type Database, insertApiKey, insertAuditEntry, setApiKeyRevoked, withOwner } from '@sluice/database'
import type { Scope } from './scopes.ts'
import { hashSecret, makeToken, tokenToText } from './token.ts'

export interface NewApiKey {
  orgId: string
  /** For people: what or who uses it. */
  name: string
  scopes: readonly Scope[]
  expiresAt?: Date
}

/**
 * Creates a key and returns its text, which is shown this once and stored nowhere.
 * @param db connected with the login that migrates.
 * @throws when the organization does not exist.
 */
export async function createApiKey(db: Database, key: NewApiKey): Promise<{ keyId: string; token: string }> {
  const token = makeToken()
  await withOwner(db, key.orgId, async (trx) => {
    await insertApiKey(trx, {
      org_id: key.orgId,
      key_id: token.keyId,
      name: key.name,
      secret_sha256: hashSecret(token.secret),
      scopes: [...new Set(key.scopes)],
      expires_at: key.expiresAt ?? null,
    })
    await insertAuditEntry(trx, { org_id: key.orgId, actor: 'owner', action: 'api-key.create', object: token.keyId })
  })
  return { keyId: token.keyId, token: tokenToText(token) }
}

/**
 * Revokes a key; services refuse it within the `cacheMs` of their authenticator. False: no such key, or already revoked.
 * @param db connected with the login that migrates.
 */
export async function revokeApiKey(db: Database, orgId: string, keyId: string): Promise<boolean> {
  return withOwner(db, orgId, async (trx) => {
    const revoked = await setApiKeyRevoked(trx, orgId, keyId)
    if (revoked) await insertAuditEntry(trx, { org_id: orgId, actor: 'owner', action: 'api-key.revoke', object: keyId })
    return revoked
  })
}
