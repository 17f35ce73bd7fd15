import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { withOrganization } from './tenancy.ts'

/** Sources of a figure of a place whose newest report is kept: three times as many as plans count, so that none that may count goes. */
const SOURCES_KEPT = 100
/** Rows of a transaction. */
const ROWS_AT_ONCE = 5_000

/**
 * Removes the newest report of a figure of a place where that of 100 other sources came later, unless a pool's policy gives the
 * source a priority. No plan counts it [S8]; the log keeps it. A report that comes meanwhile is newer than what was found, and stays.
 * @returns how many rows.
 */
export async function deleteSurplusSources(db: Database, orgId: string, atOnce = ROWS_AT_ONCE): Promise<number> {
  let deleted = 0
  for (;;) {
    const { numAffectedRows = 0n } = await withOrganization(db, { role: 'sluice_worker', orgId }, (trx) =>
      sql`
        with preferred as (
          select entry->>'source' as source from pools p
            join policies y on y.org_id = p.org_id and y.pool_id = p.id and y.version = p.policy_version
           cross join jsonb_array_elements(y.body->'sources') entry
           where p.org_id = ${orgId} and (entry->>'priority')::numeric <> 0
        ), ranked as (
          select location_id, service_line, figure, source, observed_at,
                 row_number() over (partition by location_id, service_line, figure order by observed_at desc, source) as nth
            from place_state where org_id = ${orgId} and source not in (select source from preferred)
        ), surplus as (
          select * from ranked where nth > ${SOURCES_KEPT} limit ${atOnce}
        )
        delete from place_state s using surplus r
         where s.org_id = ${orgId} and s.location_id = r.location_id and s.service_line = r.service_line
           and s.figure = r.figure and s.source = r.source and s.observed_at <= r.observed_at`.execute(trx),
    )
    deleted += Number(numAffectedRows)
    if (numAffectedRows === 0n) return deleted
  }
}
