import { type FeedHistory, noHistory } from '@sluice/configuration'
import type { FeedCount } from './count-feed.ts'
import type { Counted } from './counted.ts'
import type { FeedFailure } from './feed-failure.ts'

/** What is kept of a feed between polls. */
export interface FeedRecord {
  /** For people. */
  history: FeedHistory
  /** Versions of feed and mapping the last success was counted by; null: none yet. Others make everything new. */
  countedBy: { feed: number; mapping: number } | null
  /** Of the last full set: ids of their Locations (hidden where no mapping names them) and our locations. */
  known: { fhirIds: string[]; locationIds: string[] }
  /** What was counted last, by whatever version; null: nothing yet. */
  counted: Counted | null
}

export const newRecord: FeedRecord = {
  history: noHistory,
  countedBy: null,
  known: { fhirIds: [], locationIds: [] },
  counted: null,
}

/** After a poll that found nothing: all that was known stays, and ages. */
export function afterFailure(record: FeedRecord, now: Date, { code }: FeedFailure): FeedRecord {
  const at = now.toISOString()
  const failuresInARow = record.history.failuresInARow + 1
  // A record of an older version counts the failures and does not say when the first was: then it is this one.
  const failingSince = record.history.failingSince ?? at
  const failed = { lastAttemptAt: at, lastFailureAt: at, lastFailureCode: code, failuresInARow, failingSince }
  return { ...record, history: { ...record.history, ...failed } }
}

/** After a poll that found what it found the time before. */
export function afterNoChange(record: FeedRecord, now: Date): FeedRecord {
  const at = now.toISOString()
  const succeeded = { lastAttemptAt: at, lastSuccessAt: at, failuresInARow: 0, failingSince: null }
  return { ...record, history: { ...record.history, ...succeeded } }
}

/**
 * After a poll that counted. A location of ours that was in the last full set and is in this full set no more is withdrawn until
 * it is back; a set that is not full withdraws nothing.
 */
export function afterCount(
  record: FeedRecord,
  now: Date,
  { snapshot, poll }: FeedCount,
  { countedBy, counted }: { countedBy: FeedRecord['countedBy']; counted: Counted },
): FeedRecord {
  const { observations, withoutFigure, isFull, observedAt } = snapshot
  const present = new Set([...observations, ...withoutFigure].map(({ locationId }) => locationId))
  const missed = [...record.history.withdrawnLocations, ...(isFull ? record.known.locationIds : [])]
  const withdrawnLocations = [...new Set(missed)].filter((id) => !present.has(id)).sort()
  const known = isFull ? { fhirIds: snapshot.locationIds, locationIds: [...present].sort() } : record.known
  const { history } = afterNoChange(record, now)
  const standsStillSince = stoodSince(record, now, observedAt, counted)
  const found = { observedAt, standsStillSince, withdrawnLocations, lastPoll: poll }
  return { history: { ...history, ...found }, countedBy, known, counted }
}

/**
 * Since when figures change whose moment does not move on. If the counting is what changed, they say nothing of that.
 */
function stoodSince({ history, ...last }: FeedRecord, now: Date, observedAt: string, counted: Counted): string | null {
  if (history.observedAt === null || observedAt > history.observedAt) return null
  const hasChanged = last.countedBy !== null && last.counted?.sha256 !== counted.sha256
  return history.standsStillSince ?? (hasChanged ? now.toISOString() : null)
}
