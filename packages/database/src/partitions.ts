import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { withOrganization, withRole } from './tenancy.ts'

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

/** Drops partitions of the log that hold nothing of a day or after it (of the last 35 days at least). @returns how many. */
export async function dropEventPartitions(db: Database, before: string): Promise<number> {
  return withRole(db, 'sluice_worker', async (trx) => {
    const { rows } = await sql<{ dropped: number }>`
      select drop_event_partitions(${before}::date) as dropped`.execute(trx)
    return rows[0]?.dropped ?? 0
  })
}

/** Keys of a transaction: few enough that a sender who repeats one of them meanwhile waits for milliseconds. */
const KEYS_AT_ONCE = 5_000

/**
 * Removes the keys of an organization's events that dropEventPartitions(`before`) would drop, so before it: the keys are found
 * by the events. An event sent again after that is a new one. In short transactions; what was begun is simply begun again.
 */
export async function deleteEventKeys(
  db: Database,
  orgId: string,
  { before, atOnce = KEYS_AT_ONCE }: { before: string; atOnce?: number },
): Promise<void> {
  const deleteNext = (after: string) =>
    withOrganization(db, { role: 'sluice_worker', orgId }, async (trx) => {
      // As text: a Date would lose the microseconds.
      const { rows } = await sql<{ upto: string | null }>`
        select delete_event_keys(${before}::date, ${after}::timestamptz, ${atOnce}::integer)::text as upto`.execute(trx)
      return rows[0]?.upto ?? null
    })
  for (let after: string | null = '-infinity'; after !== null; ) after = await deleteNext(after)
}
