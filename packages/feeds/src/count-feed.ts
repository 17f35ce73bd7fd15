import type { MappingInForce } from '@sluice/configuration'
import { type Event, type FeedStatus, readEvent } from '@sluice/contracts'
import type { Database, DatabaseTransaction } from '@sluice/database'
import { type FeedSnapshot, foldFeed, joinServers, leftOutOf, type Servers } from '@sluice/fhir'
import { type Delivered, deliveredOf, type StoredEvent, storeEventsGuarded } from '@sluice/ingestion'
import { mappingToCapacityMap } from './capacity-map.ts'
import type { Counted } from './counted.ts'
import { FeedFailure } from './feed-failure.ts'
import type { FetchedFeed } from './fetch-feed.ts'
import { observationToEvent } from './observation-event.ts'
import { refusedLinesOf } from './refused-lines.ts'
import { takeInTurns } from './take-in-turns.ts'

export interface FeedCount {
  snapshot: FeedSnapshot
  poll: NonNullable<FeedStatus['lastPoll']>
  /** Its events and what became of them, and what is in none, for the account of sources. */
  delivered: Omit<Delivered, 'orgId' | 'keyId' | 'mode' | 'requestId'>
  /** Pools the new events concern. */
  pools: { poolId: string; revision: number }[]
}

/** Events of one transaction. */
const PART = 500

/** What is stored of a feed, and as what. */
export interface FeedToStore {
  fetched: FetchedFeed
  snapshot: FeedSnapshot
  source: string
  counted: Counted
  /** Asked in each transaction that stores; what it throws keeps that one from storing. */
  guard: (trx: DatabaseTransaction) => Promise<void>
}

/**
 * Stores an event a place. Should a part fail, the next poll of the same figures stores the same events.
 * @throws FeedFailure events-refused where not one was taken; what the guard throws; the database's error
 */
export async function storeFeed(
  db: Database,
  orgId: string,
  { fetched, snapshot, source, counted, guard }: FeedToStore,
): Promise<FeedCount> {
  const origin = { source, order: { recordedtime: counted.recordedAt } }
  // The ids are of our configuration, where somebody gave them: digits alone are no hint of a person.
  const read = snapshot.observations.map((one) => ({
    ...readEvent(observationToEvent(one, origin), { takesNumericIds: () => true }),
    source,
  }))
  const events = read.flatMap((one) => (one.kind === 'event' ? [one.event] : []))
  const stored = await storeInParts(db, orgId, events, guard)
  const countOf = (outcome: StoredEvent['outcome']) => stored.filter((one) => one.outcome === outcome).length
  const kept = { accepted: countOf('accepted'), duplicate: countOf('duplicate') }
  const refused = read.length - kept.accepted - kept.duplicate
  const delivered = {
    source,
    events: deliveredOf(read, stored),
    refusedLines: refusedLinesOf(fetched),
    leftOut: leftOutOf(snapshot),
  }
  if (refused > 0 && refused === read.length) throw new FeedFailure('events-refused')
  return { snapshot, poll: { ...pollOf(fetched, snapshot), ...kept, refused }, delivered, pools: poolsOf(stored) }
}

/**
 * Counts a fetched feed by its mapping; `knownIds` are the Locations of its last full set. For the largest feed that
 * takes seconds, in which everybody else in this process has their turns.
 * @throws FeedFailure file-unreadable where its files are of several servers
 */
export async function foldFetched(
  { wanted, files }: FetchedFeed,
  mapping: MappingInForce,
  knownIds: string[],
): Promise<FeedSnapshot> {
  requireOneServer(files)
  const steps = foldFeed({
    manifest: wanted,
    files: files.map(({ document: { url, content } }) => ({ url, lines: content })),
    horizonDays: mapping.horizonDays,
    map: mappingToCapacityMap(mapping),
    knownLocationIds: knownIds,
  })
  const folded = await takeInTurns(steps)
  // Every file of the manifest was fetched, or nothing would have come here.
  if (folded.kind === 'incomplete') throw new Error('a feed was counted without one of its files')
  return folded
}

/** By type of resource: otherwise one id would be two things. */
function requireOneServer(files: FetchedFeed['files']): void {
  let known: Servers = new Map()
  for (const { document } of files) {
    const joined = joinServers(known, new Map(document.content.servers))
    if (joined === null) throw new FeedFailure('file-unreadable')
    known = joined
  }
}

async function storeInParts(
  db: Database,
  orgId: string,
  events: readonly Event[],
  guard: FeedToStore['guard'],
): Promise<StoredEvent[]> {
  const stored: StoredEvent[] = []
  for (let from = 0; from < events.length; from += PART)
    stored.push(...(await storeEventsGuarded(db, orgId, events.slice(from, from + PART), guard)))
  return stored
}

function pollOf({ files }: FetchedFeed, snapshot: FeedSnapshot) {
  const { locations: _, services: __, ...unplaced } = snapshot.unplaced
  return {
    files: files.length,
    unchanged: files.filter(({ isNew }) => !isNew).length,
    isFull: snapshot.isFull,
    refusedLines: snapshot.refusedLines,
    withoutFigure: snapshot.withoutFigure.length,
    newPatientAssumed: snapshot.observations.filter(({ newPatientAssumed }) => newPatientAssumed).length,
    withdrawn: snapshot.withdrawn.length,
    slots: snapshot.slotCounts,
    unplaced,
  }
}

function poolsOf(stored: readonly StoredEvent[]): FeedCount['pools'] {
  const pools = stored.flatMap((one) => (one.outcome === 'accepted' ? one.pools : []))
  return [...new Map(pools.map((pool) => [pool.poolId, pool])).values()]
}
