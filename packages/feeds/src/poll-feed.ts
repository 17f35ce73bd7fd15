import { type ConfiguredFeed, isClosedToFeeds, type MappingInForce, readFeed, readMapping } from '@sluice/configuration'
import { feedFailureCode } from '@sluice/contracts'
import {
  type Database,
  type DatabaseTransaction,
  type FeedKey,
  findFeedStatus,
  holdsFeed,
  leaseFeed,
  releaseFeed,
  replaceFeedFiles,
  withOrganization,
  writeFeedStatus,
} from '@sluice/database'
import type { Delivered } from '@sluice/ingestion'
import type { Outbound } from '@sluice/outbound'
import { type ConfiguredBy, FeedChanged, isAsLoaded, requireAsLoaded } from './as-loaded.ts'
import { mappingToCapacityMap } from './capacity-map.ts'
import { type FeedCount, foldFetched, storeFeed } from './count-feed.ts'
import { recordCount } from './counted.ts'
import { errorToFailure, FeedFailure } from './feed-failure.ts'
import { afterCount, afterFailure, afterNoChange, type FeedRecord, newRecord } from './feed-record.ts'
import { type FeedLimits, type FetchedFeed, fetchFeed, type KnownFeed, mostOfFeed } from './fetch-feed.ts'
import { nextPollMs } from './freshness.ts'
import { hidingAllBut } from './hide-texts.ts'
import { loadKnownFeed, packFeed } from './known-feed.ts'

export interface PollDeps {
  db: Database
  outbound: Pick<Outbound, 'send'>
  /** Told of the pools that a poll made dirty, after the commit. */
  poolIsDirty: (pool: { orgId: string; poolId: string; revision: number }) => void
  /** Told what came, as a request's events are, or why nothing did, for /v1/sources; the key is the feed's name. */
  noteDelivery: (delivered: Delivered) => void
  /** Told how each poll ended: a failure's cause is for the log. */
  onPolled: (poll: { feed: FeedKey; outcome: PollOutcome; startedAt: Date }) => void
  /** Aborted when the process ends: what fails by it is no failure of the feed's. */
  signal: AbortSignal
}

export type PollOutcome = 'counted' | 'unchanged' | FeedFailure

/** What a poll ends with, by name. */
export const pollOutcomes = ['counted', 'unchanged', ...feedFailureCode.options]

/** Longer than a poll may take; a worker that died leaves its feed to the next one after it. */
const LEASE_MS = 600_000

interface Loaded {
  feed: Omit<ConfiguredFeed, 'status'>
  mapping: MappingInForce | undefined
  isSourceClosed: boolean
  record: FeedRecord
  known: KnownFeed
}

interface Found {
  record: FeedRecord
  outcome: PollOutcome
  fetched?: FetchedFeed
  count?: FeedCount
}

/**
 * Polls one feed, if it is still due and nobody else is polling it: lease, load, fetch, count, save. Never throws for
 * what a feed does.
 * @returns too-large: it is more than `limits`, which are less than a feed may be, and is due as before.
 */
export async function pollFeed(deps: PollDeps, key: FeedKey, limits = mostOfFeed): Promise<'ended' | 'too-large'> {
  const startedAt = new Date()
  const leased = await inOrganization(deps.db, key, (trx) => leaseFeed(trx, key, LEASE_MS))
  if (leased === null) return 'ended'
  const loaded = await inOrganization(deps.db, key, (trx) => load(trx, key, limits))
  if (loaded === null) return 'ended'
  const found = loaded === 'too-large' ? loaded : await find(deps, key, loaded, { ...leased, limits })
  if (loaded === 'too-large' || found === 'too-large') {
    await giveBack(deps.db, key, leased.lease)
    return 'too-large'
  }
  if (found === 'changed') {
    await inOrganization(deps.db, key, (trx) => releaseFeed(trx, key, { lease: leased.lease, nextMs: null }))
    return 'ended'
  }
  if (deps.signal.aborted && found.outcome instanceof FeedFailure) {
    await giveBack(deps.db, key, leased.lease)
    return 'ended'
  }
  const { failuresInARow } = found.record.history
  const retryAfter = found.outcome instanceof FeedFailure ? found.outcome.retryAfterMs : null
  const nextMs = nextPollMs(loaded.feed.intervalMinutes, { failuresInARow, retryAfter })
  const files = found.fetched && (await packFeed(found.fetched))
  const isSaved = await inOrganization(deps.db, key, async (trx) => {
    // A feed that was changed meanwhile is not reported: the next poll is of its new settings, and due as they say.
    const isMeant = await isAsLoaded(trx, key, configuredBy(loaded))
    if (!(await releaseFeed(trx, key, { lease: leased.lease, nextMs: isMeant ? nextMs : null })) || !isMeant)
      return false
    await writeFeedStatus(trx, key, found.record)
    if (files) await replaceFeedFiles(trx, key, files)
    return true
  })
  const { orgId, feedId } = key
  const delivered = found.count?.delivered ?? (isSaved ? failedDelivery(found.outcome, loaded.feed) : null)
  if (delivered) deps.noteDelivery({ orgId, keyId: feedId, mode: 'feed', requestId: leased.lease, ...delivered })
  for (const pool of found.count?.pools ?? []) deps.poolIsDirty({ orgId, ...pool })
  deps.onPolled({ feed: key, outcome: found.outcome, startedAt })
  return 'ended'
}

/** What a poll that failed counts for in the accounts of its source; null: it did not fail. */
function failedDelivery(outcome: PollOutcome, { source }: Loaded['feed']): FeedCount['delivered'] | null {
  return outcome instanceof FeedFailure ? { source, events: [], failedPoll: outcome.code } : null
}

/** Due at once: another worker may go on where this one ends. */
async function giveBack(db: Database, key: FeedKey, lease: string): Promise<void> {
  await inOrganization(db, key, (trx) => releaseFeed(trx, key, { lease, nextMs: 0 }))
}

async function load(trx: DatabaseTransaction, key: FeedKey, limits: FeedLimits): Promise<Loaded | 'too-large' | null> {
  const { orgId, feedId } = key
  const feed = await readFeed(trx, orgId, feedId)
  if (!feed) return null
  const mapping = await readMapping(trx, orgId, feed.mappingId)
  const isSourceClosed = await isClosedToFeeds(trx, orgId, feed.source)
  const stored = (await findFeedStatus(trx, orgId, [feedId])).get(feedId)
  // Written by writeFeedStatus below, and by nobody else; an older version's has not all of it.
  const record: FeedRecord = { ...newRecord, ...(stored as FeedRecord | undefined) }
  // What was read of it is most of what this poll holds.
  if ((record.history.lastPoll?.slots.slots ?? 0) > limits.resources) return 'too-large'
  const { countedBy, counted } = record
  // Another address, other states or another mapping: what was read and known before is of something else.
  const isSame = countedBy?.feed === feed.version && countedBy.mapping === mapping?.version
  const configured = { feed, mapping, isSourceClosed }
  if (isSame && mapping) {
    const hiding = hidingAllBut(mappingToCapacityMap(mapping))
    return { ...configured, record, known: await loadKnownFeed(trx, key, { manifestUrl: feed.url, hiding }) }
  }
  const history = { ...record.history, withdrawnLocations: [] }
  return { ...configured, record: { ...newRecord, history, counted }, known: { manifest: undefined, files: new Map() } }
}

interface Lease {
  limits: FeedLimits
  lease: string
  /** The database's clock as the poll began. */
  now: Date
}

async function find(
  { db, outbound }: PollDeps,
  key: FeedKey,
  loaded: Loaded,
  leased: Lease,
): Promise<Found | 'too-large' | 'changed'> {
  const { feed, mapping, known } = loaded
  const { now, limits } = leased
  // What is kept should the poll fail from here on.
  let record = loaded.record
  try {
    if (!mapping) throw new FeedFailure('mapping-missing')
    if (loaded.isSourceClosed) throw new FeedFailure('source-protected')
    const hiding = hidingAllBut(mappingToCapacityMap(mapping))
    const fetched = await fetchFeed(outbound, feed, known, {
      now,
      hiding,
      total: limits,
      ignoredExtensions: mapping.ignoredExtensions,
    })
    const isNew = record.countedBy === null || [fetched.manifest, ...fetched.files].some((one) => one.isNew)
    if (!isNew) return { record: afterNoChange(record, now), outcome: 'unchanged', fetched }
    const snapshot = await foldFetched(fetched, mapping, record.known.fhirIds.map(hiding.id))
    const counted = recordCount(record.counted, snapshot.observations, now)
    const guard = (trx: DatabaseTransaction) => requireAsLoaded(trx, key, configuredBy(loaded))
    record = await claim(db, key, { lease: leased.lease, guard }, { ...record, counted })
    const count = await storeFeed(db, key.orgId, { fetched, snapshot, source: feed.source, counted, guard })
    const countedBy = { feed: feed.version, mapping: mapping.version }
    return { record: afterCount(loaded.record, now, count, { countedBy, counted }), outcome: 'counted', fetched, count }
  } catch (error) {
    if (error instanceof FeedChanged) return 'changed'
    const failure = errorToFailure(error)
    if (failure.code === 'body-too-large' && limits !== mostOfFeed) return 'too-large'
    return { record: afterFailure(record, now, failure), outcome: failure }
  }
}

/**
 * Notes what is about to be stored, so that the next poll stores the same events again, or later ones. `record` is what
 * it is given.
 * @throws where the lease had run out: then another worker is at it, and nothing may be stored
 * @throws what the guard throws
 */
async function claim(
  db: Database,
  key: FeedKey,
  { lease, guard }: { lease: string; guard: (trx: DatabaseTransaction) => Promise<void> },
  record: FeedRecord,
): Promise<FeedRecord> {
  await inOrganization(db, key, async (trx) => {
    // In the same order as changes of a feed: first the configuration, then the feed's turn.
    await guard(trx)
    if (!(await holdsFeed(trx, key, lease))) throw new Error('the lease of a feed ran out before it was stored')
    await writeFeedStatus(trx, key, record)
  })
  return record
}

function configuredBy({ feed, mapping }: Loaded): ConfiguredBy {
  const { source, mappingId, version } = feed
  return { source, mappingId, versions: { feed: version, mapping: mapping?.version ?? null } }
}

function inOrganization<T>(
  db: Database,
  { orgId }: FeedKey,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  return withOrganization(db, { role: 'sluice_worker', orgId }, work)
}
