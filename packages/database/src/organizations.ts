import type { Insertable } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { OrganizationsTable } from './schema.ts'

/** Adds an organization. False: one with this id was there and stays as it was. */
export async function insertOrganization(
  trx: DatabaseTransaction,
  organization: Insertable<OrganizationsTable>,
): Promise<boolean> {
  const row = await trx
    .insertInto('organizations')
    .values(organization)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
