const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * Pauses between the attempts of one message, as Standard Webhooks 1.0.0 advises: eight attempts over about a day, so that a
 * receiver that is down for a night misses nothing, and one that forgot a message gets it within seconds.
 */
const pauses = [5 * SECOND, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR, 10 * HOUR, 6 * HOUR]

/** Up to a fifth more, so that what failed together does not come again together. */
const JITTER = 0.2

/** An endpoint that failed is left alone for a moment, then for longer: each message has a schedule of its own besides. */
const LEAST_PAUSE = 5 * SECOND
const MOST_PAUSE = 5 * MINUTE
/** 429, 502, 503 and 504 say "too much" or "not now". */
const OVERLOADED = new Set([429, 502, 503, 504])
const OVERLOADED_PAUSE = MINUTE
const MOST_RETRY_AFTER = 24 * HOUR

/** After this long without any success an endpoint is disabled. */
export const DISABLE_AFTER_MS = 24 * HOUR

export interface FailedAttempt {
  /** Attempts of this message so far, this one included. */
  attempts: number
  /** Failures of the endpoint in a row before this one. */
  failures: number
  /** null: no answer came. */
  status: number | null
  retryAfter: string | undefined
  /** From 0 to 1. */
  random: number
  now: Date
}

/** When to go on after a failure: with this message (null: never), and with the endpoint at all. */
export function afterFailure(failed: FailedAttempt): { retryAfterMs: number | null; pauseMs: number } {
  const pauseMs = Math.max(pauseOf(failed), readRetryAfter(failed.retryAfter, failed.now))
  const pause = pauses[failed.attempts - 1]
  if (pause === undefined) return { retryAfterMs: null, pauseMs }
  return { retryAfterMs: Math.max(pause * (1 + JITTER * failed.random), pauseMs), pauseMs }
}

function pauseOf({ failures, status }: FailedAttempt): number {
  const pause = Math.min(MOST_PAUSE, LEAST_PAUSE * 2 ** Math.min(failures, 20))
  return status !== null && OVERLOADED.has(status) ? Math.max(pause, OVERLOADED_PAUSE) : pause
}

/** Seconds or a date (RFC 9110 10.2.3), at most a day; 0 for anything else. */
function readRetryAfter(header: string | undefined, now: Date): number {
  if (header === undefined) return 0
  const ms = /^\d{1,9}$/.test(header) ? Number(header) * SECOND : Date.parse(header) - now.getTime()
  return Number.isNaN(ms) ? 0 : Math.min(MOST_RETRY_AFTER, Math.max(0, ms))
}
