import { aheadLag, type DeliveryCount } from '@sluice/database'

/** One request, or one part of a stream, and what became of its events. */
export interface Delivered {
  orgId: string
  keyId: string
  /** How it was sent; as the border names it. */
  mode: string
  requestId: string
  /** The source of the request, also where nothing in it is of use; null: its events name theirs, or nobody knows. */
  source: string | null
  events: readonly DeliveredEvent[]
  /** Lines of FHIR that were refused, by why: nobody knows of which place's event they would have been a part. */
  refusedLines?: readonly { code: string; pointer: string; lines: number }[]
  /** What was read and is in no event, by reason. */
  leftOut?: Readonly<Record<string, number>>
  /** It is a poll of a feed that failed; why. */
  failedPoll?: string
}

/**
 * `source`: as the event names it; null: it could not be read. For refused events it is only compared with known ones.
 */
export type DeliveredEvent =
  | { outcome: 'accepted'; source: string; observedAt: string; isMatched: boolean }
  | { outcome: 'duplicate' | 'conflict'; source: string }
  | { outcome: 'refused'; source: string | null; code: string; pointer: string }

type Tally = Omit<DeliveryCount, 'lastObservedAt'> & { lastObservedMs: number | null }
type TallyKey = Pick<Tally, 'source' | 'keyId' | 'mode' | 'minute'>

/** How late an event can be said to have come, in seconds; later still is 'more'. */
const lagSteps = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800, 2_592_000]
const MINUTE_MS = 60_000

/** What was counted for one organization and is not written yet, by source, key, way of sending and minute. */
export class Tallies {
  readonly #tallies = new Map<string, Tally>()
  #joinedMinute = ''

  get size(): number {
    return this.#tallies.size
  }

  /**
   * Counts what came. Where there are `most` tallies the minutes of each are joined to its last; where that makes no room, other
   * sources are counted as the unknown one.
   * @returns how many events found no room even so
   */
  count(delivered: Delivered, nowMs: number, most: number): number {
    const { keyId, mode, requestId } = delivered
    const minute = instant(nowMs - (nowMs % MINUTE_MS))
    const bySource = eventsBySource(delivered)
    if (this.#tallies.size + bySource.size > most) this.#joinMinutes(minute)
    const touched = new Set<Tally>()
    let uncounted = 0
    for (const [source, ofSource] of bySource) {
      const tally = this.#find({ source, keyId, mode, minute }, most)
      if (tally === undefined) uncounted += ofSource.length
      else {
        touched.add(tally)
        for (const event of ofSource) count(tally, event, nowMs)
        if (source === (delivered.source ?? '')) countWhole(tally, delivered)
      }
    }
    for (const tally of touched)
      Object.assign(tally, { requestId, lastAt: instant(nowMs), requests: tally.requests + 1 })
    return uncounted
  }

  /** Takes out those that have waited longest, up to so many. */
  take(most: number): Tally[] {
    const taken = [...this.#tallies].slice(0, most)
    for (const [key] of taken) this.#tallies.delete(key)
    return taken.map(([, tally]) => tally)
  }

  /**
   * What could not be written goes behind what else waits, joined with what was counted for the same entry meanwhile;
   * tried again it is no more.
   */
  putBack(tallies: readonly Tally[]): void {
    for (const tally of tallies) this.#join(tally)
  }

  #find(of: TallyKey, most: number): Tally | undefined {
    const known = this.#tallies.get(keyOf(of))
    if (known) return known
    if (this.#tallies.size >= most && of.source !== '') return this.#find({ ...of, source: '' }, most)
    if (this.#tallies.size >= 2 * most) return undefined
    const tally = { ...of, ...emptyTally() }
    this.#tallies.set(keyOf(of), tally)
    return tally
  }

  /** Once a minute at most: what waits for longer is counted later, and not by the minute. */
  #joinMinutes(now: string): void {
    if (this.#joinedMinute === now) return
    this.#joinedMinute = now
    const all = this.take(this.size)
    const byMinute = all.toSorted((one, other) => (one.minute < other.minute ? -1 : 1))
    const latest = new Map(byMinute.map((tally) => [keyOf({ ...tally, minute: '' }), tally.minute]))
    for (const tally of all)
      this.#join({ ...tally, minute: latest.get(keyOf({ ...tally, minute: '' })) ?? tally.minute })
  }

  #join(tally: Tally): void {
    const key = keyOf(tally)
    const known = this.#tallies.get(key)
    this.#tallies.set(key, known === undefined ? tally : joined(known, tally))
  }
}

/** What has no event came all the same, from the source of the whole. */
function eventsBySource({ source, events }: Delivered): ReadonlyMap<string, readonly DeliveredEvent[]> {
  return events.length === 0 ? new Map([[source ?? '', []]]) : Map.groupBy(events, (event) => event.source ?? '')
}

/** As the database takes it. */
export function tallyToCount({ lastObservedMs, ...tally }: Tally): DeliveryCount {
  return { ...tally, lastObservedAt: lastObservedMs === null ? null : instant(lastObservedMs) }
}

function keyOf({ source, keyId, mode, minute }: TallyKey): string {
  return JSON.stringify([source, keyId, mode, minute])
}

function emptyTally() {
  const counts = { requests: 0, accepted: 0, duplicate: 0, conflict: 0, unmatched: 0 }
  return {
    ...counts,
    refused: {},
    leftOut: {},
    failedPolls: {},
    lags: {},
    lastAt: '',
    requestId: '',
    lastObservedMs: null as number | null,
  }
}

function joined(one: Tally, other: Tally): Tally {
  const last = one.lastAt >= other.lastAt ? one : other
  const observed = [one.lastObservedMs, other.lastObservedMs].filter((ms) => ms !== null)
  return {
    ...last,
    requests: one.requests + other.requests,
    accepted: one.accepted + other.accepted,
    duplicate: one.duplicate + other.duplicate,
    conflict: one.conflict + other.conflict,
    unmatched: one.unmatched + other.unmatched,
    refused: addedUp(one.refused, other.refused),
    leftOut: addedUp(one.leftOut, other.leftOut),
    failedPolls: addedUp(one.failedPolls, other.failedPolls),
    lags: addedUp(one.lags, other.lags),
    lastObservedMs: observed.length === 0 ? null : Math.max(...observed),
  }
}

function addedUp(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>) {
  const sum = { ...one }
  for (const [name, counted] of Object.entries(other)) increment(sum, name, counted)
  return sum
}

function count(tally: Tally, event: DeliveredEvent, nowMs: number): void {
  if (event.outcome === 'refused') {
    increment(tally.refused, reasonOf(event.code, event.pointer))
    return
  }
  tally[event.outcome] += 1
  if (event.outcome !== 'accepted') return
  if (!event.isMatched) tally.unmatched += 1
  const observedMs = Date.parse(event.observedAt)
  tally.lastObservedMs = Math.max(tally.lastObservedMs ?? observedMs, observedMs)
  increment(tally.lags, lagStep((nowMs - observedMs) / 1_000))
}

/** A fault of the whole. Where it has events they are of its source. */
function countWhole(tally: Tally, { refusedLines = [], leftOut = {}, failedPoll }: Delivered): void {
  for (const { code, pointer, lines } of refusedLines) increment(tally.refused, reasonOf(code, pointer), lines)
  tally.leftOut = addedUp(tally.leftOut, leftOut)
  if (failedPoll !== undefined) increment(tally.failedPolls, failedPoll)
}

function reasonOf(code: string, pointer: string): string {
  return `${code} #${pointer}`
}

function lagStep(seconds: number): string {
  if (seconds < Number(aheadLag)) return aheadLag
  return String(lagSteps.find((step) => seconds <= step) ?? 'more')
}

function increment(counts: Record<string, number>, name: string, by = 1): void {
  counts[name] = (counts[name] ?? 0) + by
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
