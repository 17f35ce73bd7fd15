import {
  type ApiKeyRow,
  countApiKeys,
  type Database,
  type DatabaseTransaction,
  findOwnApiKey,
  insertApiKey,
  insertAuditEntry,
  listSourcesOfKey,
  lockApiKeys,
  rotateApiKey,
  setApiKeyRevoked,
} from '@sluice/database'
import { type KeyAdmin, ownerOf } from './key-admin.ts'
import { KeyRefusal } from './key-refusal.ts'
import type { Scope } from './scopes.ts'
import { hashSecret, makeToken, tokenToText } from './token.ts'

export interface NewKey {
  /** For people: what or who uses it. */
  name: string
  scopes: readonly Scope[]
  expiresAt?: Date | undefined
  /** Limits, if not those of the installation; 0: none. */
  requestsPerMinute?: number | undefined
  requestsPerDay?: number | undefined
}

export interface NewApiKey extends NewKey {
  orgId: string
}

/** A key with the one text that opens it, which is shown this once and stored nowhere. */
export interface ShownKey {
  key: ApiKeyRow
  token: string
}

/** An organization that makes keys in a loop stops here. */
export const MAX_KEYS_IN_FORCE = 500
export const MAX_OVERLAP_SECONDS = 30 * 86_400
const ADMIN: Scope = 'keys:admin'

/**
 * Creates a key and returns its text.
 * @param db connected with the login that migrates.
 * @throws when the organization does not exist.
 */
export async function createApiKey(
  db: Database,
  { orgId, ...key }: NewApiKey,
): Promise<{ keyId: string; token: string }> {
  const { token, key: row } = await createKey(ownerOf(db, orgId), key)
  return { keyId: row.key_id, token }
}

/** Revokes a key, be it the last one. False: no such key, or already revoked. @param db as createApiKey */
export async function revokeApiKey(db: Database, orgId: string, keyId: string): Promise<boolean> {
  const admin = ownerOf(db, orgId)
  return admin.run((trx) => revoke(trx, admin, keyId))
}

/**
 * Creates a key; where it is not said when it ends, with the key that makes it.
 * @throws KeyRefusal scope-not-held, expiry-not-held, too-many-keys; key-not-in-force: the one that makes it is so no longer
 */
export async function createKey(admin: KeyAdmin, wanted: NewKey): Promise<ShownKey> {
  requireGrantable(admin, wanted.scopes)
  const token = makeToken()
  const key = await admin.run(async (trx) => {
    await lockApiKeys(trx, admin.orgId)
    const { inForce } = await countApiKeys(trx, admin.orgId, { holding: ADMIN, except: token.keyId })
    if (inForce >= MAX_KEYS_IN_FORCE)
      throw new KeyRefusal('too-many-keys', `The organization has ${MAX_KEYS_IN_FORCE} keys in force.`)
    const ownEnd = await requireActing(trx, admin)
    const expiresAt = wanted.expiresAt ?? ownEnd
    requireWithinEnd(ownEnd, expiresAt)
    const row = await insertApiKey(trx, {
      org_id: admin.orgId,
      key_id: token.keyId,
      name: wanted.name,
      secret_sha256: hashSecret(token.secret),
      scopes: [...new Set(wanted.scopes)],
      expires_at: expiresAt,
      requests_per_minute: wanted.requestsPerMinute ?? null,
      requests_per_day: wanted.requestsPerDay ?? null,
    })
    await note(trx, admin, 'api-key.create', token.keyId)
    return row
  })
  return { key, token: tokenToText(token) }
}

/**
 * Gives a key another secret. Its id stays, and with it its name, scopes, limits and place in the log; the secret it had
 * works on for `overlapSeconds`, one from an earlier rotation ends now.
 * @throws KeyRefusal key-not-found, key-not-in-force, scope-not-held, limits-not-held, expiry-not-held
 */
export async function rotateKey(admin: KeyAdmin, keyId: string, overlapSeconds: number): Promise<ShownKey> {
  const { secret } = makeToken()
  const secretSha256 = hashSecret(secret)
  const key = await admin.run(async (trx) => {
    await lockApiKeys(trx, admin.orgId)
    const found = await requireKey(trx, admin, keyId)
    requireInForce(found)
    // Whoever has the new secret can do what the key may, as often and as long as it may.
    requireGrantable(admin, found.scopes)
    requireWithinLimits(admin, found)
    requireWithinEnd(await requireActing(trx, admin), found.expires_at)
    const row = await rotateApiKey(trx, { orgId: admin.orgId, keyId, secretSha256, overlapSeconds })
    await note(trx, admin, 'api-key.rotate', keyId)
    return row
  })
  return { key, token: tokenToText({ keyId, secret }) }
}

/**
 * Revokes a key. One revoked before stays so: `revoked: false`. `sources`: those bound to it, which take events of the other keys
 * they name, or of none.
 * @throws KeyRefusal key-not-found; last-admin-key where nobody would be left to make keys, unless `alsoLast`
 */
export async function revokeKey(
  admin: KeyAdmin,
  keyId: string,
  { alsoLast = false } = {},
): Promise<{ key: ApiKeyRow; revoked: boolean; sources: string[] }> {
  return admin.run(async (trx) => {
    await lockApiKeys(trx, admin.orgId)
    const key = await requireKey(trx, admin, keyId)
    if (!alsoLast && isInForce(key) && key.scopes.includes(ADMIN)) await requireOtherAdmin(trx, admin, keyId)
    const revoked = await revoke(trx, admin, keyId)
    const sources = await listSourcesOfKey(trx, admin.orgId, keyId)
    return { key: await requireKey(trx, admin, keyId), revoked, sources }
  })
}

async function requireOtherAdmin(trx: DatabaseTransaction, { orgId }: KeyAdmin, keyId: string): Promise<void> {
  const { others } = await countApiKeys(trx, orgId, { holding: ADMIN, except: keyId })
  if (others === 0) throw new KeyRefusal('last-admin-key', `It is the last key in force with ${ADMIN}.`)
}

async function revoke(trx: DatabaseTransaction, admin: KeyAdmin, keyId: string): Promise<boolean> {
  const revoked = await setApiKeyRevoked(trx, admin.orgId, keyId)
  if (revoked) await note(trx, admin, 'api-key.revoke', keyId)
  return revoked
}

async function requireKey(trx: DatabaseTransaction, admin: KeyAdmin, keyId: string): Promise<ApiKeyRow> {
  const key = await findOwnApiKey(trx, admin.orgId, keyId)
  if (key === undefined) throw new KeyRefusal('key-not-found', 'Your organization has no key with this id.')
  return key
}

function requireInForce(key: ApiKeyRow): void {
  if (!isInForce(key)) throw new KeyRefusal('key-not-in-force', 'The key is revoked or expired; create another.')
}

function isInForce({ revoked_at, expires_at }: ApiKeyRow): boolean {
  return revoked_at === null && (expires_at === null || expires_at.getTime() > Date.now())
}

function requireGrantable(admin: KeyAdmin, scopes: readonly string[]): void {
  const lacking = scopes.filter((scope) => !admin.mayGrant(scope))
  if (lacking.length > 0) throw new KeyRefusal('scope-not-held', `Your key does not have ${lacking.join(', ')} itself.`)
}

function requireWithinLimits({ limits, installed }: KeyAdmin, key: ApiKeyRow): void {
  const isMore = (its: number, most: number) => most > 0 && (its === 0 || its > most)
  if (
    isMore(key.requests_per_minute ?? installed.requestsPerMinute, limits.requestsPerMinute) ||
    isMore(key.requests_per_day ?? installed.requestsPerDay, limits.requestsPerDay)
  )
    throw new KeyRefusal('limits-not-held', 'The key may ask more often than yours.')
}

/**
 * When the key that acts ends, null: never. Read here: one that was revoked or has expired is believed by other
 * processes for some seconds yet, and may not leave a key behind.
 */
async function requireActing(trx: DatabaseTransaction, { orgId, keyId }: KeyAdmin): Promise<Date | null> {
  if (keyId === null) return null
  const own = await findOwnApiKey(trx, orgId, keyId)
  if (own && isInForce(own)) return own.expires_at
  throw new KeyRefusal('key-not-in-force', 'Your own key is revoked or expired.')
}

function requireWithinEnd(most: Date | null, end: Date | null): void {
  if (most === null || (end !== null && end.getTime() <= most.getTime())) return
  throw new KeyRefusal('expiry-not-held', `Your key ends at ${most.toISOString()}; this one would outlast it.`)
}

async function note(trx: DatabaseTransaction, admin: KeyAdmin, action: string, keyId: string): Promise<void> {
  const { orgId, actor, requestId } = admin
  await insertAuditEntry(trx, { org_id: orgId, actor, action, object: keyId, request_id: requestId })
}
