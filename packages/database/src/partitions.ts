import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { withRole } from './tenancy.ts'

/**
 * Makes the log's partitions of this month and the `months` after it, where they are missing, and of any month whose events
 * came before its partition; those are moved into it. Each table in a transaction of its own.
 */
export async function ensureEventPartitions(
  db: Database,
  months: number,
  role: 'sluice_ingest' | 'sluice_worker' = 'sluice_worker',
): Promise<void> {
  for (const parent of ['events', 'event_pools']) {
    await withRole(db, role, async (trx) => {
      await sql`select ensure_partitions_of(${parent}, ${months}::integer)`.execute(trx)
    })
  }
}

/** Drops partitions of the log that hold nothing of the last `days` days (at least 35). @returns how many. */
export async function dropEventPartitions(db: Database, days: number): Promise<number> {
  return withRole(db, 'sluice_worker', async (trx) => {
    const { rows } = await sql<{ dropped: number }>`
      select drop_event_partitions(current_date - ${days}::integer) as dropped`.execute(trx)
    return rows[0]?.dropped ?? 0
  })
}
