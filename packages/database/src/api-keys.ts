import { type Insertable, type Selectable, sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import type { ApiKeysTable } from './schema.ts'
import { type Role, withRole } from './tenancy.ts'

export type FoundApiKey = Pick<
  Selectable<ApiKeysTable>,
  'org_id' | 'key_id' | 'secret_sha256' | 'scopes' | 'expires_at' | 'revoked_at'
>

/** Adds a key; as the owner (withOwner). */
export async function insertApiKey(trx: DatabaseTransaction, key: Insertable<ApiKeysTable>): Promise<void> {
  await trx.insertInto('api_keys').values(key).execute()
}

/** The keys of an organization, oldest first, without what they are checked with; as the owner. */
export async function listApiKeys(
  trx: DatabaseTransaction,
  orgId: string,
): Promise<Omit<Selectable<ApiKeysTable>, 'secret_sha256'>[]> {
  return trx
    .selectFrom('api_keys')
    .select(['org_id', 'key_id', 'name', 'scopes', 'created_at', 'expires_at', 'revoked_at', 'last_used_at'])
    .where('org_id', '=', orgId)
    .orderBy('created_at')
    .execute()
}

/** Revokes a key; as the owner. False: the organization has no such key, or it was revoked before. */
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

/** Notes that the key was used; at most one write a minute and key. */
export async function touchApiKey(db: Database, role: Role, keyId: string): Promise<void> {
  await withRole(db, role, async (trx) => {
    await sql`select touch_api_key(${keyId})`.execute(trx)
  })
}
