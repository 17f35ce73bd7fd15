import type { Insertable, Selectable } from 'kysely'
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

export type OrganizationRow = Selectable<OrganizationsTable>

/** The organization of this transaction. @throws kysely's NoResultError when there is no such */
export async function findOrganization(trx: DatabaseTransaction, orgId: string): Promise<OrganizationRow> {
  return trx.selectFrom('organizations').selectAll().where('id', '=', orgId).executeTakeFirstOrThrow()
}

/** Every organization, in order of the ids; as the owner (withOwner), whom row-level security lets see them all. */
export async function listOrganizations(trx: DatabaseTransaction): Promise<OrganizationRow[]> {
  return trx.selectFrom('organizations').selectAll().orderBy('id').execute()
}
