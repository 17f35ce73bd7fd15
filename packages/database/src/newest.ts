import { sql } from 'kysely'

/**
 * Which of two reports of one thing counts: the later observed; then the later recorded; then the greater sequence, as
 * text byte by byte; then the greater hash. No two events are equal in all four, so any order of arrival, with any
 * repeats, ends in the same state. `reported` is the table or alias the columns are of.
 */
export function newestOrder(reported: string) {
  const column = (name: string) => sql.ref(`${reported}.${name}`)
  return sql`(${column('observed_at')}, coalesce(${column('recorded_at')}, ${column('observed_at')}),
              coalesce(${column('sequence')}, '') collate "C", ${column('body_sha256')})`
}
