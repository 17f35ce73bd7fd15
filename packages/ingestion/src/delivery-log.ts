import { addDeliveries, type Database, type DeliveryCount, withOrganization } from '@sluice/database'
import { Places } from './places.ts'
import { type Delivered, Tallies, tallyToCount } from './tallies.ts'

export interface DeliveryLogOptions {
  /** Adds counts of one organization to what is known, all of them or none. */
  write: (orgId: string, counts: readonly DeliveryCount[]) => Promise<void>
  /** Told when counts could not be written; they are kept and tried again. */
  onError: (error: unknown) => void
  /** Counts of an organization are written this long after the first of them. */
  flushMs?: number
  /** Tallies kept of one organization; more sources than that in one flush are counted as unknown ones. */
  maxCounts?: number
  /** Tallies kept of all; where there are more, each organization has room for a hundred. */
  maxCountsOfAll?: number
  /** Written in one transaction. */
  partSize?: number
  now?: () => number
}

interface Waiting {
  tallies: Tallies
  timer: NodeJS.Timeout | null
  /** Writes begun or waiting to begin, one after another. */
  writes: number
  written: Promise<void>
  /** In a row. */
  failures: number
}

const LEAST_COUNTS = 100
/** Parts of different organizations that are written at a time: one that waits for a lock holds up nobody else. */
const PARTS_AT_ONCE = 2
const MAX_RETRY_MS = 30_000

/**
 * Counts what came, by source, key, way of sending and minute, and adds it to the database about every second, in short
 * transactions of its own, one for each organization: counting never delays or fails an event, nor does one
 * organization's ever delay another's. A slow database makes the counts late. What a killed process had not written yet
 * is not counted; the events themselves are in the store.
 */
export class DeliveryLog {
  readonly #options: Required<DeliveryLogOptions>
  readonly #organizations = new Map<string, Waiting>()
  readonly #places = new Places(PARTS_AT_ONCE)
  #kept = 0

  /** Events that were not counted because too much waited to be written. */
  dropped = 0

  constructor(options: DeliveryLogOptions) {
    const defaults = { flushMs: 1_000, maxCounts: 10_000, maxCountsOfAll: 50_000, partSize: 500, now: Date.now }
    this.#options = { ...defaults, ...options }
  }

  note(delivered: Delivered): void {
    const { maxCounts, maxCountsOfAll, flushMs, now } = this.#options
    const { orgId } = delivered
    const waiting = this.#organizations.get(orgId) ?? emptyWaiting()
    this.#organizations.set(orgId, waiting)
    const most = this.#kept < maxCountsOfAll ? maxCounts : Math.min(maxCounts, LEAST_COUNTS)
    this.dropped += this.#change(waiting, (tallies) => tallies.count(delivered, now(), most))
    this.#schedule(orgId, waiting, flushMs)
  }

  /** Writes what was counted so far, or tries to. */
  async flush(): Promise<void> {
    await Promise.all([...this.#organizations].map(([orgId, waiting]) => this.#write(orgId, waiting)))
  }

  /** Writes what is left, if the database answers. */
  async close(): Promise<void> {
    await this.flush()
    for (const { timer } of this.#organizations.values()) if (timer) clearTimeout(timer)
  }

  /** While one is written the end of that says when the next is. */
  #schedule(orgId: string, waiting: Waiting, afterMs: number): void {
    if (waiting.writes > 0) return
    waiting.timer ??= setTimeout(() => void this.#write(orgId, waiting), afterMs).unref()
  }

  #write(orgId: string, waiting: Waiting): Promise<void> {
    if (waiting.timer) clearTimeout(waiting.timer)
    Object.assign(waiting, { timer: null, writes: waiting.writes + 1 })
    waiting.written = waiting.written.then(async () => {
      await this.#writeParts(orgId, waiting)
      waiting.writes -= 1
      if (waiting.writes > 0) return
      if (waiting.tallies.size === 0) this.#organizations.delete(orgId)
      else this.#schedule(orgId, waiting, Math.min(MAX_RETRY_MS, this.#options.flushMs * 2 ** waiting.failures))
    })
    return waiting.written
  }

  /** What is there now, part by part, until one fails: what is counted meanwhile waits for the next time. */
  async #writeParts(orgId: string, waiting: Waiting): Promise<void> {
    const { partSize } = this.#options
    for (let left = waiting.tallies.size; left > 0; left -= partSize) {
      const isWritten = await this.#places.take(() => this.#writePart(orgId, waiting, Math.min(left, partSize)))
      if (!isWritten) return
    }
  }

  async #writePart(orgId: string, waiting: Waiting, size: number): Promise<boolean> {
    const part = this.#change(waiting, (tallies) => tallies.take(size))
    try {
      if (part.length > 0) await this.#options.write(orgId, part.map(tallyToCount))
      waiting.failures = 0
      return true
    } catch (error) {
      this.#options.onError(error)
      this.#change(waiting, (tallies) => tallies.putBack(part))
      waiting.failures += 1
      return false
    }
  }

  #change<T>({ tallies }: Waiting, work: (tallies: Tallies) => T): T {
    const before = tallies.size
    const result = work(tallies)
    this.#kept += tallies.size - before
    return result
  }
}

/** Writes counts in a transaction of their own. */
export function writingDeliveries(db: Database, role: 'sluice_ingest' | 'sluice_worker'): DeliveryLogOptions['write'] {
  return (orgId, counts) => withOrganization(db, { role, orgId }, (trx) => addDeliveries(trx, orgId, counts))
}

/**
 * Counts one delivery at once, for a sender that waits until it is counted.
 * @throws what the database throws; nothing is counted then.
 */
export async function countDelivered(
  db: Database,
  role: 'sluice_ingest' | 'sluice_worker',
  delivered: Delivered,
): Promise<void> {
  const tallies = new Tallies()
  tallies.count(delivered, Date.now(), Infinity)
  await writingDeliveries(db, role)(delivered.orgId, tallies.take(tallies.size).map(tallyToCount))
}

function emptyWaiting(): Waiting {
  return { tallies: new Tallies(), timer: null, writes: 0, written: Promise.resolve(), failures: 0 }
}
