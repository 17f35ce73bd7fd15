import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { Page } from './page.ts'
import type { LocationsTable } from './schema.ts'

export type LocationRow = Selectable<LocationsTable>

/** A location, also an archived one. */
export async function findLocation(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<LocationRow | undefined> {
  return trx.selectFrom('locations').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
}

/** Locations in force, in order of their ids. */
export async function listLocations(
  trx: DatabaseTransaction,
  orgId: string,
  { after, limit }: Page,
): Promise<LocationRow[]> {
  return trx
    .selectFrom('locations')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Adds a location or replaces it; an archived one is in force again. */
export async function upsertLocation(trx: DatabaseTransaction, location: Insertable<LocationsTable>): Promise<void> {
  await trx
    .insertInto('locations')
    .values(location)
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'id']).doUpdateSet({
        name: (eb) => eb.ref('excluded.name'),
        region: (eb) => eb.ref('excluded.region'),
        time_zone: (eb) => eb.ref('excluded.time_zone'),
        version: (eb) => eb.ref('excluded.version'),
        archived_at: null,
        updated_at: sql<Date>`clock_timestamp()`,
      }),
    )
    .execute()
}

/** Takes a location out of force; its row stays for the plans that name it. */
export async function archiveLocation(trx: DatabaseTransaction, orgId: string, id: string): Promise<void> {
  await trx
    .updateTable('locations')
    .set((eb) => ({
      archived_at: sql<Date>`clock_timestamp()`,
      updated_at: sql<Date>`clock_timestamp()`,
      version: eb('version', '+', 1),
    }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
}

/** Which of these ids are locations in force. */
export async function findKnownLocations(
  trx: DatabaseTransaction,
  orgId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await trx
    .selectFrom('locations')
    .select('id')
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
  return new Set(rows.map(({ id }) => id))
}
