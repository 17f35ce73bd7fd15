import { sql } from 'kysely'
import type { Database } from './connect.ts'

/** Whether PostgreSQL answers now: for readiness. Never throws. */
export async function isAnswering(db: Database): Promise<boolean> {
  return sql`select 1`.execute(db).then(
    () => true,
    () => false,
  )
}
