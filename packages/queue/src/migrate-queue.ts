import { runMigrations } from 'bullmq'
import pg from 'pg'
import { queueSchema } from './postgres-pool.ts'

export interface MigrateQueueOptions {
  /** A login that may act as sluice_queue: the one that runs our own migrations, after them. */
  adminUrl: string
  log: (line: string) => void
}

/** Any fixed number: one migrator at a time per database. */
const MIGRATION_LOCK = 5_710_843_202

/**
 * Brings BullMQ's tables to the version of this code, in a schema of their own that belongs to the role sluice_queue. Any
 * number of processes may call it at once; with nothing to do it changes nothing. For the deploy step, not for workers.
 */
export async function migrateQueue({ adminUrl, log }: MigrateQueueOptions): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl, application_name: 'sluice-migrate' })
  client.on('error', (error) => log(`migrate queue: connection lost: ${error.message}`))
  await client.connect()
  try {
    // BullMQ takes a lock too, but only after it has looked at the server, and `create schema if not exists` races.
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    // Migration 0001 grants it too, but a database cloned from a template or restored has lost its own grants.
    const database = pg.escapeIdentifier(client.database ?? '')
    await client.query(`grant create on database ${database} to sluice_queue`)
    await client.query('set role sluice_queue')
    const version = await runMigrations(client, queueSchema)
    log(`queue: BullMQ's tables are at version ${version}`)
  } finally {
    await client.end()
  }
}
