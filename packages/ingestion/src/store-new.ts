import type { Event } from '@sluice/contracts'
import { type Database, type EventToWrite, type StoredAsNew, storeAsNew } from '@sluice/database'
import type { Beliefs } from './beliefs.ts'
import type { KnownMap } from './known-places.ts'
import { placeOf } from './place-map.ts'
import { CLOCK_TOLERANCE_MS } from './refusal.ts'
import { eventToReport, type Report } from './report.ts'
import { poolsAt } from './store-reports.ts'
import type { StoredEvent } from './stored-event.ts'

/**
 * Stores events if they are what they nearly always are: all new, of this moment or earlier, none of money, of places
 * that are known and still have the pools they had. PostgreSQL then does it in one statement, and holds no lock while
 * this process does something else.
 * @returns null where that is not so; nothing was stored then, and they have to be weighed one by one
 */
export async function storeNew(
  db: Database,
  orgId: string,
  events: readonly Event[],
  beliefs: Beliefs,
): Promise<StoredEvent[] | null> {
  const begun = begin(db, orgId, events, beliefs)
  if (begun === null) return null
  const { places, repeats } = beliefs
  const stored = await begun.storing
  if (stored.outcome === 'taken') repeats.note(orgId)
  if (stored.outcome === 'moved') places.forget(orgId)
  return stored.outcome === 'stored' ? begun.pools.map(toAccepted(stored.revisions)) : null
}

interface Begun {
  /** For each event. */
  pools: readonly (readonly string[])[]
  storing: Promise<StoredAsNew>
}

/**
 * Lays the statement out and sends it. A function of its own that does not wait: what is laid out, several times the
 * size of the events, is garbage when it returns. A waiting function holds what it was called with, and the collector
 * would copy that.
 */
function begin(db: Database, orgId: string, events: readonly Event[], { places, repeats }: Beliefs): Begun | null {
  const known = places.find(orgId)
  const pools = known === undefined || repeats.has(orgId) ? null : poolsOfPlain(events, known)
  if (known === undefined || pools === null) return null
  const reports = events.map(eventToReport)
  const items = toItems(reports, pools)
  if (items === null) return null
  const earliest = new Date(latestOf(reports) - CLOCK_TOLERANCE_MS).toISOString()
  return { pools, storing: storeAsNew(db, orgId, items, { mapVersion: known.mapVersion, earliest }) }
}

/** Events of one place have one answer. */
function toAccepted(revisions: ReadonlyMap<string, number>) {
  const answers = new Map<readonly string[], StoredEvent>()
  return (poolIds: readonly string[]): StoredEvent => {
    const answer = answers.get(poolIds) ?? { outcome: 'accepted', pools: poolsAt(poolIds, revisions) }
    answers.set(poolIds, answer)
    return answer
  }
}

/** The pools of each; null where one reports money, or is of a place that is not known. */
function poolsOfPlain(events: readonly Event[], { places }: KnownMap): (readonly string[])[] | null {
  const pools: (readonly string[])[] = []
  for (const event of events) {
    const known = event.type === 'sluice.actuals.observed.v1' ? undefined : places.poolsAtKnown(placeOf(event))
    if (known === undefined) return null
    pools.push(known)
  }
  return pools
}

/** In the order of the text of their keys; null where one comes twice. */
function toItems(reports: readonly Report[], pools: readonly (readonly string[])[]): EventToWrite[] | null {
  const items = reports.map((event, index) => ({ event, poolIds: pools[index] ?? [] }))
  items.sort((a, b) => (a.event.key < b.event.key ? -1 : 1))
  return items.some(({ event }, index) => event.key === items[index - 1]?.event.key) ? null : items
}

/** The latest moment that they speak of, in milliseconds. */
function latestOf(reports: readonly Report[]): number {
  let latest = ''
  for (const { observedAt, recordedAt } of reports) {
    if (observedAt > latest) latest = observedAt
    if (recordedAt !== null && recordedAt > latest) latest = recordedAt
  }
  return Date.parse(latest)
}
