import type { Event } from '@sluice/contracts'
import type { StoredEvent } from '@sluice/ingestion'
import { type Span, TurnedAway } from '@sluice/service-kit'
import { failureBeside } from './partly-stored.ts'
import { type TurnedAwayReason, turnedAway } from './turned-away.ts'

/** `spans`: of the requests that the events came with, where those are traced. */
export type StoreEvents = (orgId: string, events: readonly Event[], spans: readonly Span[]) => Promise<StoredEvent[]>

export interface GroupCommitOptions {
  store: StoreEvents
  /** Events of one transaction; a larger request is a transaction of its own, or several where nothing else is stored. */
  maxEvents?: number
  /** Transactions of one organization at a time. */
  parallel?: number
  /** How a large request's events are divided over transactions: their numbers, each in one part. */
  divide: (orgId: string, events: readonly Event[], count: number) => number[][]
  /**
   * What may wait, of all organizations; beyond it requests are turned away. One organization may have half of it while
   * others wait, and in any case a tenth, however full it is.
   */
  maxWaiting?: Amount
  /** A request that waited this long is turned away instead of stored. */
  maxWaitMs?: number
  /** Told of each transaction, also of one that failed. */
  onCommitted?: (group: CommittedGroup) => void
}

interface Amount {
  events: number
  bytes: number
}

/** One transaction of events. */
export interface CommittedGroup {
  requests: number
  events: number
  /** Longest wait of its requests, in milliseconds. */
  longestWaitMs: number
  storeMs: number
}

interface Waiting {
  events: readonly Event[]
  bytes: number
  span: Span | null
  sinceMs: number
  resolve: (stored: StoredEvent[]) => void
  reject: (error: unknown) => void
}

interface Lane {
  orgId: string
  waiting: Waiting[]
  running: number
  /** Events of those that run. */
  storing: number
  /** Something came in this round of the event loop; it begins in the next one. */
  isDue: boolean
  /** What waits, or is being stored. */
  held: Amount
}

/** Of all that may wait: what one organization may have while others wait, and what each may have in any case. */
const MOST_BESIDE_OTHERS = 0.5
const SHARE_OF_EACH = 0.1

/**
 * Stores the events of requests that come at once in one transaction: a commit waits for the disk, and one wait serves
 * many. An idle lane commits what came in one round of the event loop, or at once what fills a transaction; what
 * arrives during a commit is the next group. That one begins beside the first only if it is as large: both need the
 * same pools, and an event costs less in a large one. A lane has one organization, since a transaction sees only one. A
 * large request that finds its lane idle is divided over its transactions, so that it is answered sooner; each part is
 * stored or not for itself, and where one was not the request fails when all have ended.
 */
export class GroupCommit {
  readonly #store: StoreEvents
  readonly #maxEvents: number
  readonly #parallel: number
  readonly #divide: GroupCommitOptions['divide']
  readonly #maxWaiting: Amount
  readonly #maxWaitMs: number
  readonly #onCommitted: (group: CommittedGroup) => void
  readonly #lanes = new Map<string, Lane>()
  readonly #held: Amount = { events: 0, bytes: 0 }

  constructor(options: GroupCommitOptions) {
    this.#store = options.store
    this.#maxEvents = options.maxEvents ?? 500
    this.#parallel = options.parallel ?? 2
    this.#divide = options.divide
    this.#maxWaiting = options.maxWaiting ?? { events: 10_000, bytes: 64 * 1_048_576 }
    this.#maxWaitMs = options.maxWaitMs ?? 5_000
    this.#onCommitted = options.onCommitted ?? (() => undefined)
  }

  /** What waits to be stored, or is being stored. */
  get held(): Amount {
    return { ...this.#held }
  }

  /** Why a request of the organization would be turned away; ask before reading a body. Null: it would not. */
  refusalOf(orgId: string): TurnedAwayReason | null {
    const own = this.#lanes.get(orgId)?.held ?? { events: 0, bytes: 0 }
    if (!reaches(own, this.#maxWaiting, SHARE_OF_EACH)) return null
    const doOthersWait = this.#held.events > own.events
    if (doOthersWait && reaches(own, this.#maxWaiting, MOST_BESIDE_OTHERS)) return 'events-of-organization'
    return reaches(this.#held, this.#maxWaiting, 1) ? 'events-waiting' : null
  }

  /**
   * Stores the events and resolves after the commit that holds them.
   * @throws TurnedAway when too much waits already; PartlyStored when a part of them is stored; else what storing threw.
   */
  store(orgId: string, events: readonly Event[], bytes: number, span: Span | null = null): Promise<StoredEvent[]> {
    const refusal = this.refusalOf(orgId)
    if (refusal !== null) return Promise.reject(turnedAway(refusal))
    return new Promise((resolve, reject) => {
      const lane = this.#lane(orgId)
      lane.waiting.push({ events, bytes, span, sinceMs: performance.now(), resolve, reject })
      this.#hold(lane, { events: events.length, bytes })
      if (waitingEvents(lane) < this.#maxEvents) this.#runSoon(lane)
      else this.#run(lane)
    })
  }

  #lane(orgId: string): Lane {
    const known = this.#lanes.get(orgId)
    if (known) return known
    const lane = { orgId, waiting: [], running: 0, storing: 0, isDue: false, held: { events: 0, bytes: 0 } }
    this.#lanes.set(orgId, lane)
    return lane
  }

  /** In the next round, when all bodies that have arrived by now were read. */
  #runSoon(lane: Lane): void {
    if (lane.isDue) return
    lane.isDue = true
    setImmediate(() => {
      lane.isDue = false
      this.#run(lane)
    })
  }

  #run(lane: Lane): void {
    const [request, ...others] = lane.waiting
    if (request !== undefined && others.length === 0 && lane.running === 0 && request.events.length > this.#maxEvents)
      lane.waiting = this.#divided(lane, request)
    if (this.#mayBegin(lane)) void this.#commit(lane, this.#takeGroup(lane))
    // In a turn of its own: a group takes some milliseconds to be laid out, in which this one would not be sent yet.
    if (this.#mayBegin(lane)) this.#runSoon(lane)
    if (lane.running === 0 && lane.waiting.length === 0 && !lane.isDue) this.#lanes.delete(lane.orgId)
  }

  /** Beside others that are being stored only where as many events wait, or as many as a transaction takes. */
  #mayBegin(lane: Lane): boolean {
    const isLargeEnough = waitingEvents(lane) >= Math.min(this.#maxEvents, lane.storing)
    return isLargeEnough && lane.waiting.length > 0 && lane.running < this.#parallel
  }

  /** As it is where one key comes twice in it: then the first counts, and parts come in any order. */
  #divided({ orgId }: Lane, request: Waiting): Waiting[] {
    const keys = new Set(request.events.map(({ source, id }) => `${source} ${id}`))
    if (keys.size < request.events.length) return [request]
    const parts = this.#divide(orgId, request.events, this.#parallel)
    // The smallest first, so that the next may begin beside it.
    return inParts(
      request,
      parts.toSorted((a, b) => a.length - b.length),
    )
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
    const events = group.reduce((sum, request) => sum + request.events.length, 0)
    lane.running += 1
    lane.storing += events
    const requests = this.#turnAwayLate(group)
    const begunMs = performance.now()
    try {
      const stored = await this.#store(
        lane.orgId,
        requests.flatMap(({ events }) => events),
        requests.flatMap(({ span }) => span ?? []),
      )
      handOut(requests, stored)
    } catch (error) {
      for (const { reject } of requests) reject(error)
    }
    this.#tell(requests, begunMs)
    for (const { events, bytes } of group) this.#hold(lane, { events: -events.length, bytes: -bytes })
    lane.running -= 1
    lane.storing -= events
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

  /** A sender that waited too long has likely gone, and would come back with the same event. */
  #turnAwayLate(group: Waiting[]): Waiting[] {
    const oldest = performance.now() - this.#maxWaitMs
    for (const { sinceMs, reject } of group) if (sinceMs < oldest) reject(turnedAway('waited-to-be-stored'))
    return group.filter(({ sinceMs }) => sinceMs >= oldest)
  }

  #hold(lane: Lane, { events, bytes }: Amount): void {
    for (const held of [lane.held, this.#held]) {
      held.events += events
      held.bytes += bytes
    }
  }
}

function waitingEvents({ held, storing }: Lane): number {
  return held.events - storing
}

function reaches(held: Amount, most: Amount, share: number): boolean {
  return held.events >= most.events * share || held.bytes >= most.bytes * share
}

/** The request in these parts, and answered when all of them have ended. */
function inParts(request: Waiting, parts: readonly (readonly number[])[]): Waiting[] {
  const { events, bytes, resolve, reject } = request
  const stored: (StoredEvent | undefined)[] = events.map(() => undefined)
  const failures: unknown[] = []
  let left = parts.length
  const end = () => {
    left -= 1
    if (left > 0) return
    if (failures.length === 0) resolve(stored.flatMap((outcome) => outcome ?? []))
    else reject(failureBeside(stored, failures.find(isOfStoring) ?? failures[0]))
  }
  return parts.map((numbers) => ({
    ...request,
    events: numbers.flatMap((number) => events[number] ?? []),
    bytes: (bytes * numbers.length) / events.length,
    resolve: (outcomes) => {
      for (const [at, outcome] of outcomes.entries()) stored[numbers[at] ?? 0] = outcome
      end()
    },
    reject: (error) => {
      failures.push(error)
      end()
    },
  }))
}

/** The outcome of what was tried is not known; what was turned away was not tried. */
function isOfStoring(failure: unknown): boolean {
  return !(failure instanceof TurnedAway)
}

function handOut(requests: readonly Waiting[], stored: StoredEvent[]): void {
  let from = 0
  for (const { events, resolve } of requests) {
    resolve(stored.slice(from, from + events.length))
    from += events.length
  }
}
