import { type FeedKey, listDueFeeds, withRole } from '@sluice/database'
import type { FeedLimits } from './fetch-feed.ts'
import { LargeFeeds } from './large-feeds.ts'
import { type PollDeps, pollFeed } from './poll-feed.ts'

export { type PollDeps, type PollOutcome, pollOutcomes } from './poll-feed.ts'

/** Feeds one worker polls at once. */
const SLOTS = 6
/** Of these, at most so many for one organization: however slow its publishers are, others' feeds have the rest. */
const SLOTS_OF_ONE = 2
/**
 * What a poll may hold beside others; most feeds are a tenth of it. One of 300,000 slots was seen to take 250 MB while
 * it is read and stored, so six of this size take 100 MB, and beside five of them one large feed has its turn.
 */
const SMALL: FeedLimits = { bytes: 16 * 1_048_576, resources: 20_000 }

/** Polls feeds of all organizations; other workers take what this one does not. */
export interface FeedPoller {
  /** Begins polls of feeds that are due, as many as there is room for, and waits for none of them. How many it began. */
  look(): Promise<number>
  /** Resolves when no poll is under way. */
  ended(): Promise<void>
}

/**
 * `onError` gets what no feed can be blamed for: the database, mostly. `small`: what a feed may be that is polled
 * beside others.
 */
export function createFeedPoller(deps: PollDeps, onError: (error: unknown) => void, small = SMALL): FeedPoller {
  const running = new Map<Promise<void>, string>()
  const large = new LargeFeeds()
  const begin = (key: FeedKey, work: () => Promise<void>) => {
    const poll: Promise<void> = work()
      .catch(onError)
      .finally(() => running.delete(poll))
    running.set(poll, key.orgId)
  }
  const beginLarge = (): number => {
    const key = large.begin()
    if (key === null) return 0
    begin(key, async () => void (await pollFeed(deps, key).finally(() => large.end())))
    return 1
  }
  const pollSmall = async (key: FeedKey) => {
    if ((await pollFeed(deps, key, small)) === 'ended') return
    large.add(key)
    // In this one's place, which holds nothing any more.
    beginLarge()
  }
  return {
    async look() {
      if (running.size >= SLOTS) return 0
      const began = beginLarge()
      const wanted = {
        limit: SLOTS - running.size,
        share: SLOTS_OF_ONE,
        underWay: [...running.values()],
        except: large.known,
      }
      const due = await withRole(deps.db, 'sluice_worker', (trx) => listDueFeeds(trx, wanted))
      for (const key of due) begin(key, () => pollSmall(key))
      return began + due.length
    },
    async ended() {
      while (running.size > 0) await Promise.all(running.keys())
    },
  }
}
