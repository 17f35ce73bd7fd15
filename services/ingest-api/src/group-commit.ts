import type { Event } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { TurnedAway } from './turned-away.ts'

export type StoreEvents = (orgId: string, events: readonly Event[]) => Promise<StoredEvent[]>

export interface GroupCommitOptions {
  store: StoreEvents
  /** Events of one transaction; a larger request is a transaction of its own. */
  maxEvents?: number
  /** Transactions of one organization at a time. */
  parallel?: number
  /** What may wait, of all organizations; beyond it requests are turned away. */
  maxWaiting?: { events: number; bytes: number }
  /** A request that waited this long is turned away instead of stored. */
  maxWaitMs?: number
  /** Told of each transaction, also of one that failed. */
  onCommitted?: (group: CommittedGroup) => void
}

/** One transaction of events. */
export interface CommittedGroup {
  requests: number
  events: number
  /** Of the request that waited longest. */
  longestWaitMs: number
  storeMs: number
}

interface Waiting {
  events: readonly Event[]
  bytes: number
  sinceMs: number
  resolve: (stored: StoredEvent[]) => void
  reject: (error: unknown) => void
}

interface Lane {
  orgId: string
  waiting: Waiting[]
  running: number
}

/**
 * Stores the events of requests that come at once in one transaction: a commit waits for the disk, and one wait serves
 * many. Nobody waits for company: an idle lane commits at once, and what arrives during a commit is the next group.
 * A lane has one organization, since a transaction sees only one.
 */
export class GroupCommit {
  readonly #store: StoreEvents
  readonly #maxEvents: number
  readonly #parallel: number
  readonly #maxWaiting: { events: number; bytes: number }
  readonly #maxWaitMs: number
  readonly #onCommitted: (group: CommittedGroup) => void
  readonly #lanes = new Map<string, Lane>()
  readonly #held = { events: 0, bytes: 0 }

  constructor(options: GroupCommitOptions) {
    this.#store = options.store
    this.#maxEvents = options.maxEvents ?? 500
    this.#parallel = options.parallel ?? 2
    this.#maxWaiting = options.maxWaiting ?? { events: 10_000, bytes: 64 * 1_048_576 }
    this.#maxWaitMs = options.maxWaitMs ?? 5_000
    this.#onCommitted = options.onCommitted ?? (() => undefined)
  }

  /** What waits to be stored, or is being stored. */
  get held(): { events: number; bytes: number } {
    return { ...this.#held }
  }

  /** Whether a request would be turned away; ask before reading a body. */
  get isFull(): boolean {
    return this.#held.events >= this.#maxWaiting.events || this.#held.bytes >= this.#maxWaiting.bytes
  }

  /**
   * Stores the events and resolves after the commit that holds them.
   * @throws TurnedAway when too much waits already; else what storing threw.
   */
  store(orgId: string, events: readonly Event[], bytes: number): Promise<StoredEvent[]> {
    if (this.isFull) return Promise.reject(new TurnedAway('events-waiting'))
    return new Promise((resolve, reject) => {
      const lane = this.#lane(orgId)
      lane.waiting.push({ events, bytes, sinceMs: performance.now(), resolve, reject })
      this.#hold(events.length, bytes)
      this.#run(lane)
    })
  }

  #lane(orgId: string): Lane {
    const known = this.#lanes.get(orgId)
    if (known) return known
    const lane = { orgId, waiting: [], running: 0 }
    this.#lanes.set(orgId, lane)
    return lane
  }

  #run(lane: Lane): void {
    while (lane.running < this.#parallel && lane.waiting.length > 0) void this.#commit(lane, this.#takeGroup(lane))
    if (lane.running === 0 && lane.waiting.length === 0) this.#lanes.delete(lane.orgId)
  }

  #takeGroup(lane: Lane): Waiting[] {
    let events = 0
    const others = lane.waiting.findIndex((request, index) => {
      events += request.events.length
      return index > 0 && events > this.#maxEvents
    })
    return lane.waiting.splice(0, others === -1 ? lane.waiting.length : others)
  }

  async #commit(lane: Lane, group: Waiting[]): Promise<void> {
    lane.running += 1
    const requests = this.#turnAwayLate(group)
    const begunMs = performance.now()
    try {
      const stored = await this.#store(
        lane.orgId,
        requests.flatMap(({ events }) => events),
      )
      handOut(requests, stored)
    } catch (error) {
      for (const { reject } of requests) reject(error)
    }
    this.#tell(requests, begunMs)
    for (const { events, bytes } of group) this.#hold(-events.length, -bytes)
    lane.running -= 1
    this.#run(lane)
  }

  #tell(requests: readonly Waiting[], begunMs: number): void {
    const [oldest] = requests
    if (oldest === undefined) return
    this.#onCommitted({
      requests: requests.length,
      events: requests.reduce((sum, { events }) => sum + events.length, 0),
      longestWaitMs: begunMs - oldest.sinceMs,
      storeMs: performance.now() - begunMs,
    })
  }

  /** Whoever waited too long has likely gone, and would come back with the same event. */
  #turnAwayLate(group: Waiting[]): Waiting[] {
    const oldest = performance.now() - this.#maxWaitMs
    for (const { sinceMs, reject } of group) if (sinceMs < oldest) reject(new TurnedAway('waited-to-be-stored'))
    return group.filter(({ sinceMs }) => sinceMs >= oldest)
  }

  #hold(events: number, bytes: number): void {
    this.#held.events += events
    this.#held.bytes += bytes
  }
}

function handOut(requests: readonly Waiting[], stored: StoredEvent[]): void {
  let from = 0
  for (const { events, resolve } of requests) {
    resolve(stored.slice(from, from + events.length))
    from += events.length
  }
}
