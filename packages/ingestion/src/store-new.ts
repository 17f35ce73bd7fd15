import { type Database, type EventToWrite, storeAsNew } from '@sluice/database'
import type { Beliefs } from './beliefs.ts'
import type { KnownMap } from './known-places.ts'
import { CLOCK_TOLERANCE_MS } from './refusal.ts'
import type { Report } from './report.ts'
import { poolsAt } from './store-reports.ts'
import type { StoredEvent } from './stored-event.ts'

/**
 * Stores events if they are what they nearly always are: all new, of this moment or earlier, none of money, of places that are known and
 * still have the pools they had. PostgreSQL then does it in one statement, and holds no lock while this process does something else.
 * @returns null where that is not so; nothing was stored then, and they have to be weighed one by one
 */
export async function storeNew(
  db: Database,
  orgId: string,
  reports: readonly Report[],
  { places, repeats }: Beliefs,
): Promise<StoredEvent[] | null> {
  const known = places.find(orgId)
  if (known === undefined || repeats.has(orgId)) return null
  const pools = poolsOfPlain(reports, known)
  const items = pools === null ? null : toItems(reports, pools)
  if (pools === null || items === null) return null
  const earliest = new Date(latestOf(reports) - CLOCK_TOLERANCE_MS).toISOString()
  const { mapVersion } = known
  const stored = await storeAsNew(db, orgId, items, { mapVersion, earliest })
  if (stored.outcome === 'taken') repeats.note(orgId)
  if (stored.outcome === 'moved') places.forget(orgId)
  if (stored.outcome !== 'stored') return null
  return pools.map(toAccepted(stored.revisions))
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

/** The pools of each; null where one is of money, or of a place that is not known. */
function poolsOfPlain(reports: readonly Report[], { places }: KnownMap): (readonly string[])[] | null {
  const pools: (readonly string[])[] = []
  for (const report of reports) {
    const known = report.type === 'sluice.actuals.observed.v1' ? undefined : places.poolsAtKnown(report)
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
