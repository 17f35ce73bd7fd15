import { type RawBuilder, sql } from 'kysely'

/** RFC 3339 in UTC with all six digits PostgreSQL keeps: two moments of one millisecond still have an order. */
export const instantText = (column: string): RawBuilder<string> =>
  sql`to_char(${sql.ref(column)} at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`
