import { type Feed, type FeedStatus, feed as feedSchema, MAX_FEEDS } from '@sluice/contracts'
import {
  type Database,
  type DatabaseTransaction,
  findFeedStatus,
  findNextPolls,
  forgetPolls,
  type Page,
  scheduleFeed,
  withOrganization,
} from '@sluice/database'
import { type ChangeOptions, changeConfiguration, type Saved } from './change.ts'
import {
  archive,
  type Configured,
  type ConfiguredKind,
  type Found,
  getConfigured,
  readConfigured,
  readPage,
  save,
} from './configured.ts'
import { readMapping } from './mappings.ts'
import { ConfigurationRefusal } from './refusal.ts'
import { isClosedToFeeds } from './sources.ts'

const kind: ConfiguredKind<'feeds', Feed> = {
  table: 'feeds',
  name: 'feed',
  noun: 'feed',
  notFound: 'feed-not-found',
  read: ({ body }) => feedSchema.parse(body),
  write: (feed) => ({ body: JSON.stringify(feed) }),
  most: MAX_FEEDS,
}

type WithStatus = Feed & { status: FeedStatus }
export type ConfiguredFeed = Configured<WithStatus>

/** What polls wrote of a feed; the rest of its status is worked out. */
export type FeedHistory = Omit<FeedStatus, 'state' | 'nextPollAt'>

/**
 * Configures a feed, replacing all of it, and has it polled soon; the same again changes nothing.
 * @throws ConfigurationRefusal precondition-failed; invalid where there is no such mapping; conflict where it would
 * write as a source that takes signed events or those of certain keys only, or would be one too many
 */
export async function putFeed(
  db: Database,
  orgId: string,
  id: string,
  feed: Feed,
  options: ChangeOptions,
): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    if (!(await readMapping(change.trx, orgId, feed.mappingId)))
      throw new ConfigurationRefusal('invalid', 'The feed refers to a mapping that is not there.', [
        { pointer: '#/mappingId', detail: 'the id of a mapping' },
      ])
    if (feed.enabled && (await isClosedToFeeds(change.trx, orgId, feed.source)))
      throw new ConfigurationRefusal('conflict', closedToFeeds, [
        { pointer: '#/source', detail: 'a source that neither requires signatures nor names its keys' },
      ])
    const saved = await save(change, kind, id, feed)
    // A feed that was removed by an older version still has all that it found.
    if (saved.created) await forgetPolls(change.trx, { orgId, feedId: id })
    if (saved.changed) await scheduleFeed(change.trx, { orgId, feedId: id }, feed.enabled)
    return saved
  })
}

const closedToFeeds =
  'The source takes events only with a signature, or only of keys it names, and a feed has neither: give the feed a source of its own.'

/**
 * Takes a feed out of force: it is no longer polled, and what was found of it is forgotten. Put again, it is a new one.
 * @throws ConfigurationRefusal feed-not-found, precondition-failed
 */
export async function deleteFeed(db: Database, orgId: string, id: string, options: ChangeOptions): Promise<Saved> {
  return changeConfiguration(db, orgId, options, async (change) => {
    const saved = await archive(change, kind, id)
    await scheduleFeed(change.trx, { orgId, feedId: id }, false)
    await forgetPolls(change.trx, { orgId, feedId: id })
    return saved
  })
}

/** Has a feed polled soon. When; null: it is switched off; undefined: no such. */
export async function requestPoll(db: Database, orgId: string, id: string): Promise<Date | null | undefined> {
  return withOrganization(db, { role: 'sluice_results', orgId }, async (trx) => {
    const feed = await readFeed(trx, orgId, id)
    return feed && (await scheduleFeed(trx, { orgId, feedId: id }, feed.enabled))
  })
}

/** A feed in force, and how polling it goes; undefined: no such. */
export async function getFeed(db: Database, orgId: string, id: string): Promise<Found<WithStatus> | undefined> {
  const got = await getConfigured(db, orgId, kind, id)
  if (!got) return undefined
  const [found] = await inOrganization(db, orgId, (trx) => withStatus(trx, orgId, [got.found]))
  return found && { found, configVersion: got.configVersion }
}

/** A feed in force, for polling. */
export async function readFeed(
  trx: DatabaseTransaction,
  orgId: string,
  id: string,
): Promise<Configured<Feed> | undefined> {
  return readConfigured(trx, orgId, kind, id)
}

/** A page of the feeds in force. */
export async function listFeeds(db: Database, orgId: string, page: Page): Promise<ConfiguredFeed[]> {
  return inOrganization(db, orgId, async (trx) => withStatus(trx, orgId, await readPage(trx, orgId, kind, page)))
}

function inOrganization<T>(db: Database, orgId: string, work: (trx: DatabaseTransaction) => Promise<T>): Promise<T> {
  return withOrganization(db, { role: 'sluice_results', orgId }, work, { readOnly: true })
}

async function withStatus(
  trx: DatabaseTransaction,
  orgId: string,
  feeds: readonly Configured<Feed>[],
): Promise<ConfiguredFeed[]> {
  const ids = feeds.map(({ id }) => id)
  const histories = await findFeedStatus(trx, orgId, ids)
  const next = await findNextPolls(trx, orgId, ids)
  return feeds.map((feed) => {
    const stored = histories.get(feed.id)
    // Written by the poller alone, in this form; an older version's has not all of it. What it keeps for itself is beside it.
    const history = { ...noHistory, ...(stored?.history as FeedHistory | undefined) }
    const nextPollAt = next.get(feed.id)?.toISOString() ?? null
    return { ...feed, status: { ...history, state: stateOf(nextPollAt, history), nextPollAt } }
  })
}

function stateOf(nextPollAt: string | null, { lastAttemptAt, failuresInARow }: FeedHistory): FeedStatus['state'] {
  if (nextPollAt === null) return 'off'
  if (lastAttemptAt === null) return 'new'
  return failuresInARow > 0 ? 'failing' : 'working'
}

/** Status of a feed that was never polled. */
export const noHistory: FeedHistory = {
  lastAttemptAt: null,
  lastSuccessAt: null,
  observedAt: null,
  standsStillSince: null,
  lastFailureAt: null,
  lastFailureCode: null,
  failuresInARow: 0,
  failingSince: null,
  withdrawnLocations: [],
  lastPoll: null,
}
