import type { Insertable } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { AuditLogTable } from './schema.ts'

/** Notes who did what to which object, in the transaction that did it. Ids only: values never go into this table. */
export async function insertAuditEntry(trx: DatabaseTransaction, entry: Insertable<AuditLogTable>): Promise<void> {
  await trx.insertInto('audit_log').values(entry).execute()
}
