import { fileURLToPath } from 'node:url'
import { Problem } from '@sluice/service-kit'
import { Piscina } from 'piscina'
import { overloaded } from '../group-commit.ts'
import { unpackParts } from './parts.ts'
import { type Order, type ReadBody, readOrder } from './read-order.ts'
import type { PackedBody, Refused } from './reading-thread.ts'

export interface BodyReaderOptions {
  /** Bodies at most this long are read at once, in this thread; 16 KiB unless given, some milliseconds of work. */
  bytesAtOnce?: number
  /** Threads for longer ones; each takes a processor. 1 unless given. */
  threads?: number
  /** Bodies at work or waiting for a thread, of all organizations; 16 unless given. */
  most?: number
  /** Of one organization; 8 unless given, so that one alone never keeps the others out. */
  mostOfOne?: number
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
  readonly #threads: Piscina<Order, PackedBody | Refused>
  readonly #held = new Map<string, number>()
  #heldByAll = 0

  constructor({ bytesAtOnce = 16_384, threads = 1, most = 16, mostOfOne = 8 }: BodyReaderOptions = {}) {
    this.#bytesAtOnce = bytesAtOnce
    this.#most = most
    this.#mostOfOne = mostOfOne
    this.#threads = new Piscina({
      filename: fileURLToPath(new URL('./reading-thread.ts', import.meta.url)),
      minThreads: 0,
      maxThreads: threads,
      maxQueue: most,
      idleTimeout: IDLE_MS,
    })
  }

  /** Long bodies that are being read, or wait to be. */
  get held(): number {
    return this.#heldByAll
  }

  /**
   * What a body said.
   * @throws Problem for a body that is refused whole; `unavailable` where as many wait to be read as may
   */
  async read(orgId: string, order: Order): Promise<ReadBody> {
    if (order.bytes.byteLength <= this.#bytesAtOnce) return readOrder(order)
    const held = this.#held.get(orgId) ?? 0
    if (this.#heldByAll >= this.#most || held >= this.#mostOfOne) throw overloaded()
    this.#hold(orgId, 1)
    try {
      return toBody(await this.#threads.run(order))
    } finally {
      this.#hold(orgId, -1)
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
