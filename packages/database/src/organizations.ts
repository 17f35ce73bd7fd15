import { type Insertable, type Selectable, sql } from 'kysely'
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

/** Today's date in the organization's zone, `YYYY-MM-DD`, by the database's clock. */
export async function readLocalToday(trx: DatabaseTransaction, orgId: string): Promise<string> {
  const { rows } = await sql<{ today: string }>`
    select (clock_timestamp() at time zone time_zone)::date as today from organizations where id = ${orgId}`.execute(
    trx,
  )
  const [row] = rows
  if (row === undefined) throw new Error('the transaction has no organization')
  return row.today
}
