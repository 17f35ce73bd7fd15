import { listDueFeeds, withRole } from '@sluice/database'
import { type PollDeps, pollFeed } from './poll-feed.ts'

export type { PollDeps, PollOutcome } from './poll-feed.ts'

/** Feeds one worker polls at once: each may hold some tens of megabytes. */
const AT_ONCE = 4

/** Polls what is due, of all organizations; other workers take what this one does not. How many it found due. */
export async function pollDueFeeds(deps: PollDeps): Promise<number> {
  const due = await withRole(deps.db, 'sluice_worker', (trx) => listDueFeeds(trx, AT_ONCE))
  await Promise.all(due.map((key) => pollFeed(deps, key)))
  return due.length
}
