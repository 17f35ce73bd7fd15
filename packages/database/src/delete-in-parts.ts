import { type QueryResult, type RawBuilder, sql } from 'kysely'
import type { Database } from './connect.ts'
import { withOrganization } from './tenancy.ts'

/**
 * Removes what is no longer kept of an organization part by part, each in a short transaction of its own. What has
 * piled up while no worker ran would outlast the time a statement has, so one statement would remove nothing and the
 * pile would grow. Any number of workers may do it at once.
 * @param part deletes so many rows at most
 * @returns how many rows.
 */
export async function deleteInParts(
  db: Database,
  orgId: string,
  atOnce: number,
  part: (limit: number) => RawBuilder<unknown>,
): Promise<number> {
  const tenant = { role: 'sluice_worker', orgId } as const
  let deleted = 0
  for (let rows = atOnce; rows === atOnce; deleted += rows) {
    const { numAffectedRows = 0n }: QueryResult<unknown> = await withOrganization(db, tenant, (trx) =>
      part(atOnce).execute(trx),
    )
    rows = Number(numAffectedRows)
  }
  return deleted
}

export interface Older {
  table: 'alerts' | 'signed_messages' | 'source_deliveries' | 'webhook_events'
  /** The moment of a row; rows without one stay. */
  column: string
  days: number
  atOnce: number
}

/** Removes rows of an organization that are of longer ago, the oldest first, part by part. @returns how many. */
export function deleteOlder(db: Database, orgId: string, { table, column, days, atOnce }: Older): Promise<number> {
  const [rows, at] = [sql.table(table), sql.ref(column)]
  return deleteInParts(
    db,
    orgId,
    atOnce,
    (limit) => sql`
    delete from ${rows} where org_id = ${orgId} and ctid = any(array(
      select ctid from ${rows}
       where org_id = ${orgId} and ${at} < clock_timestamp() - make_interval(days => ${days}) order by ${at} limit ${limit}))`,
  )
}
