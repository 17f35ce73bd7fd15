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
  const items = toItems(reports, known)
  if (items === null) return null
  const earliest = new Date(latestOf(reports) - CLOCK_TOLERANCE_MS).toISOString()
  const { mapVersion } = known
  const stored = await storeAsNew(db, orgId, items, { mapVersion, earliest })
  if (stored.outcome === 'taken') repeats.note(orgId)
  if (stored.outcome === 'moved') places.forget(orgId)
  if (stored.outcome !== 'stored') return null
  return reports.map(toAccepted(known, stored.revisions))
}

/** Events of one place have one answer. */
function toAccepted({ places }: KnownMap, revisions: ReadonlyMap<string, number>) {
  const answers = new Map<readonly string[], StoredEvent>()
  return (report: Report): StoredEvent => {
    const poolIds = places.poolsOf(report)
    const answer = answers.get(poolIds) ?? { outcome: 'accepted', pools: poolsAt(poolIds, revisions) }
    answers.set(poolIds, answer)
    return answer
  }
}

/** In the order of the text of their keys; null where one has to be weighed. */
function toItems(reports: readonly Report[], { places }: KnownMap): EventToWrite[] | null {
  const isPlain = (report: Report) => report.type !== 'sluice.actuals.observed.v1' && places.knows(report)
  if (!reports.every(isPlain)) return null
  const items = reports.map((event) => ({ event, poolIds: places.poolsOf(event) }))
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
