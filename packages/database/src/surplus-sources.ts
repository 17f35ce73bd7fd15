import { sql } from 'kysely'
import type { Database } from './connect.ts'
import { newestOrder } from './newest.ts'
import { withOrganization } from './tenancy.ts'

/**
 * Sources of a figure of a place whose newest report is kept: three times as many as plans count, so that none that may
 * count goes.
 */
const SOURCES_KEPT = 100
/** Horizons of a source over which its newest count is kept beside those that pools plan with. */
const HORIZONS_KEPT = 8
/** Rows of a transaction. */
const ROWS_AT_ONCE = 5_000

/**
 * Removes the newest report of a figure of a place where that of 100 other sources came later, unless a pool's policy
 * gives the source a priority; and of what a source counted ahead all but the 8 horizons it counted over last. Never
 * what a plan may count [S6, S8]: for the horizon of each pool the newest that is usable and the newest that is not, of
 * 100 sources each. The log keeps all of it. A report that comes meanwhile is newer than what was found, and stays.
 * @returns how many rows.
 */
export async function deleteSurplusSources(db: Database, orgId: string, atOnce = ROWS_AT_ONCE): Promise<number> {
  let deleted = 0
  for (;;) {
    const { numAffectedRows = 0n } = await withOrganization(db, { role: 'sluice_worker', orgId }, (trx) =>
      sql`
        with policy as (
          select y.body from pools p
            join policies y on y.org_id = p.org_id and y.pool_id = p.id and y.version = p.policy_version
           where p.org_id = ${orgId}
        ), preferred as (
          select entry->>'source' as source from policy cross join jsonb_array_elements(body->'sources') entry
           where (entry->>'priority')::numeric <> 0
        ), planned as (
          select distinct (body->>'horizonDays')::numeric as days from policy
        ), reported as (
          select location_id, service_line, figure, source, observed_at, recorded_at, sequence, body_sha256, ahead.kind,
                 case when ahead.kind <> figure or figure in ('slots', 'follow_up_slots') then (value->>'horizonDays')::numeric end as days
            from place_state
           cross join lateral (select regexp_replace(figure, '^(slots|follow_up_slots)[.].*$', '\\1') as kind) ahead
           where org_id = ${orgId}
        ), of_source as (
          select *, row_number() over one as nth, first_value(${newestOrder('reported')}) over one as heard
            from reported
          window one_source as (partition by location_id, service_line, kind, source),
                 one as (one_source order by ${newestOrder('reported')} desc)
        ), of_sources as (
          select *, count(*) filter (where nth = 1 and source not in (select source from preferred)) over (
                      partition by location_id, service_line, kind order by heard desc, source) as nth_source
            from of_source
        ), may_count as (
          select location_id, service_line, figure, source from (
            select *, row_number() over (partition by location_id, service_line, kind, horizon, is_usable
                                         order by ${newestOrder('of_source')} desc, source) as nth_source from (
              select r.*, p.days as horizon, u.is_usable,
                     row_number() over (partition by r.location_id, r.service_line, r.kind, r.source, p.days, u.is_usable
                                        order by ${newestOrder('r')} desc) as nth
                from reported r cross join planned p
               cross join lateral (select r.days between p.days / 2 and p.days * 2 as is_usable) u
               where r.days is not null) of_source
             where nth = 1) of_sources
           where nth_source <= ${SOURCES_KEPT} or source in (select source from preferred)
        ), surplus as (
          select * from of_sources s
           where (nth > ${HORIZONS_KEPT} or (nth_source > ${SOURCES_KEPT} and source not in (select source from preferred)))
             and not exists (select from may_count m where m.location_id = s.location_id and m.service_line = s.service_line
                              and m.figure = s.figure and m.source = s.source)
           limit ${atOnce}
        )
        delete from place_state s using surplus r
         where s.org_id = ${orgId} and s.location_id = r.location_id and s.service_line = r.service_line
           and s.figure = r.figure and s.source = r.source and ${newestOrder('s')} <= ${newestOrder('r')}`.execute(trx),
    )
    deleted += Number(numAffectedRows)
    if (numAffectedRows === 0n) return deleted
  }
}
