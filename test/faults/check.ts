import type { Database } from '@sluice/database'
import { sql } from 'kysely'
import type { AckLog } from './sender.ts'

/**
 * Whether an organization's tables hold exactly what was acknowledged: each event once in the log, under its key, with
 * one stamp for each of its pools.
 */
export async function compareWithTables(
  admin: Database,
  orgId: string,
  log: AckLog,
  poolsPerEvent: number,
): Promise<{ stored: number; broken: string[] }> {
  const { rows } = await sql<{ id: string; logged: number; stamped: number }>`
    with keyed as (select source, event_id from event_key where org_id = ${orgId}),
         logged as (select source, event_id, count(*) as times from events where org_id = ${orgId} group by 1, 2),
         stamped as (select source, event_id, count(*) as times from event_pools where org_id = ${orgId} group by 1, 2)
    select event_id as id, coalesce(logged.times, 0)::integer as logged, coalesce(stamped.times, 0)::integer as stamped
      from keyed left join logged using (source, event_id) left join stamped using (source, event_id)`.execute(admin)
  const counts = await sql<{ events: number; stamps: number }>`
    select (select count(*) from events where org_id = ${orgId})::integer as events,
           (select count(*) from event_pools where org_id = ${orgId})::integer as stamps`.execute(admin)
  const acknowledged = new Set([...log.accepted.keys(), ...log.duplicate.keys()])
  const stored = new Set(rows.map(({ id }) => id))
  const lost = [...acknowledged].filter((id) => !stored.has(id)).length
  const invented = [...stored].filter((id) => !acknowledged.has(id)).length
  const twice = [...log.accepted.values()].filter((count) => count > 1).length
  const uneven = rows.filter(({ logged, stamped }) => logged !== 1 || stamped !== poolsPerEvent).length
  const found = counts.rows[0] ?? { events: -1, stamps: -1 }
  const broken = Object.entries({
    'acknowledged and not stored': lost,
    'stored and not acknowledged': invented,
    'acknowledged as new more than once': twice,
    'not once in the log or not stamped once for each pool': uneven,
    'rows of the log without a key': found.events - rows.length,
    'stamps too many': found.stamps - rows.length * poolsPerEvent,
    refused: log.refused.length,
  })
  return {
    stored: stored.size,
    broken: broken.filter(([, count]) => count !== 0).map(([what, count]) => `${orgId}: ${count} ${what}`),
  }
}
