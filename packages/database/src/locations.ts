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
