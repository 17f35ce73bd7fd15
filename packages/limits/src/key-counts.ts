import { type PolicyState, rateLimitFields } from './rate-limit-fields.ts'
import type { Increment } from './shared-counts.ts'
import { WindowCount } from './window-count.ts'

/** Requests of one key; 0: no limit. */
export interface KeyLimits {
  requestsPerMinute: number
  requestsPerDay: number
}

/** Whether something may go on. */
export interface LookedAt {
  /** Seconds to wait; 0: it may. */
  waitSeconds: number
  /** For people, where it may not. */
  detail: string
}

/** Whether a request may go on, and what its answer says of the limits. */
export interface Taken extends LookedAt {
  /** RateLimit-Policy and RateLimit. */
  headers: Record<string, string>
}

const windows = [
  { name: 'minute', ms: 60_000, limit: 'requestsPerMinute' },
  { name: 'day', ms: 86_400_000, limit: 'requestsPerDay' },
] as const

/** Longer than its window, for clocks that differ. */
const KEEP_MS = 60_000

/** The requests of one key in this minute and on this day (UTC). */
export class KeyCounts {
  readonly #counts = windows.map(({ ms }) => new WindowCount(ms))

  /** Counts one request, unless a limit is used up: what is refused costs nothing. */
  take(limits: KeyLimits, atMs: number): Taken {
    const states = this.#states(limits, atMs)
    const spent = states.filter(({ left }) => left === 0)
    if (spent.length === 0) for (const count of this.#counts) count.add(1, atMs)
    const after = spent.length === 0 ? states.map((state) => ({ ...state, left: state.left - 1 })) : states
    return { ...toLookedAt(spent.at(-1)), headers: rateLimitFields(after) }
  }

  /** Whether something of the day is left; the minute has only requests, of which none comes. Counts nothing. */
  lookAtDay(limits: KeyLimits, atMs: number): LookedAt {
    return toLookedAt(this.#states(limits, atMs).find(({ name, left }) => name === 'day' && left === 0))
  }

  /** Counts more of the day: what a body held. */
  charge(amount: number, atMs: number): void {
    this.#counts[1]?.add(amount, atMs)
  }

  /** Takes what the other processes are still to learn. */
  untold(keyId: string, atMs: number): { increment: Increment; answer: (total: number | null) => void }[] {
    return windows.flatMap(({ name, ms }, at) => {
      const count = this.#counts[at]
      const { index, amount } = count?.take(atMs) ?? { index: 0, amount: 0 }
      if (count === undefined || amount === 0) return []
      const increment = { name: `${keyId}:${name}:${index}`, amount, ttlMs: ms + KEEP_MS }
      const answer = (total: number | null) =>
        total === null ? count.failed(index, amount) : count.told(index, amount, total)
      return [{ increment, answer }]
    })
  }

  #states(limits: KeyLimits, atMs: number): PolicyState[] {
    return windows.flatMap(({ name, ms, limit }, at) => {
      const most = limits[limit]
      if (most === 0) return []
      const left = Math.max(0, most - (this.#counts[at]?.used(atMs) ?? 0))
      const resetSeconds = Math.ceil((ms - (atMs % ms)) / 1_000)
      return [{ name, limit: most, windowSeconds: ms / 1_000, left, resetSeconds }]
    })
  }
}

function toLookedAt(spent: PolicyState | undefined): LookedAt {
  if (!spent) return { waitSeconds: 0, detail: '' }
  return {
    waitSeconds: spent.resetSeconds,
    detail: `The key may send ${spent.limit} requests a ${spent.name}, and has.`,
  }
}
