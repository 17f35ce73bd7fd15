// What the tables of the configuration have in common: rows with an id, a version, and a moment they were taken out of force.
import { type Insertable, type InsertObject, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { Page } from './page.ts'
import type { Schema } from './schema.ts'

export type ConfiguredTable = 'locations' | 'service_lines' | 'mappings' | 'feeds' | 'pools'

/** What each of their rows has. */
interface CommonColumns {
  org_id: string
  id: string
  version: number
  archived_at: Date | null
}

export type ConfiguredRow<Table extends ConfiguredTable> = CommonColumns & Selectable<Schema[Table]>
/** What a row says beside its name and version. */
export type ConfiguredColumns<Table extends ConfiguredTable> = Omit<
  Insertable<Schema[Table]>,
  keyof CommonColumns | 'updated_at'
>

/** A row, also an archived one. */
export async function findRow<Table extends ConfiguredTable>(
  trx: DatabaseTransaction,
  table: Table,
  orgId: string,
  id: string,
): Promise<ConfiguredRow<Table> | undefined> {
  const row = await trx
    .selectFrom<ConfiguredTable>(table)
    .selectAll()
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .executeTakeFirst()
  // A row of this table: Kysely knows it as a row of any of them.
  return row as ConfiguredRow<Table> | undefined
}

/** Rows in force, in order of their ids. */
export async function listRows<Table extends ConfiguredTable>(
  trx: DatabaseTransaction,
  table: Table,
  orgId: string,
  { after, limit }: Page,
): Promise<ConfiguredRow<Table>[]> {
  const rows = await trx
    .selectFrom<ConfiguredTable>(table)
    .selectAll()
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows as ConfiguredRow<Table>[]
}

/** How many are in force. */
export async function countRows(trx: DatabaseTransaction, table: ConfiguredTable, orgId: string): Promise<number> {
  const { count } = await trx
    .selectFrom(table)
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .executeTakeFirstOrThrow()
  return count
}

/** Adds a row or replaces it, whole; an archived one is in force again. */
export async function upsertRow<Table extends ConfiguredTable>(
  trx: DatabaseTransaction,
  table: Table,
  { orgId, id, version }: { orgId: string; id: string; version: number },
  columns: ConfiguredColumns<Table>,
): Promise<void> {
  const written = { ...columns, version }
  const excluded = Object.keys(written).map((column) => [column, sql.ref(`excluded.${column}`)] as const)
  await trx
    .insertInto<ConfiguredTable>(table)
    // Columns of this table: Kysely would take those that any of them has.
    .values({ ...written, org_id: orgId, id } as InsertObject<Schema, ConfiguredTable>)
    .onConflict((conflict) =>
      conflict.columns(['org_id', 'id']).doUpdateSet({
        ...Object.fromEntries(excluded),
        archived_at: null,
        updated_at: sql<Date>`clock_timestamp()`,
      }),
    )
    .execute()
}

/** Takes a row out of force; it stays for the plans and messages that name it. */
export async function archiveRow(
  trx: DatabaseTransaction,
  table: ConfiguredTable,
  orgId: string,
  id: string,
): Promise<void> {
  await trx
    .updateTable(table)
    .set((eb) => ({
      archived_at: sql<Date>`clock_timestamp()`,
      updated_at: sql<Date>`clock_timestamp()`,
      version: eb('version', '+', 1),
    }))
    .where('org_id', '=', orgId)
    .where('id', '=', id)
    .execute()
}

/** Which of these ids are in force. */
export async function findIdsInForce(
  trx: DatabaseTransaction,
  table: ConfiguredTable,
  orgId: string,
  ids: readonly string[],
): Promise<Set<string>> {
  const rows = await trx
    .selectFrom(table)
    .select('id')
    .where('org_id', '=', orgId)
    .where('archived_at', 'is', null)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
  return new Set(rows.map(({ id }) => id))
}
