import type { Database } from '@sluice/database'
import { sql } from 'kysely'

/** Whatever was stored or configured by now happened this many days earlier than it did. What was observed keeps its time. */
export async function letDaysPass(admin: Database, days: number): Promise<void> {
  const columns = [
    ['place_state', 'received_at'],
    ['events', 'received_at'],
    ['event_key', 'received_at'],
    ['event_pools', 'received_at'],
    ['cell_places', 'held_from'],
    ['cell_places', 'held_until'],
    ['organizations', 'state_pruned_before'],
  ] as const
  for (const [table, column] of columns)
    await sql`update ${sql.table(table)} set ${sql.ref(column)} = ${sql.ref(column)} - make_interval(days => ${days})`.execute(
      admin,
    )
}
