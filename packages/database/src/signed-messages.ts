import type { Insertable } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { deleteOlder } from './delete-in-parts.ts'
import type { SignedMessagesTable } from './schema.ts'

export type SignedMessage = Insertable<SignedMessagesTable>

/**
 * Remembers a message, unless it is known. If two processes ask at once the second waits for the first.
 * @returns what is known of it now: of the first one that came
 */
export async function rememberSignedMessage(
  trx: DatabaseTransaction,
  message: SignedMessage,
): Promise<{ receivedAt: Date; bodySha256: Buffer }> {
  await trx
    .insertInto('signed_messages')
    .values(message)
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const known = await trx
    .selectFrom('signed_messages')
    .select(['received_at', 'body_sha256'])
    .where('org_id', '=', message.org_id)
    .where('source', '=', message.source)
    .where('id_sha256', '=', message.id_sha256)
    .executeTakeFirstOrThrow()
  return { receivedAt: known.received_at, bodySha256: known.body_sha256 }
}

/** Forgets messages that came longer ago. @returns how many. */
export function deleteOldSignedMessages(
  db: Database,
  orgId: string,
  { days, atOnce = 20_000 }: { days: number; atOnce?: number },
): Promise<number> {
  return deleteOlder(db, orgId, { table: 'signed_messages', column: 'received_at', days, atOnce })
}
