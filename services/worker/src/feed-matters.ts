import { type FeedStanding, isFailingForLong, type Matter, standsStill } from '@sluice/database'

/** What is the matter with a feed at this moment; `expectedIntervalMinutes` is its source's, null: unknown. */
export function feedMatters(feed: FeedStanding, now: Date, expectedIntervalMinutes: number | null): Matter[] {
  const { source, failuresInARow, lastFailureCode: code } = feed
  const matter = (kind: string, details: Record<string, unknown>): Matter => ({
    kind,
    object: feed.feedId,
    details: { source, ...details },
  })
  const matters: Matter[] = []
  if (isFailingForLong(feed, now))
    matters.push(matter('feed_failing', { code, failuresInARow, lastSuccessAt: toText(feed.lastSuccessAt) }))
  if (standsStill(feed, expectedIntervalMinutes)) {
    const moments = { observedAt: toText(feed.observedAt), standsStillSince: toText(feed.standsStillSince) }
    matters.push(matter('feed_stands_still', moments))
  }
  return matters
}

function toText(at: Date | null): string | null {
  return at?.toISOString() ?? null
}
