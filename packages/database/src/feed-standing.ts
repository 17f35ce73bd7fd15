import type { FeedStanding } from './feeds.ts'

/** Publishers restart: a feed fails for long when this many polls in a row did, the first of them half an hour ago or more. */
const failingPolls = 3
const failingMs = 30 * 60_000
/** Figures that change without their moment for so long are no manifest that is a little late: it is not renewed. */
const changedForMs = 3_600_000
/** Figures older than this are fresh no more, unless a policy says otherwise: nothing is raised on them. */
const freshMs = 24 * 3_600_000
/** Nor do those of a source that reports seldom, beyond this many of its intervals. */
const freshIntervals = 1.25

/** Whether polls of a feed have failed for so long that somebody should look. */
export function isFailingForLong({ failuresInARow, failingSince }: FeedStanding, now: Date): boolean {
  if (failingSince === null || failuresInARow < failingPolls) return false
  return now.getTime() - failingSince.getTime() >= failingMs
}

/**
 * Whether a feed answers with figures whose moment does not move on. It is looked at as of the last answer: that none comes is
 * another matter, and ends none of this one.
 */
export function standsStill(feed: FeedStanding, expectedIntervalMinutes: number | null): boolean {
  const { lastSuccessAt, observedAt, standsStillSince } = feed
  if (lastSuccessAt === null) return false
  const sinceMs = (at: Date | null) => (at === null ? 0 : lastSuccessAt.getTime() - at.getTime())
  const oldMs = Math.max(freshMs, (expectedIntervalMinutes ?? 0) * freshIntervals * 60_000)
  return sinceMs(observedAt) > oldMs || sinceMs(standsStillSince) >= changedForMs
}
