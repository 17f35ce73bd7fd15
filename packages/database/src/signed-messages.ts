import { type Insertable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { SignedMessagesTable } from './schema.ts'

export type SignedMessage = Insertable<SignedMessagesTable>

/**
 * Remembers a message, unless it is known. Of two processes that ask at once the second waits for the first.
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
export async function deleteOldSignedMessages(trx: DatabaseTransaction, orgId: string, days: number): Promise<number> {
  const { numDeletedRows } = await trx
    .deleteFrom('signed_messages')
    .where('org_id', '=', orgId)
    .where('received_at', '<', sql<Date>`clock_timestamp() - make_interval(days => ${days})`)
    .executeTakeFirst()
  return Number(numDeletedRows)
}
