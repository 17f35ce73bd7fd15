import { type RawBuilder, sql } from 'kysely'
import { binaryArray } from './binary-array.ts'
import type { Database, DatabaseTransaction } from './connect.ts'
import type { EventRow } from './events.ts'
import { isNewer } from './newest.ts'
import { prepared } from './prepared.ts'

/** A figure as it is written. */
export interface WrittenFigure {
  figure: string
  /** JSON. */
  value: string
}

/** An event to be written, with what follows from it. */
export interface EventToWrite {
  event: Omit<EventRow, 'receivedAt'> & { figures: readonly WrittenFigure[] }
  /** Ids of the pools it touches. */
  poolIds: readonly string[]
}

/** What came of trying to store events as new ones; migrations/0053 says when nothing is. */
export type StoredAsNew =
  | { outcome: 'stored'; revisions: ReadonlyMap<string, number> }
  | { outcome: 'moved' | 'early' | 'taken' }

/**
 * Writes events whose keys the transaction has claimed: the log, the pools they touch and at which revision, and the
 * newest state of each place; and asks for new plans of those pools. Locks these and the pools of `poolIds`, sorted.
 * @param arrivals of the events, as EventKeyRow has them
 * @returns the revision of each pool that has all of the events in
 */
export async function writeEvents(
  trx: DatabaseTransaction,
  orgId: string,
  items: readonly EventToWrite[],
  { arrivals, poolIds }: { arrivals: readonly string[]; poolIds: readonly string[] },
): Promise<Map<string, number>> {
  const pools = [...poolIds].sort()
  const { rows } = await sql<{ revisions: (string | null)[] }>`
    ${prepared} select write_events(${orgId}, ${binaryArray(arrivals, 'timestamptz')}, ${toArrays(items, pools)}) as revisions`.execute(
    trx,
  )
  return toRevisions(pools, rows[0]?.revisions)
}

/**
 * Stores events in a transaction of one statement if they are all new and the configuration is still the one that
 * mapped them to pools; else nothing. In the order of the text of their keys.
 * @param mapVersion by which the events were mapped to pools
 * @param earliest before this moment of the database's clock one of them would be of the future
 */
export function storeAsNew(
  db: Database,
  orgId: string,
  items: readonly EventToWrite[],
  { mapVersion, earliest }: { mapVersion: string; earliest: string },
): Promise<StoredAsNew> {
  const pools = poolsOf(items)
  const call = sql<StoredRow>`
    ${prepared} select outcome, revisions
      from store_new_events(${orgId}, ${mapVersion}, ${earliest}, ${toArrays(items, pools)})`
  return executed(db, call, pools)
}

interface StoredRow {
  outcome: StoredAsNew['outcome']
  revisions: (string | null)[] | null
}

/** Waits by itself: who waits holds what it was called with, and the items are not needed any more. */
async function executed(db: Database, call: RawBuilder<StoredRow>, pools: readonly string[]): Promise<StoredAsNew> {
  const { rows } = await call.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('storing events answered nothing')
  return row.outcome === 'stored'
    ? { outcome: row.outcome, revisions: toRevisions(pools, row.revisions) }
    : { outcome: row.outcome }
}

function poolsOf(items: readonly EventToWrite[]): string[] {
  const pools = new Set<string>()
  for (const { poolIds } of items) for (const poolId of poolIds) pools.add(poolId)
  return [...pools].sort()
}

/** The arrays that both functions of migrations/0053 take, in their order. */
function toArrays(items: readonly EventToWrite[], pools: readonly string[]): RawBuilder<unknown> {
  const events = items.map(({ event }) => event)
  const poolNumbers = new Map(pools.map((poolId, index) => [poolId, index + 1]))
  const stampEvents: number[] = []
  const stampPools: (number | undefined)[] = []
  for (const [index, { poolIds }] of items.entries()) {
    for (const poolId of poolIds) {
      stampEvents.push(index + 1)
      stampPools.push(poolNumbers.get(poolId))
    }
  }
  const figures = newestFigures(events)
  return sql.join(
    [
      binaryArray(column(events, 'source'), 'text'),
      binaryArray(column(events, 'eventId'), 'text'),
      binaryArray(column(events, 'type'), 'text'),
      binaryArray(column(events, 'locationId'), 'text'),
      binaryArray(column(events, 'serviceLine'), 'text'),
      binaryArray(column(events, 'observedAt'), 'timestamptz'),
      binaryArray(column(events, 'recordedAt'), 'timestamptz'),
      binaryArray(column(events, 'sequence'), 'text'),
      binaryArray(column(events, 'bodySha256'), 'bytea'),
      binaryArray(column(events, 'body'), 'jsonb'),
      binaryArray(pools, 'text'),
      binaryArray(stampEvents, 'integer'),
      binaryArray(stampPools, 'integer'),
      binaryArray(column(figures, 'event'), 'integer'),
      binaryArray(column(figures, 'figure'), 'text'),
      binaryArray(column(figures, 'value'), 'jsonb'),
    ].map((array) => sql`${array}`),
  )
}

function column<Row, Name extends keyof Row>(rows: readonly Row[], name: Name): Row[Name][] {
  return rows.map((row) => row[name])
}

interface NewestFigure extends WrittenFigure {
  /** Its place in the array, from 1. */
  event: number
  /** Its place in the order of locks. Ids hold no spaces. */
  name: string
}

/**
 * The newest of each figure of a place and source: a batch often reports a place many times. Sorted, as they are to be
 * locked.
 */
function newestFigures(events: readonly EventToWrite['event'][]): NewestFigure[] {
  // Nested, so that a text is put together for what is kept only.
  const bySource = new Map<string, Map<string, Map<string, Map<string, NewestFigure>>>>()
  const newest: NewestFigure[] = []
  for (let index = 0; index < events.length; index += 1) {
    const event = events[index]
    if (event === undefined) continue
    const { source, locationId, serviceLine } = event
    const known = mapIn(mapIn(mapIn(bySource, source), locationId), serviceLine)
    for (const { figure, value } of event.figures) {
      const older = known.get(figure)
      const other = events[(older?.event ?? 0) - 1]
      if (older === undefined || other === undefined) {
        const first = { event: index + 1, figure, value, name: `${locationId} ${serviceLine} ${figure} ${source}` }
        known.set(figure, first)
        newest.push(first)
      } else if (isNewer(event, other)) {
        older.event = index + 1
        older.value = value
      }
    }
  }
  return newest.sort((a, b) => (a.name < b.name ? -1 : 1))
}

function mapIn<Inner>(maps: Map<string, Map<string, Inner>>, name: string): Map<string, Inner> {
  const known = maps.get(name)
  if (known !== undefined) return known
  const made = new Map<string, Inner>()
  maps.set(name, made)
  return made
}

/** A pool that has no row has no revision. */
function toRevisions(pools: readonly string[], revisions: readonly (string | null)[] | null = []): Map<string, number> {
  return new Map(
    pools.flatMap((poolId, index) => {
      const revision = revisions?.[index] ?? null
      return revision === null ? [] : [[poolId, Number(revision)]]
    }),
  )
}
