/** Senders that repeat themselves do so for a while: after an outage, or always. */
const EXPECTED_MS = 60_000

/**
 * Which organizations lately repeated what they had sent before. Only this process's guess at which way of claiming
 * keys is cheaper: both ways recognise repeats and conflicts.
 */
export class ExpectedRepeats {
  readonly #now: () => number
  readonly #untilMs = new Map<string, number>()

  constructor(now: () => number = () => performance.now()) {
    this.#now = now
  }

  note(orgId: string): void {
    this.#untilMs.set(orgId, this.#now() + EXPECTED_MS)
  }

  has(orgId: string): boolean {
    const untilMs = this.#untilMs.get(orgId)
    if (untilMs === undefined) return false
    if (untilMs > this.#now()) return true
    this.#untilMs.delete(orgId)
    return false
  }
}
