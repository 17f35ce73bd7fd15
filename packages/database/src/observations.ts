import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { StoredFigure } from './events.ts'
import { instantText } from './instant-text.ts'
import { newestOrder, orderColumns, type ReportOrder, withOrder } from './newest.ts'
import type { PoolKey } from './pool-key.ts'

/** What one event reports of a place: gate memory is folded from these. */
export interface StoredObservation {
  locationId: string
  /** `*`: the whole location. */
  serviceLine: string
  source: string
  /** RFC 3339 in UTC, microseconds. */
  observedAt: string
  /** What decides beside others of its moment; absent in logs of before plans knew it. */
  order?: ReportOrder
  figures: readonly StoredFigure[]
}

/** As it is read, of the log as `e`. */
export type ObservationRow = Omit<StoredObservation, 'order'> & ReportOrder

export const observationColumns = sql`
  e.location_id as "locationId", e.service_line as "serviceLine", e.source,
  ${instantText('e.observed_at')} as "observedAt", ${orderColumns('e')}`

/**
 * What reached the pool after revision `after` and up to `through`, by observed time; of one instant the one that counts
 * comes last.
 */
export async function listObservationsBetween(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { after, through }: { after: number; through: number },
): Promise<StoredObservation[]> {
  const { rows } = await sql<ObservationRow>`
    select ${observationColumns}, e.body->'figures' as figures from event_pools p
      join events e on e.org_id = p.org_id and e.source = p.source and e.event_id = p.event_id and e.received_at = p.received_at
     where p.org_id = ${orgId} and p.pool_id = ${poolId} and p.revision > ${after} and p.revision <= ${through}
       and e.type <> 'sluice.actuals.observed.v1'
     order by ${newestOrder('e')}`.execute(trx)
  return rows.map(withOrder)
}

/**
 * Observations of a part of a reading: the log of a busy place is larger than a process should hold, or work on without
 * a pause.
 */
const observationsAtOnce = 500

/**
 * Everything known of these locations, in the order of `listObservationsBetween`: all the log keeps, also what was
 * stored before the place was configured and what was reported for whole locations; and figures that are still the
 * newest of their source though the log no longer keeps the event that brought them, each as an observation of its own.
 * In parts, each of whole instants; one reading of a transaction at a time.
 */
export async function* readObservationsOfLocations(
  trx: DatabaseTransaction,
  orgId: string,
  locationIds: readonly string[],
  atOnce = observationsAtOnce,
): AsyncGenerator<StoredObservation[], void, void> {
  const ids = [...locationIds]
  await sql`
    declare observations no scroll cursor for select ${observationColumns}, e.figures from (
      select location_id, service_line, source, observed_at, recorded_at, sequence, body_sha256, body->'figures' as figures
        from events
       where org_id = ${orgId} and location_id = any(${ids}::text[]) and type <> 'sluice.actuals.observed.v1'
      union all
      select location_id, service_line, source, observed_at, recorded_at, sequence, body_sha256,
             jsonb_build_array(jsonb_build_object('figure', figure, 'value', value))
        from place_state s
       where org_id = ${orgId} and location_id = any(${ids}::text[])
         and not exists (select from events kept where kept.org_id = s.org_id and kept.source = s.source
           and kept.event_id = s.event_id and kept.received_at = s.received_at)
    ) e
     order by ${newestOrder('e')}`.execute(trx)
  const fetched = sql<ObservationRow>`fetch forward ${sql.lit(atOnce)} from observations`
  // The last instant read, which may go on in what is fetched next.
  let last: StoredObservation[] = []
  for (let isOver = false; !isOver; ) {
    const rows = (await fetched.execute(trx)).rows.map(withOrder)
    isOver = rows.length < atOnce
    const begins = rows.findIndex(({ observedAt }) => observedAt === rows.at(-1)?.observedAt)
    if (begins > 0 || last[0]?.observedAt !== rows[0]?.observedAt) {
      const whole = [...last, ...rows.slice(0, Math.max(0, begins))]
      if (whole.length > 0) yield whole
      last = []
    }
    last.push(...rows.slice(Math.max(0, begins)))
  }
  if (last.length > 0) yield last
  await sql`close observations`.execute(trx)
}

/**
 * The cells of the pool that have or had a place of which an actuals event reached it after revision `after` and up to `through`.
 */
export async function listCellsReportedBetween(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { after, through }: { after: number; through: number },
): Promise<string[]> {
  const { rows } = await sql<{ cellId: string }>`
    with reported as (
      select distinct e.location_id, e.service_line from event_pools p
        join events e on e.org_id = p.org_id and e.source = p.source and e.event_id = p.event_id and e.received_at = p.received_at
       where p.org_id = ${orgId} and p.pool_id = ${poolId} and p.revision > ${after} and p.revision <= ${through}
         and e.type = 'sluice.actuals.observed.v1')
    select distinct h.cell_id as "cellId"
      from reported r
     cross join lateral (
       select cell_id from cell_places
        where org_id = ${orgId} and location_id = r.location_id and service_line = r.service_line and pool_id = ${poolId} offset 0) h
     order by 1`.execute(trx)
  return rows.map(({ cellId }) => cellId)
}
