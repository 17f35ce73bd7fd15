import { listDueFeeds, withRole } from '@sluice/database'
import { type PollDeps, pollFeed } from './poll-feed.ts'

export { type PollDeps, type PollOutcome, pollOutcomes } from './poll-feed.ts'

/** Feeds one worker polls at once. One of 300,000 slots was seen to take 250 MB while it is read and stored, most take a few. */
const SLOTS = 6
/** Of these, at most for one organization: however slow its publishers are, others' feeds have the rest. */
const SLOTS_OF_ONE = 2

/** Polls feeds of all organizations; other workers take what this one does not. */
export interface FeedPoller {
  /** Begins polls of feeds that are due, as many as there is room for, and waits for none of them. How many it began. */
  look(): Promise<number>
  /** Resolves when no poll is under way. */
  ended(): Promise<void>
}

/** `onError` is told of what no feed can be blamed for: the database, mostly. */
export function createFeedPoller(deps: PollDeps, onError: (error: unknown) => void): FeedPoller {
  const running = new Map<Promise<void>, string>()
  return {
    async look() {
      const free = SLOTS - running.size
      if (free <= 0) return 0
      const wanted = { limit: free, share: SLOTS_OF_ONE, underWay: [...running.values()] }
      const due = await withRole(deps.db, 'sluice_worker', (trx) => listDueFeeds(trx, wanted))
      for (const key of due) {
        const poll: Promise<void> = pollFeed(deps, key)
          .catch(onError)
          .finally(() => running.delete(poll))
        running.set(poll, key.orgId)
      }
      return due.length
    },
    async ended() {
      await Promise.all(running.keys())
    },
  }
}
