import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

/**
 * Until this transaction ends, nobody else writes this organization's configuration, and no event is mapped from its place
 * to pools (ingestion takes the same lock shared). So an event can never slip between a cell and the state it adopts.
 */
export async function lockConfiguration(trx: DatabaseTransaction, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sluice:config:' || ${orgId}, 0))`.execute(trx)
}

/** Counts one more change of the organization's configuration, and returns the count. */
export async function bumpConfigVersion(trx: DatabaseTransaction, orgId: string): Promise<number> {
  const row = await trx
    .updateTable('organizations')
    .set((eb) => ({ config_version: eb('config_version', '+', 1) }))
    .where('id', '=', orgId)
    .returning('config_version')
    .executeTakeFirstOrThrow()
  return row.config_version
}

/** How often the organization's configuration has changed; plans name the count they were computed with. */
export async function findConfigVersion(trx: DatabaseTransaction, orgId: string): Promise<number> {
  const row = await trx
    .selectFrom('organizations')
    .select('config_version')
    .where('id', '=', orgId)
    .executeTakeFirstOrThrow()
  return row.config_version
}
