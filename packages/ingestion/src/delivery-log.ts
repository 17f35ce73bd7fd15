import { addDeliveries, aheadLag, type Database, type DeliveryCount, withOrganization } from '@sluice/database'

/** One request, or one part of a stream, and what became of its events. */
export interface Delivered {
  orgId: string
  keyId: string
  /** How it was sent; as the border names it. */
  mode: string
  requestId: string
  events: readonly DeliveredEvent[]
}

/** `source`: as the event names it; null: it could not be read. Of refused events it is only compared with known ones. */
export type DeliveredEvent =
  | { outcome: 'accepted'; source: string; observedAt: string; isMatched: boolean }
  | { outcome: 'duplicate' | 'conflict'; source: string }
  | { outcome: 'refused'; source: string | null; code: string; pointer: string }

export interface DeliveryLogOptions {
  db: Database
  role: 'sluice_ingest' | 'sluice_worker'
  /** Told when counts could not be written; they are kept and tried again. */
  onError: (error: unknown) => void
  /** Counts are written this long after the first of them. */
  flushMs?: number
  /** Counts kept in memory; more sources than that in one flush are counted as unknown ones. */
  maxCounts?: number
  now?: () => number
}

type Tally = Omit<DeliveryCount, 'lastObservedAt'> & { lastObservedMs: number | null }

/** How late an event can be said to have come, in seconds; later still is 'more'. */
const lagSteps = [1, 5, 15, 60, 300, 900, 3_600, 14_400, 43_200, 86_400, 259_200, 604_800, 2_592_000]
const MINUTE_MS = 60_000

/**
 * Counts what came, by source, key, way of sending and minute, and adds it to the database about every second in short
 * transactions of its own: counting never delays or fails an event. What a killed process had not written yet is not
 * counted; the events themselves are in the store.
 */
export class DeliveryLog {
  readonly #options: Required<DeliveryLogOptions>
  #tallies = new Map<string, Tally & { orgId: string }>()
  #timer: NodeJS.Timeout | null = null
  #flushing: Promise<void> = Promise.resolve()

  /** Deliveries that were not counted because too much waited to be written. */
  dropped = 0

  constructor(options: DeliveryLogOptions) {
    this.#options = { flushMs: 1_000, maxCounts: 5_000, now: Date.now, ...options }
  }

  note({ orgId, keyId, mode, requestId, events }: Delivered): void {
    const nowMs = this.#options.now()
    const touched = new Set<Tally>()
    for (const [source, ofSource] of Map.groupBy(events, (event) => event.source ?? '')) {
      const tally = this.#tally({ orgId, source, keyId, mode, nowMs })
      if (tally === undefined) this.dropped += ofSource.length
      else {
        touched.add(tally)
        for (const event of ofSource) count(tally, event, nowMs)
      }
    }
    for (const tally of touched)
      Object.assign(tally, { requestId, lastAt: instant(nowMs), requests: tally.requests + 1 })
    if (touched.size > 0) this.#schedule()
  }

  /** Writes what was counted so far. */
  flush(): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#write())
    return this.#flushing
  }

  /** Writes what is left, if the database answers. */
  async close(): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer)
    await this.flush()
  }

  #tally(of: { orgId: string; source: string; keyId: string; mode: string; nowMs: number }): Tally | undefined {
    const minute = instant(of.nowMs - (of.nowMs % MINUTE_MS))
    const key = JSON.stringify([of.orgId, of.source, of.keyId, of.mode, minute])
    const known = this.#tallies.get(key)
    if (known) return known
    const { maxCounts } = this.#options
    if (this.#tallies.size >= maxCounts && of.source !== '') return this.#tally({ ...of, source: '' })
    if (this.#tallies.size >= 2 * maxCounts) return undefined
    const tally = { ...emptyTally(), orgId: of.orgId, source: of.source, keyId: of.keyId, mode: of.mode, minute }
    this.#tallies.set(key, tally)
    return tally
  }

  #schedule(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      void this.flush()
    }, this.#options.flushMs).unref()
  }

  async #write(): Promise<void> {
    const taken = [...Map.groupBy(this.#tallies.values(), ({ orgId }) => orgId)]
    this.#tallies = new Map()
    for (const [orgId, tallies] of taken) {
      try {
        await this.#add(orgId, tallies)
      } catch (error) {
        this.#options.onError(error)
        this.#putBack(tallies)
      }
    }
  }

  async #add(orgId: string, tallies: readonly Tally[]): Promise<void> {
    const { db, role } = this.#options
    await withOrganization(db, { role, orgId }, (trx) => addDeliveries(trx, orgId, tallies.map(tallyToCount)))
  }

  /** Beside what was counted meanwhile; the database adds them up. */
  #putBack(tallies: readonly (Tally & { orgId: string })[]): void {
    for (const tally of tallies) {
      if (this.#tallies.size >= 2 * this.#options.maxCounts) this.dropped += 1
      else this.#tallies.set(JSON.stringify(['again', this.#tallies.size, tally.minute, tally.source]), tally)
    }
    this.#schedule()
  }
}

function emptyTally() {
  const counts = { requests: 0, accepted: 0, duplicate: 0, conflict: 0, unmatched: 0 }
  return { ...counts, refused: {}, lags: {}, lastAt: '', requestId: '', lastObservedMs: null as number | null }
}

function count(tally: Tally, event: DeliveredEvent, nowMs: number): void {
  if (event.outcome === 'refused') {
    increment(tally.refused, `${event.code} #${event.pointer}`)
    return
  }
  tally[event.outcome] += 1
  if (event.outcome !== 'accepted') return
  if (!event.isMatched) tally.unmatched += 1
  const observedMs = Date.parse(event.observedAt)
  tally.lastObservedMs = Math.max(tally.lastObservedMs ?? observedMs, observedMs)
  increment(tally.lags, lagStep((nowMs - observedMs) / 1_000))
}

function lagStep(seconds: number): string {
  if (seconds < Number(aheadLag)) return aheadLag
  return String(lagSteps.find((step) => seconds <= step) ?? 'more')
}

function increment(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1
}

function tallyToCount({ lastObservedMs, ...tally }: Tally): DeliveryCount {
  return { ...tally, lastObservedAt: lastObservedMs === null ? null : instant(lastObservedMs) }
}

function instant(ms: number): string {
  return new Date(ms).toISOString()
}
