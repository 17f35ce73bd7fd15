import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { CellMessagesTable } from './schema.ts'

export type CellMessageRow = Selectable<CellMessagesTable>

/** The approved messages of the pool's cells. */
export async function listMessages(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<CellMessageRow[]> {
  return trx
    .selectFrom('cell_messages')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .orderBy('cell_id')
    .execute()
}

/** Notes the message a cell's campaign may run; the one before is replaced. */
export async function upsertMessage(trx: DatabaseTransaction, message: Insertable<CellMessagesTable>): Promise<void> {
  await trx
    .insertInto('cell_messages')
    .values(message)
    .onConflict((oc) =>
      oc.columns(['org_id', 'pool_id', 'cell_id']).doUpdateSet((eb) => ({
        message_id: eb.ref('excluded.message_id'),
        author: eb.ref('excluded.author'),
        author_name: eb.ref('excluded.author_name'),
        key_name: eb.ref('excluded.key_name'),
        approved_at: eb.fn<Date>('clock_timestamp'),
      })),
    )
    .execute()
}

/** Takes an approval back. @returns the message it was for; undefined: there was none. */
export async function deleteMessage(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  cellId: string,
): Promise<string | undefined> {
  const row = await trx
    .deleteFrom('cell_messages')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('cell_id', '=', cellId)
    .returning('message_id')
    .executeTakeFirst()
  return row?.message_id
}

/**
 * Takes the approvals of these cells' messages away and notes each as a decision, under the pool's next numbers. The caller
 * holds the pool's row. One statement for any number.
 */
export async function endMessages(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { cellIds, author, requestId }: { cellIds: readonly string[]; author: string; requestId: string | null },
): Promise<void> {
  await sql`
    with ended as (
      delete from cell_messages where org_id = ${orgId} and pool_id = ${poolId} and cell_id = any(${[...cellIds]}::text[])
      returning cell_id, message_id)
    insert into plan_decisions (org_id, pool_id, id, kind, cells, author, request_id, message_id)
    select ${orgId}, ${poolId}, last.id + row_number() over (order by cell_id), 'message_removed',
           jsonb_build_array(jsonb_build_object('cellId', cell_id, 'dailyBudgetMinor', null, 'beforeMinor', null)),
           ${author}, ${requestId}::text, message_id
      from ended
     cross join (select coalesce(max(d.id), 0) as id from plan_decisions d
                  where d.org_id = ${orgId} and d.pool_id = ${poolId}) last`.execute(trx)
}
