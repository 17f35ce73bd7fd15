import { Readable } from 'node:stream'
import type { PoolKey } from '@sluice/database'
import type { MakePlanEvent } from './plan-events.ts'

export interface PlanStreamOptions {
  pool: PoolKey
  /** The plan the follower has; null: none. */
  known: number | null
  makeEvent: MakePlanEvent
  /** A reader that takes nothing for so long is cut off. */
  patienceMs: number
  onError: (error: unknown) => void
  onClosed: () => void
}

/** Bytes that wait for a slow reader: a few events. What comes meanwhile is not kept, but counted from what was sent last. */
const MOST_WAITING = 65_536

/**
 * One follower's stream. It knows which plan it has sent and which is in force; between the two lies at most one event,
 * made when the reader has room for it. So a slow reader costs no memory, skips plans, and misses no change.
 */
export class PlanStream extends Readable {
  readonly #options: PlanStreamOptions
  #told: number | null
  #inForce: number | null = null
  #hasRoom = true
  #fullSince = 0
  #isTelling = false
  #isEnding = false

  constructor(options: PlanStreamOptions) {
    super({ highWaterMark: MOST_WAITING })
    this.#options = options
    this.#told = options.known
    // How soon a browser comes back; said at once, so that the answer's head is sent.
    this.#send('retry: 2000\n\n')
  }

  /** The plan in force by now. */
  onPlan(number: number | null): void {
    this.#inForce = number
    void this.#tell()
  }

  /** Keeps proxies from thinking that nobody is there, and cuts off a reader who is not. */
  beat(): void {
    if (this.#hasRoom && !this.#isOver()) this.#send(':\n\n')
    else if (performance.now() - this.#fullSince >= this.#options.patienceMs) this.destroy()
  }

  /** Nothing more comes here: the follower may come back, after a moment of its own. */
  end(): void {
    if (this.#isOver()) return
    this.#isEnding = true
    this.push(`retry: ${1_000 + Math.floor(Math.random() * 2_000)}\n\n`)
    this.push(null)
  }

  override _read(): void {
    this.#hasRoom = true
    void this.#tell()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#options.onClosed()
    done(error)
  }

  #send(text: string): void {
    this.#hasRoom = this.push(text)
    if (!this.#hasRoom) this.#fullSince = performance.now()
  }

  async #tell(): Promise<void> {
    const to = this.#inForce
    if (this.#isTelling || this.#isOver() || !this.#hasRoom || to === null || to === this.#told) return
    this.#isTelling = true
    try {
      const { text } = await this.#options.makeEvent({ ...this.#options.pool, from: this.#told, to })
      if (text !== null && !this.#isOver()) {
        this.#told = to
        this.#send(text)
      }
    } catch (error) {
      // The next look sends it.
      this.#options.onError(error)
    }
    this.#isTelling = false
  }

  #isOver(): boolean {
    return this.destroyed || this.#isEnding
  }
}
