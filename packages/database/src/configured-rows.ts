// What the tables of the configuration have in common: rows with an id, a version, and a moment they were taken out of force.
import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

type ConfiguredTable = 'locations' | 'service_lines' | 'mappings' | 'feeds' | 'pools'

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
