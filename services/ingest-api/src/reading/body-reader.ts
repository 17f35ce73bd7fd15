import { fileURLToPath } from 'node:url'
import { Problem } from '@sluice/service-kit'
import { Piscina } from 'piscina'
import { turnedAway } from '../turned-away.ts'
import { unpackParts } from './parts.ts'
import { type Order, type ReadBody, readOrder } from './read-order.ts'
import type { PackedBody, Refused } from './reading-thread.ts'
import { Turns } from './turns.ts'

export interface BodyReaderOptions {
  /** Bodies at most this long are read at once, in this thread; 16 KiB unless given, some milliseconds of work. */
  bytesAtOnce?: number
  /** Threads for longer ones; each takes a processor. 1 unless given. */
  threads?: number
  /** Bodies at work or waiting for a thread, of all organizations; 16 unless given. The first of an organization always may. */
  most?: number
  /** For one organization; 8 by default, so that one alone never keeps the others out. */
  mostOfOne?: number
  /** A body whose reading takes longer is given up; 20,000 unless given, ten times what the longest one takes. */
  maxReadMs?: number
  /** A body that waited this long is turned away instead of read; 30,000 unless given. */
  maxWaitMs?: number
}

/** A thread that has nothing to read for a minute ends; the first long body starts one. */
const IDLE_MS = 60_000

/**
 * Reads spreadsheets and FHIR, the long ones in a thread of their own: ten thousand rows take a second of a processor, and
 * health checks and others' events are not to wait for it. What the threads give comes in parts, which are opened one by one.
 */
export class BodyReader {
  readonly #bytesAtOnce: number
  readonly #most: number
  readonly #mostOfOne: number
  readonly #maxReadMs: number
  readonly #maxWaitMs: number
  readonly #threads: Piscina<Order, PackedBody | Refused>
  readonly #turns: Turns
  readonly #held = new Map<string, number>()
  #heldByAll = 0

  constructor({ bytesAtOnce = 16_384, threads = 1, most = 16, mostOfOne = 8, ...limits }: BodyReaderOptions = {}) {
    this.#bytesAtOnce = bytesAtOnce
    this.#most = most
    this.#mostOfOne = mostOfOne
    this.#maxReadMs = limits.maxReadMs ?? 20_000
    this.#maxWaitMs = limits.maxWaitMs ?? 30_000
    this.#turns = new Turns(threads)
    this.#threads = new Piscina({
      filename: fileURLToPath(new URL('./reading-thread.ts', import.meta.url)),
      minThreads: 0,
      maxThreads: threads,
      idleTimeout: IDLE_MS,
    })
  }

  /** Long bodies that are being read, or wait to be. */
  get held(): number {
    return this.#heldByAll
  }

  /**
   * The contents of a body.
   * @throws Problem for a body that is refused whole; `body-too-large` for one that takes too long to read; TurnedAway
   * where others wait to be read
   */
  async read(orgId: string, order: Order): Promise<ReadBody> {
    if (order.bytes.byteLength <= this.#bytesAtOnce) return readOrder(order)
    const held = this.#held.get(orgId) ?? 0
    if (held >= this.#mostOfOne) throw turnedAway('reading-of-organization')
    if (held > 0 && this.#heldByAll >= this.#most) throw turnedAway('reading-of-all')
    this.#hold(orgId, 1)
    try {
      const wait = {
        size: order.bytes.byteLength,
        maxWaitMs: this.#maxWaitMs,
        tooLate: () => turnedAway('waited-to-be-read'),
      }
      return toBody(await this.#turns.take(orgId, () => this.#readInThread(order), wait))
    } finally {
      this.#hold(orgId, -1)
    }
  }

  async #readInThread(order: Order): Promise<PackedBody | Refused> {
    const late = AbortSignal.timeout(this.#maxReadMs)
    try {
      return await this.#threads.run(order, { signal: late })
    } catch (error) {
      // The thread was ended with it; the next body starts another.
      if (late.aborted) throw new Problem('body-too-large', 'The body takes too long to read; send it in parts.')
      throw error
    }
  }

  /** Ends the threads. Only when every request has its answer. */
  async close(): Promise<void> {
    await this.#threads.destroy()
  }

  #hold(orgId: string, bodies: number): void {
    const held = (this.#held.get(orgId) ?? 0) + bodies
    if (held > 0) this.#held.set(orgId, held)
    else this.#held.delete(orgId)
    this.#heldByAll += bodies
  }
}

function toBody(packed: PackedBody | Refused): ReadBody {
  if (packed.kind === 'refused') throw new Problem(packed.code, packed.detail, { errors: packed.errors })
  if (packed.kind === 'csv') return { kind: 'csv', rows: unpackParts(packed.rows) }
  return { ...packed, items: unpackParts(packed.items) }
}
