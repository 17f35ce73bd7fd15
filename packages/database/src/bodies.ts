import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { Page } from './page.ts'
import type { BodyTable } from './schema.ts'

export type BodyRow = Selectable<BodyTable>

/** Tables of configuration that is one JSON body each. */
export type BodyTableName = 'mappings' | 'feeds'

/** A row, also an archived one. */
export async function findBody(
  trx: DatabaseTransaction,
  table: BodyTableName,
  orgId: string,
  id: string,
): Promise<BodyRow | undefined> {
  return trx.selectFrom(table).selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
}

/** Rows in force, in order of their ids. */
export async function listBodies(
  trx: DatabaseTransaction,
  table: BodyTableName,
  orgId: string,
  { after, limit }: Page,
): Promise<BodyRow[]> {
  return trx
    .selectFrom(table)
    .selectAll()
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
}

/** Adds a row or replaces it; an archived one is in force again. */
export async function upsertBody(
  trx: DatabaseTransaction,
  table: BodyTableName,
  row: Insertable<BodyTable>,
): Promise<void> {
  await trx
    .insertInto(table)
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'id']).doUpdateSet({
        body: (eb) => eb.ref('excluded.body'),
        version: (eb) => eb.ref('excluded.version'),
        archived_at: null,
        updated_at: sql<Date>`clock_timestamp()`,
      }),
    )
    .execute()
}
