import { type Insertable, type Selectable, sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import type { Page } from './page.ts'
import type { ApiKeysTable } from './schema.ts'
import { type Role, withRole } from './tenancy.ts'

/** A key as it is checked. */
export type FoundApiKey = Omit<Selectable<ApiKeysTable>, 'name' | 'created_at' | 'last_used_at'>

/** A key as it is shown, without its secrets. */
export type ApiKeyRow = Omit<Selectable<ApiKeysTable>, 'secret_sha256' | 'previous_sha256'>

const shown = [
  'org_id',
  'key_id',
  'name',
  'scopes',
  'created_at',
  'expires_at',
  'revoked_at',
  'last_used_at',
  'previous_until',
  'rotated_at',
  'requests_per_minute',
  'requests_per_day',
] as const

/** Adds a key. Answers what is shown of it. */
export async function insertApiKey(trx: DatabaseTransaction, key: Insertable<ApiKeysTable>): Promise<ApiKeyRow> {
  return trx.insertInto('api_keys').values(key).returning(shown).executeTakeFirstOrThrow()
}

/** The keys of an organization, oldest first. */
export async function listApiKeys(trx: DatabaseTransaction, orgId: string): Promise<ApiKeyRow[]> {
  return trx
    .selectFrom('api_keys')
    .select(shown)
    .where('org_id', '=', orgId)
    .orderBy('created_at')
    .orderBy('key_id')
    .execute()
}

/** The same in order of their ids, a page at a time. */
export async function listApiKeysPage(
  trx: DatabaseTransaction,
  orgId: string,
  { after, limit }: Page,
): Promise<ApiKeyRow[]> {
  return trx
    .selectFrom('api_keys')
    .select(shown)
    .where('org_id', '=', orgId)
    .where('key_id', '>', after)
    .orderBy('key_id')
    .limit(limit)
    .execute()
}

/** One key of an organization, in force or not. */
export async function findOwnApiKey(
  trx: DatabaseTransaction,
  orgId: string,
  keyId: string,
): Promise<ApiKeyRow | undefined> {
  return trx
    .selectFrom('api_keys')
    .select(shown)
    .where('org_id', '=', orgId)
    .where('key_id', '=', keyId)
    .executeTakeFirst()
}

/** Those of these keys that are the organization's, in force, and have a scope. */
export async function filterKeysWithScope(
  trx: DatabaseTransaction,
  orgId: string,
  { keyIds, scope }: { keyIds: readonly string[]; scope: string },
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key_id: string }>`
    select key_id from api_keys
     where org_id = ${orgId} and key_id = any(${[...keyIds]}::text[]) and ${scope} = any(scopes)
       and revoked_at is null and (expires_at is null or expires_at > clock_timestamp())`.execute(trx)
  return new Set(rows.map((row) => row.key_id))
}

/** Until commit, nobody else changes keys of this organization: which of them are left may be counted. */
export async function lockApiKeys(trx: DatabaseTransaction, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sluice:keys:' || ${orgId}, 0))`.execute(trx)
}

/** How many keys are in force, and how many of them, this one apart, hold a scope. */
export async function countApiKeys(
  trx: DatabaseTransaction,
  orgId: string,
  { holding, except }: { holding: string; except: string },
): Promise<{ inForce: number; others: number }> {
  const { rows } = await sql<{ in_force: number; others: number }>`
    select count(*) as in_force,
           count(*) filter (where ${holding} = any (scopes) and key_id <> ${except}) as others
      from api_keys
     where org_id = ${orgId} and revoked_at is null and (expires_at is null or expires_at > clock_timestamp())`.execute(
    trx,
  )
  return { inForce: rows[0]?.in_force ?? 0, others: rows[0]?.others ?? 0 }
}

/** Revokes a key. False: the organization has no such key, or it was revoked before. */
export async function setApiKeyRevoked(trx: DatabaseTransaction, orgId: string, keyId: string): Promise<boolean> {
  const row = await trx
    .updateTable('api_keys')
    .set({ revoked_at: sql<Date>`clock_timestamp()` })
    .where('org_id', '=', orgId)
    .where('key_id', '=', keyId)
    .where('revoked_at', 'is', null)
    .returning('key_id')
    .executeTakeFirst()
  return row !== undefined
}

/** Gives a key another secret; the one it had works on for `overlapSeconds`, the one before that ends now. */
export async function rotateApiKey(
  trx: DatabaseTransaction,
  key: { orgId: string; keyId: string; secretSha256: Buffer; overlapSeconds: number },
): Promise<ApiKeyRow> {
  const isAtOnce = key.overlapSeconds === 0
  return trx
    .updateTable('api_keys')
    .set((eb) => ({
      secret_sha256: key.secretSha256,
      previous_sha256: isAtOnce ? null : eb.ref('secret_sha256'),
      previous_until: isAtOnce ? null : sql<Date>`clock_timestamp() + make_interval(secs => ${key.overlapSeconds})`,
      rotated_at: sql<Date>`clock_timestamp()`,
    }))
    .where('org_id', '=', key.orgId)
    .where('key_id', '=', key.keyId)
    .returning(shown)
    .executeTakeFirstOrThrow()
}

/**
 * The key with this id, of whichever organization: the one look-up made before the organization is known. It goes
 * through a function of the owner's; no role may read the table across organizations.
 */
export async function findApiKey(db: Database, role: Role, keyId: string): Promise<FoundApiKey | undefined> {
  return withRole(db, role, async (trx) => {
    const { rows } = await sql<FoundApiKey>`select * from find_api_key(${keyId})`.execute(trx)
    return rows[0]
  })
}

/** The ids of all keys in force, of whichever organization; where they are more than 100,000, of those used last. */
export async function listKeysInForce(db: Database, role: Role): Promise<string[]> {
  return withRole(db, role, async (trx) => {
    const { rows } = await sql<{ key_id: string }>`select key_id from keys_in_force() as key_id`.execute(trx)
    return rows.map((row) => row.key_id)
  })
}

/** Notes that the key was used; at most one write a minute and key. */
export async function touchApiKey(db: Database, role: Role, keyId: string): Promise<void> {
  await withRole(db, role, async (trx) => {
    await sql`select touch_api_key(${keyId})`.execute(trx)
  })
}
