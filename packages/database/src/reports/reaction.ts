import { sql } from 'kysely'
import type { DatabaseTransaction } from '../connect.ts'
import type { ReportScope } from './scope.ts'

/**
 * A plan and the event that led to it. Plans whose newest news was no event but time passing or a decision are left
 * out: what events before it said had been considered already, and changed nothing.
 */
export interface Reaction {
  planNumber: number
  computedAt: Date
  observedAt: Date
  receivedAt: Date
  /** When tools first set it, as they report; null: not yet. A moment before the plan itself does not count. */
  appliedAt: Date | null
}

/** The newest plans of one pool in the span that an event led to, at most `limit` plans looked at. Newest first. */
export async function listReactions(
  trx: DatabaseTransaction,
  { orgId, poolId, from, before }: ReportScope & { poolId: string },
  limit: number,
): Promise<Reaction[]> {
  const { rows } = await sql<Reaction>`
    with zone as (select time_zone from pools where org_id = ${orgId} and id = ${poolId}), made as (
      select number, computed_at, input_revision, lag(input_revision) over (order by number) as revision_before
        from plans where org_id = ${orgId} and pool_id = ${poolId}
    ), wanted as (
      select m.* from made m, zone z
       where m.revision_before is not null
         and m.computed_at >= ${from}::date::timestamp at time zone z.time_zone
         and m.computed_at < ${before}::date::timestamp at time zone z.time_zone
       order by m.number desc limit ${limit})
    select w.number as "planNumber", w.computed_at as "computedAt", e.observed_at as "observedAt",
           e.received_at as "receivedAt", (
             select min(a.applied_at) from applied_budgets a
              where a.org_id = ${orgId} and a.pool_id = ${poolId} and a.plan_number = w.number
                and a.applied_at >= w.computed_at) as "appliedAt"
      from wanted w
     cross join lateral (
       select p.source, p.event_id, p.received_at from event_pools p
        where p.org_id = ${orgId} and p.pool_id = ${poolId} and p.revision > w.revision_before
          and p.revision = w.input_revision
        order by p.received_at desc limit 1) newest
      join events e on e.org_id = ${orgId} and e.source = newest.source and e.event_id = newest.event_id
       and e.received_at = newest.received_at
     order by w.number desc`.execute(trx)
  return rows
}
