import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

/**
 * Until this transaction ends, nobody else changes this organization's configuration. Events are still mapped to pools.
 * Always taken before closePlaceMap, so that two changes never wait for each other.
 */
export async function lockConfiguration(trx: DatabaseTransaction, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended('sluice:config-writers:' || ${orgId}, 0))`.execute(trx)
}

/** Until this transaction ends, nobody changes this organization's configuration; any number of transactions may keep it so. */
export async function keepConfiguration(trx: DatabaseTransaction, orgId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('sluice:config-writers:' || ${orgId}, 0))`.execute(trx)
}

/**
 * Waits for events that are being mapped from their place to pools; until this transaction ends no other is (ingestion takes
 * the same lock shared). What it stored by then is seen by statements after this one, and what it stores later is mapped by what
 * this transaction wrote, so an event can never slip between a cell and the state it adopts. Rows of pool_state must not be
 * locked before it: ingestion locks them while it holds this.
 */
export async function closePlaceMap(trx: DatabaseTransaction, orgId: string): Promise<void> {
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
