import { sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'
import { newestOrder } from './newest.ts'
import { withOrganization } from './tenancy.ts'

/** Sources of a figure of a place whose newest report is kept: three times as many as plans count, so that none that may count goes. */
const SOURCES_KEPT = 100
/** Horizons of a source over which its newest count is kept beside those that pools plan with. */
const HORIZONS_KEPT = 8
/** Rows that are looked at in a transaction: some tenths of a second, of the ten seconds that a statement has. */
const ROWS_AT_ONCE = 10_000

/**
 * Removes the newest report of a figure of a place where 100 other sources spoke of the same later, unless a pool's policy gives the
 * source a priority; and of what a source counted ahead all but the 8 horizons it counted over last. Never what a plan may count
 * [S6, S8]: for the horizon of each pool the newest that is usable and the newest that is not, of 100 sources each. The log keeps all
 * of it. A report that comes meanwhile is newer than what was found, and stays.
 *
 * Part by part, whole places together, each in a short transaction of its own: so every run gets on, however much has heaped up. A
 * place with more than a part is seen in pieces. What is surplus in a piece is so in the whole, and what is left of the pieces is seen
 * together in the next round.
 * @returns how many rows.
 */
export async function deleteSurplusSources(db: Database, orgId: string, atOnce = ROWS_AT_ONCE): Promise<number> {
  let deleted = 0
  for (;;) {
    const surplus = await lookThrough(db, orgId, atOnce)
    if (surplus === 0) return deleted
    deleted += surplus
  }
}

/** All places once. @returns how many rows were surplus. */
async function lookThrough(db: Database, orgId: string, atOnce: number): Promise<number> {
  let deleted = 0
  for (let after: RowKey | null = beforeAll; after !== null; ) {
    const from: RowKey = after
    const part = await withOrganization(db, { role: 'sluice_worker', orgId }, async (trx) => {
      await readByKey(trx)
      const through = await endOfPart(trx, orgId, from, atOnce)
      return { through, rows: await deletePart(trx, orgId, { after: from, through, atOnce }) }
    })
    deleted += part.rows
    after = part.through
  }
  return deleted
}

/**
 * For this transaction: rows are found by the primary key. The planner would read the whole table for each part, or sort it, where it
 * knows nothing of it yet or takes a part for a large share of it.
 */
async function readByKey(trx: DatabaseTransaction): Promise<void> {
  const ways = ['enable_seqscan', 'enable_bitmapscan', 'enable_hashjoin', 'enable_mergejoin']
  await sql`select set_config(way, 'off', true) from unnest(${ways}::text[]) as way`.execute(trx)
}

/** Where a row stands in the order of the primary key. */
interface RowKey {
  locationId: string
  serviceLine: string
  figure: string
  source: string
}

const beforeAll: RowKey = { locationId: '', serviceLine: '', figure: '', source: '' }

/** The last row of the next part, or that before which its last whole place ends; null: it is the last part. */
async function endOfPart(
  trx: DatabaseTransaction,
  orgId: string,
  after: RowKey,
  atOnce: number,
): Promise<RowKey | null> {
  const { rows } = await sql<RowKey>`
    (${keysAfter(orgId, after)} limit 1) union all (${keysAfter(orgId, after)} offset ${atOnce - 1} limit 1)`.execute(
    trx,
  )
  const [first, last] = rows
  if (first === undefined || last === undefined) return null
  const isOnePlace = first.locationId === last.locationId && first.serviceLine === last.serviceLine
  return isOnePlace ? last : { ...last, figure: '', source: '' }
}

function keysAfter(orgId: string, after: RowKey) {
  return sql`
    select location_id as "locationId", service_line as "serviceLine", figure, source from place_state
     where org_id = ${orgId} and ${byKey} > ${valuesOf(after)} order by ${inOrder}`
}

const inOrder = sql`location_id, service_line, figure, source`
const byKey = sql`(${inOrder})`

function valuesOf({ locationId, serviceLine, figure, source }: RowKey) {
  return sql`(${locationId}, ${serviceLine}, ${figure}, ${source})`
}

interface Part {
  after: RowKey
  /** Null: all that is left. */
  through: RowKey | null
  atOnce: number
}

async function deletePart(trx: DatabaseTransaction, orgId: string, { after, through, atOnce }: Part): Promise<number> {
  const isInPart = through === null ? sql`true` : sql`${byKey} <= ${valuesOf(through)}`
  const { numAffectedRows = 0n } = await sql`
    with policy as (
      select y.body from pools p
        join policies y on y.org_id = p.org_id and y.pool_id = p.id and y.version = p.policy_version
       where p.org_id = ${orgId}
    ), preferred as (
      select entry->>'source' as source from policy cross join jsonb_array_elements(body->'sources') entry
       where (entry->>'priority')::numeric <> 0
    ), planned as (
      select distinct (body->>'horizonDays')::numeric as horizon from policy
    ), reported as (
      select location_id, service_line, figure, source, observed_at, recorded_at, sequence, body_sha256, ahead.kind,
             case when ahead.kind <> figure or figure in ('slots', 'follow_up_slots') then (value->>'horizonDays')::numeric end as days,
             source in (select source from preferred) as is_preferred
        from (select * from place_state where org_id = ${orgId} and ${byKey} > ${valuesOf(after)}
               order by ${inOrder} limit ${atOnce}) part
       cross join lateral (select regexp_replace(figure, '^(slots|follow_up_slots)[.].*$', '\\1') as kind) ahead
       where ${isInPart}
    ), of_source as (
      select *, row_number() over (partition by location_id, service_line, kind, source
                                   order by ${newestOrder('reported')} desc) as nth
        from reported
    ), of_sources as (
      select *, count(*) filter (where nth = 1 and not is_preferred) over (
                  partition by location_id, service_line, kind order by ${newestOrder('of_source')} desc, source) as nth_source
        from of_source
    ), by_horizon as (
      select s.*, p.horizon, u.is_usable,
             row_number() over (partition by location_id, service_line, kind, source, p.horizon, u.is_usable
                                order by ${newestOrder('s')} desc) as nth_usable
        from of_sources s
        left join planned p on s.days is not null
       cross join lateral (select s.days between p.horizon / 2 and p.horizon * 2 as is_usable) u
    ), counted as (
      select *, horizon is not null and nth_usable = 1 and (is_preferred or count(*) filter (where nth_usable = 1) over (
                  partition by location_id, service_line, kind, horizon, is_usable
                  order by ${newestOrder('by_horizon')} desc, source) <= ${SOURCES_KEPT}) as may_count
        from by_horizon
    ), surplus as (
      select distinct on (location_id, service_line, figure, source) * from counted
       where nth > ${HORIZONS_KEPT} or (nth_source > ${SOURCES_KEPT} and not is_preferred)
       order by location_id, service_line, figure, source, may_count desc
    )
    delete from place_state s using surplus r
     where s.org_id = ${orgId} and s.location_id = r.location_id and s.service_line = r.service_line
       and s.figure = r.figure and s.source = r.source and not r.may_count
       and ${newestOrder('s')} <= ${newestOrder('r')}`.execute(trx)
  return Number(numAffectedRows)
}
