/** Guesses of one address that are let through, in a window that begins with the first. */
const ALLOWED = 10
const WINDOW_MS = 15 * 60_000
/** A stranger with many addresses may not fill the memory; the oldest entries make room. */
const MAX_ENTRIES = 10_000

interface Failures {
  count: number
  untilMs: number
}

/**
 * Counts logins with wrong keys by address, in this process. Keys have 131 random bits: this spares the database, not
 * the keys, so a key in force signs in from any address.
 */
export class LoginAttempts {
  readonly #elapsed: () => number
  readonly #failures = new Map<string, Failures>()

  /** @param elapsed milliseconds by a clock that only goes forward: where the wall clock is set back nobody waits longer */
  constructor(elapsed: () => number) {
    this.#elapsed = elapsed
  }

  /** Seconds this address has to wait before its next attempt; 0: none. */
  waitSeconds(address: string): number {
    const failures = this.#current(address)
    return failures.count < ALLOWED ? 0 : Math.ceil((failures.untilMs - this.#elapsed()) / 1_000)
  }

  failed(address: string): void {
    const { count, untilMs } = this.#current(address)
    this.#failures.set(address, { count: count + 1, untilMs })
    const [oldest] = this.#failures.keys()
    if (this.#failures.size > MAX_ENTRIES && oldest !== undefined) this.#failures.delete(oldest)
  }

  #current(address: string): Failures {
    const failures = this.#failures.get(address)
    if (failures !== undefined && failures.untilMs > this.#elapsed()) return failures
    this.#failures.delete(address)
    return { count: 0, untilMs: this.#elapsed() + WINDOW_MS }
  }
}
