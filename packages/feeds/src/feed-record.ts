import { type FeedHistory, noHistory } from '@sluice/configuration'
import type { FeedCount } from './count-feed.ts'
import type { FeedFailure } from './feed-failure.ts'

/** What is kept of a feed between polls. */
export interface FeedRecord {
  /** For people. */
  history: FeedHistory
  /** Versions of feed and mapping the last success was counted by; null: none yet. Others make everything new. */
  countedBy: { feed: number; mapping: number } | null
  /** Of the last full set: ids of their Locations, and our locations. */
  known: { fhirIds: string[]; locationIds: string[] }
}

export const newRecord: FeedRecord = { history: noHistory, countedBy: null, known: { fhirIds: [], locationIds: [] } }

/** After a poll that found nothing: all that was known stays, and ages. */
export function afterFailure(record: FeedRecord, now: Date, { code }: FeedFailure): FeedRecord {
  const at = now.toISOString()
  const failuresInARow = record.history.failuresInARow + 1
  const failed = { lastAttemptAt: at, lastFailureAt: at, lastFailureCode: code, failuresInARow }
  return { ...record, history: { ...record.history, ...failed } }
}

/** After a poll that found what it found the time before. */
export function afterNoChange(record: FeedRecord, now: Date): FeedRecord {
  const at = now.toISOString()
  return { ...record, history: { ...record.history, lastAttemptAt: at, lastSuccessAt: at, failuresInARow: 0 } }
}

/**
 * After a poll that counted. A location of ours that was in the last full set and is in this full set no more is withdrawn until
 * it is back; a set that is not full withdraws nothing.
 */
export function afterCount(
  record: FeedRecord,
  now: Date,
  { snapshot, poll }: FeedCount,
  countedBy: NonNullable<FeedRecord['countedBy']>,
): FeedRecord {
  const { observations, withoutFigure, isFull, observedAt } = snapshot
  const present = new Set([...observations, ...withoutFigure].map(({ locationId }) => locationId))
  const missed = [...record.history.withdrawnLocations, ...(isFull ? record.known.locationIds : [])]
  const withdrawnLocations = [...new Set(missed)].filter((id) => !present.has(id)).sort()
  const known = isFull ? { fhirIds: snapshot.locationIds, locationIds: [...present].sort() } : record.known
  const { history } = afterNoChange(record, now)
  return { history: { ...history, observedAt, withdrawnLocations, lastPoll: poll }, countedBy, known }
}
