import { type RawBuilder, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { instantText } from './instant-text.ts'
import { orderColumns, type ReportOrder, withOrder } from './newest.ts'
import type { PoolKey } from './pool-key.ts'
import { type PoolState, readPoolState } from './pool-state.ts'
import { spendOfDay } from './reported-days.ts'

// What a plan is computed from, read in one snapshot: every function here wants the same repeatable-read transaction.

export interface PoolSnapshot {
  state: PoolState
  /** The database's clock: workers' clocks do not count. RFC 3339, milliseconds. */
  asOf: string
}

/** The revision this snapshot holds, and the moment it speaks of; undefined: no such pool. */
export async function readPoolSnapshot(trx: DatabaseTransaction, pool: PoolKey): Promise<PoolSnapshot | undefined> {
  const state = await readPoolState(trx, pool)
  const { rows } = await sql<{ asOf: Date }>`select clock_timestamp() as "asOf"`.execute(trx)
  const asOf = rows[0]?.asOf
  return state && asOf && { state, asOf: asOf.toISOString() }
}

/** Periods of a pool since a moment, in milliseconds since 1970; null: since then it was archived. */
export interface PeriodsSince {
  sinceMs: number
  period: Record<string, unknown> | null
}

export interface PoolSettings {
  currency: string
  timeZone: string
  createdAt: Date
  isArchived: boolean
  period: Record<string, unknown>
  /** The periods it had, one after another. */
  periodHistory: PeriodsSince[]
  policyVersion: number
  policy: Record<string, unknown>
  configVersion: number
}

/** The pool's own settings with its policy in force. */
export async function readPoolSettings(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<PoolSettings | undefined> {
  return trx
    .selectFrom('pools as p')
    .innerJoin('organizations as o', 'o.id', 'p.org_id')
    .innerJoin('policies as y', (join) =>
      join
        .onRef('y.org_id', '=', 'p.org_id')
        .onRef('y.pool_id', '=', 'p.id')
        .onRef('y.version', '=', 'p.policy_version'),
    )
    .select([
      'p.currency',
      'p.time_zone as timeZone',
      'p.created_at as createdAt',
      (eb) => eb('p.archived_at', 'is not', null).$castTo<boolean>().as('isArchived'),
      'p.period',
      sql<PeriodsSince[]>`(
        select coalesce(jsonb_agg(jsonb_build_object('sinceMs', (extract(epoch from h.since) * 1000)::float8, 'period', h.period)
                                  order by h.since), '[]')
          from pool_periods h where h.org_id = p.org_id and h.pool_id = p.id)`.as('periodHistory'),
      'p.policy_version as policyVersion',
      'y.body as policy',
      'o.config_version as configVersion',
    ])
    .where('p.org_id', '=', orgId)
    .where('p.id', '=', poolId)
    .executeTakeFirst()
}

/** A cell with the place it belongs to. */
export interface CellWithPlace {
  id: string
  locationId: string
  locationName: string
  timeZone: string
  /**
   * When its location got this zone, and from when to when the day then under way lasts in spite of it; null: it never
   * had another.
   */
  zoneChangedAt: Date | null
  dayHeldFrom: Date | null
  dayHeldUntil: Date | null
  serviceLine: string
  channel: string
  groupId: string | null
  baselineDailyBudgetMinor: number
  /** The baseline it was set up with, if it is another by now; null: it is the same. */
  firstBaselineMinor: number | null
  minDailyBudgetMinor: number | null
  maxDailyBudgetMinor: number | null
  lock: Record<string, unknown> | null
  removedAt: Date | null
  /** When it was made at a place another cell, of whatever pool, had before; null: it was not. */
  tookOverAt: Date | null
  /** When, after its removal, another cell got its place, all of it or by channel, and its money with it; null: none did. */
  takenOverAt: Date | null
  /** The newest spend reported for a day after the removal and up to today; null: none reported. */
  spendSinceRemovalMinor: number | null
  /** What a tool said it set last after the removal; null: nothing was said. */
  appliedSinceRemovalMinor: number | null
  organicBookings: number
  share: number
}

/** What says which day it is where a cell is. */
export type PlaceClock = Pick<
  CellWithPlace,
  'locationId' | 'timeZone' | 'zoneChangedAt' | 'dayHeldFrom' | 'dayHeldUntil'
>

const placeClock = sql`
  l.id as "locationId", l.time_zone as "timeZone", l.zone_changed_at as "zoneChangedAt", l.day_held_from as "dayHeldFrom",
  l.day_held_until as "dayHeldUntil"`

/** What is known of a cell at an earlier moment; its baselines are today's. */
export type CellThenWithPlace = Pick<
  CellWithPlace,
  'id' | keyof PlaceClock | 'baselineDailyBudgetMinor' | 'firstBaselineMinor' | 'tookOverAt' | 'takenOverAt'
>

/** The pool's cells at an earlier moment, removed ones too, by id: with the places they had then. */
export async function listCellsAsOf(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { asOf }: { asOf: string },
): Promise<CellThenWithPlace[]> {
  const isAnotherAtPlace = sql`
    n.location_id = o.location_id and n.service_line = o.service_line
    and (n.channel = o.channel or n.channel = '' or o.channel = '') and (n.pool_id, n.cell_id) <> (o.pool_id, o.cell_id)`
  const held = sql`select * from cell_places where org_id = ${orgId} and held_from <= ${asOf}::timestamptz`
  const { rows } = await sql<CellThenWithPlace>`
    with held as materialized (${held}), own as (
      select distinct on (cell_id) * from held where pool_id = ${poolId} order by cell_id, held_from desc)
    select c.id, ${placeClock}, c.baseline_daily_budget_minor as "baselineDailyBudgetMinor",
           c.first_baseline_minor as "firstBaselineMinor",
           (select h.held_from from held h
             where h.pool_id = c.pool_id and h.cell_id = c.id
               and (h.location_id, h.service_line, h.channel) = (o.location_id, o.service_line, o.channel)
               and not exists (select from held e
                                where e.pool_id = h.pool_id and e.cell_id = h.cell_id and e.held_from < h.held_from)
               and exists (select from held n where ${isAnotherAtPlace} and n.held_from < h.held_from)
           ) as "tookOverAt",
           case when c.removed_at <= ${asOf}::timestamptz then (
             select min(greatest(n.held_from, c.removed_at)) from held n
              where ${isAnotherAtPlace}
                and (n.held_until is null or n.held_until > ${asOf}::timestamptz or n.held_from > c.removed_at)
           ) end as "takenOverAt"
      from cells c
      join own o on o.cell_id = c.id
      join locations l on l.org_id = c.org_id and l.id = o.location_id
     where c.org_id = ${orgId} and c.pool_id = ${poolId}
     order by c.id collate "C"`.execute(trx)
  return rows
}

/** `n` is a holding of another cell at the place of `c`; undivided it has every channel. */
const isAnotherAtPlaceOfCell = sql`
  n.org_id = c.org_id and n.location_id = c.location_id and n.service_line = c.service_line
  and (n.channel = c.channel or n.channel = '' or c.channel = '') and (n.pool_id, n.cell_id) <> (c.pool_id, c.id)`

/** The pool's cells, removed ones too, by id. */
export function listCellsWithPlaces(trx: DatabaseTransaction, pool: PoolKey): Promise<CellWithPlace[]> {
  return readCells(trx, pool, sql`true`)
}

/** Those of them that are removed: reports and the date change what is known of them, of the others only configuration does. */
export function listRemovedCellsWithPlaces(trx: DatabaseTransaction, pool: PoolKey): Promise<CellWithPlace[]> {
  return readCells(trx, pool, sql`c.removed_at is not null`)
}

async function readCells(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  isWanted: RawBuilder<unknown>,
): Promise<CellWithPlace[]> {
  const { rows } = await sql<CellWithPlace>`
    select c.id, ${placeClock}, l.name as "locationName",
           c.service_line as "serviceLine", c.channel, c.group_id as "groupId",
           c.baseline_daily_budget_minor as "baselineDailyBudgetMinor", c.first_baseline_minor as "firstBaselineMinor",
           c.min_daily_budget_minor as "minDailyBudgetMinor",
           c.max_daily_budget_minor as "maxDailyBudgetMinor", c.lock, c.removed_at as "removedAt",
           (select h.held_from from cell_places h
             where h.org_id = c.org_id and h.pool_id = c.pool_id and h.cell_id = c.id
               and (h.location_id, h.service_line, h.channel) = (c.location_id, c.service_line, c.channel)
               and not exists (select from cell_places e
                                where e.org_id = h.org_id and e.pool_id = h.pool_id and e.cell_id = h.cell_id
                                  and e.held_from < h.held_from)
               and exists (select from cell_places n where ${isAnotherAtPlaceOfCell} and n.held_from < h.held_from)
           ) as "tookOverAt",
           case when c.removed_at is not null then (
             select min(greatest(n.held_from, c.removed_at)) from cell_places n
              where ${isAnotherAtPlaceOfCell} and (n.held_until is null or n.held_from > c.removed_at)
           ) end as "takenOverAt",
           case when c.removed_at is not null then (
             select ${spendOfDay('a')} from actuals a
              where a.org_id = c.org_id and a.location_id = c.location_id and a.service_line = c.service_line
                and (a.channel = c.channel or c.channel = '') and a.currency = o.currency
                and a.date > (c.removed_at at time zone l.time_zone)::date
                and a.date <= (clock_timestamp() at time zone l.time_zone)::date
              group by a.date order by a.date desc limit 1) end as "spendSinceRemovalMinor",
           case when c.removed_at is not null then (
             select b.daily_budget_minor from applied_budgets b
              where b.org_id = c.org_id and b.pool_id = c.pool_id and b.cell_id = c.id and b.applied_at > c.removed_at
              order by b.applied_at desc limit 1) end as "appliedSinceRemovalMinor",
           coalesce(p.organic_bookings, 0) as "organicBookings", coalesce(p.share, 1) as share
      from cells c
      join pools o on o.org_id = c.org_id and o.id = c.pool_id
      join locations l on l.org_id = c.org_id and l.id = c.location_id
      left join pool_places p on p.org_id = c.org_id and p.pool_id = c.pool_id
       and p.location_id = c.location_id and p.service_line = c.service_line
     where c.org_id = ${orgId} and c.pool_id = ${poolId} and ${isWanted}
     order by c.id collate "C"`.execute(trx)
  return rows
}

export interface PoolServiceLine {
  id: string
  name: string
  body: Record<string, unknown>
}

/** The service lines of the pool's cells, by id. */
export async function listServiceLinesOfPool(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<PoolServiceLine[]> {
  const { rows } = await sql<PoolServiceLine>`
    select s.id, s.name, s.body from service_lines s
     where s.org_id = ${orgId}
       and s.id in (select c.service_line from cells c where c.org_id = ${orgId} and c.pool_id = ${poolId})
     order by s.id collate "C"`.execute(trx)
  return rows
}

/** Those of these service lines that are configured and not archived, by id. */
export async function listServiceLinesById(
  trx: DatabaseTransaction,
  orgId: string,
  ids: readonly string[],
): Promise<PoolServiceLine[]> {
  return trx
    .selectFrom('service_lines')
    .select(['id', 'name', 'body'])
    .where('org_id', '=', orgId)
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .where('archived_at', 'is', null)
    .orderBy(sql`id collate "C"`)
    .execute()
}

/** Names of those of these locations that are configured and not archived, by id. */
export async function listLocationNames(
  trx: DatabaseTransaction,
  orgId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await trx
    .selectFrom('locations')
    .select(['id', 'name'])
    .where('org_id', '=', orgId)
    .where('id', '=', sql<string>`any(${[...ids]}::text[])`)
    .where('archived_at', 'is', null)
    .execute()
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** The newest value of one figure of a place, as one source reported it. */
export interface PlaceFigure {
  locationId: string
  /** `*`: the whole location. */
  serviceLine: string
  figure: string
  source: string
  value: Record<string, unknown>
  observedAt: string
  /** What decides beside others of its moment; absent where it came of a log of before plans knew it. */
  order?: ReportOrder
}

type PlaceFigureRow = Omit<PlaceFigure, 'order'> & ReportOrder

/** Everything known of the pool's places, location-wide figures too. */
export async function listFiguresOfPool(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<PlaceFigure[]> {
  const { rows } = await sql<PlaceFigureRow>`
    with places as (
      select distinct location_id, service_line from cells where org_id = ${orgId} and pool_id = ${poolId}
    ), wanted as (
      select location_id, service_line from places union select location_id, '*' from places
    )
    select s.location_id as "locationId", s.service_line as "serviceLine", s.figure, s.source, s.value,
           ${instantText('s.observed_at')} as "observedAt", ${orderColumns('s')}
      from wanted w join place_state s
        on s.org_id = ${orgId} and s.location_id = w.location_id and s.service_line = w.service_line`.execute(trx)
  return rows.map(withOrder)
}

/** Everything known of these places, location-wide figures too, whether a pool has them or not. */
export async function listFiguresOfPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly { locationId: string; serviceLine: string }[],
): Promise<PlaceFigure[]> {
  const { rows } = await sql<PlaceFigureRow>`
    select distinct s.location_id as "locationId", s.service_line as "serviceLine", s.figure, s.source, s.value,
           ${instantText('s.observed_at')} as "observedAt", ${orderColumns('s')}
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as w("locationId" text, "serviceLine" text)
      join place_state s on s.org_id = ${orgId} and s.location_id = w."locationId"
       and s.service_line in (w."serviceLine", '*')`.execute(trx)
  return rows.map(withOrder)
}
