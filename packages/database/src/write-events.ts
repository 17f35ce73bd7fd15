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
  /** Of the pools it touches. */
  poolIds: readonly string[]
}

/** What came of trying to store events as new ones; migrations/0053 says when nothing is. */
export type StoredAsNew =
  | { outcome: 'stored'; revisions: ReadonlyMap<string, number> }
  | { outcome: 'moved' | 'early' | 'taken' }

/**
 * Writes events whose keys the transaction has claimed: the log, the pools they touch and at which revision, and the newest state of
 * each place; and asks for new plans of those pools. Locks these and the pools of `poolIds`, sorted.
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
 * Stores events in a transaction of one statement if they are all new and the configuration is still the one that told their pools;
 * else nothing. In the order of the text of their keys.
 * @param mapVersion by which the events were mapped to pools
 * @param earliest before this moment of the database's clock one of them would be of the future
 */
export async function storeAsNew(
  db: Database,
  orgId: string,
  items: readonly EventToWrite[],
  { mapVersion, earliest }: { mapVersion: string; earliest: string },
): Promise<StoredAsNew> {
  const pools = [...new Set(items.flatMap(({ poolIds }) => poolIds))].sort()
  const { rows } = await sql<{ outcome: StoredAsNew['outcome']; revisions: (string | null)[] | null }>`
    ${prepared} select outcome, revisions
      from store_new_events(${orgId}, ${mapVersion}, ${earliest}, ${toArrays(items, pools)})`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('storing events answered nothing')
  return row.outcome === 'stored'
    ? { outcome: row.outcome, revisions: toRevisions(pools, row.revisions) }
    : { outcome: row.outcome }
}

/** The arrays that both functions of migrations/0053 take, in their order. */
function toArrays(items: readonly EventToWrite[], pools: readonly string[]): RawBuilder<unknown> {
  const events = items.map(({ event }) => event)
  const poolNumbers = new Map(pools.map((poolId, index) => [poolId, index + 1]))
  const stamps = items.flatMap(({ poolIds }, index) =>
    poolIds.map((poolId) => ({ event: index + 1, pool: poolNumbers.get(poolId) })),
  )
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
      binaryArray(column(stamps, 'event'), 'integer'),
      binaryArray(column(stamps, 'pool'), 'integer'),
      binaryArray(column(figures, 'event'), 'integer'),
      binaryArray(column(figures, 'figure'), 'text'),
      binaryArray(column(figures, 'value'), 'jsonb'),
    ].map((array) => sql`${array}`),
  )
}

function column<Row, Name extends keyof Row>(rows: readonly Row[], name: Name): Row[Name][] {
  return rows.map((row) => row[name])
}

/** Of each figure of a place and source the newest: a batch often reports a place many times. Sorted, as they are to be locked. */
function newestFigures(events: readonly EventToWrite['event'][]) {
  const newest = new Map<string, WrittenFigure & { event: number }>()
  for (const [index, event] of events.entries()) {
    // No id holds a blank.
    const place = `${event.locationId} ${event.serviceLine}`
    for (const { figure, value } of event.figures) {
      const name = `${place} ${figure} ${event.source}`
      const known = events[(newest.get(name)?.event ?? 0) - 1]
      if (known === undefined || isNewer(event, known)) newest.set(name, { event: index + 1, figure, value })
    }
  }
  return [...newest.keys()].sort().flatMap((name) => newest.get(name) ?? [])
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
