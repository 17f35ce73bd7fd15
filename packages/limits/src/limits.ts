import { Counter, type Registry } from 'prom-client'
import { Guesses } from './guesses.ts'
import { KeyCounts, type KeyLimits, type LookedAt, type Taken } from './key-counts.ts'
import type { SharedCounts } from './shared-counts.ts'

export interface LimitsOptions {
  /** Requests of a key without limits of its own; 0: no limit. */
  keys: KeyLimits
  /** Wrong keys of one client, in this process; 0: no limit. */
  guessesPerMinute: number
  /** Where processes add up; without it each counts for itself. */
  shared?: SharedCounts | undefined
  metrics?: Registry
  /** How often the other processes learn what was counted. */
  shareEveryMs?: number
  /** The moment, in milliseconds, which processes share and which says in which minute and on which day a request comes. */
  now?: () => number
  /** Milliseconds by a clock that only goes forward; `performance.now` unless given. */
  elapsed?: () => number
}

interface LimitedKey {
  keyId: string
  limits?: Partial<KeyLimits>
}

/**
 * How many requests a key may make, and how often a client may guess one. Answered from memory: no request waits for a
 * store.
 */
export interface Limits {
  /** Requests of a key without limits of its own; 0: no limit. */
  requestsPerMinute: number
  /** Counts a request of this key. */
  take(key: LimitedKey): Taken
  /** Counts more of its day: events of a body. Never refuses; the next request may be. */
  charge(key: LimitedKey, amount: number): void
  /** Whether something of its day is left, for a body that lasts. Counts nothing. */
  lookAtDay(key: LimitedKey): LookedAt
  /** Counts a wrong key; the same one again within the minute is no new guess. */
  noteGuess(address: string, token: string): void
  /** Seconds until this client may guess again; 0: it may. */
  guessWaitSeconds(address: string): number
  /** Tells the other processes what was counted, and learns what they did. Runs by itself; tests call it. Never rejects. */
  share(): Promise<void>
  close(): Promise<void>
}

/** Keys counted at once; those not seen for longest make room. */
const MAX_KEYS = 10_000
const SHARE_EVERY_MS = 250

export function createLimits(options: LimitsOptions): Limits {
  const { now = Date.now, elapsed = () => performance.now(), shared } = options
  const counts = new Map<string, KeyCounts>()
  const guesses = new Guesses(options.guessesPerMinute)
  const failures = failureCounter(options.metrics)

  const countsOf = ({ keyId }: LimitedKey): KeyCounts => {
    const known = counts.get(keyId) ?? new KeyCounts()
    counts.delete(keyId)
    counts.set(keyId, known)
    const [oldest] = counts.keys()
    if (counts.size > MAX_KEYS && oldest !== undefined) counts.delete(oldest)
    return known
  }

  const shareOnce = async (): Promise<void> => {
    if (shared === undefined) return
    const untold = [...counts].flatMap(([keyId, of]) => of.untold(keyId, now()))
    if (untold.length === 0) return
    try {
      const totals = await shared.add(untold.map(({ increment }) => increment))
      for (const [at, { answer }] of untold.entries()) answer(totals[at] ?? null)
    } catch {
      failures?.inc()
      for (const { answer } of untold) answer(null)
    }
  }
  let sharing: Promise<void> | undefined
  const share = (): Promise<void> => {
    sharing ??= shareOnce().finally(() => {
      sharing = undefined
    })
    return sharing
  }
  const timer = shared && setInterval(share, options.shareEveryMs ?? SHARE_EVERY_MS).unref()

  return {
    requestsPerMinute: options.keys.requestsPerMinute,
    take: (key) => countsOf(key).take({ ...options.keys, ...key.limits }, now()),
    charge: (key, amount) => {
      if (amount > 0) countsOf(key).charge(amount, now())
    },
    lookAtDay: (key) => countsOf(key).lookAtDay({ ...options.keys, ...key.limits }, now()),
    noteGuess: (address, token) => guesses.note(address, token, elapsed()),
    guessWaitSeconds: (address) => guesses.waitSeconds(address, elapsed()),
    share,
    close: async () => {
      clearInterval(timer)
      await share()
      shared?.close()
    },
  }
}

function failureCounter(registry?: Registry): Counter | undefined {
  if (!registry) return undefined
  return new Counter({
    name: 'sluice_limit_share_failures_total',
    help: 'Times the store in which processes count together did not answer. Each then counts for itself; nobody is refused.',
    registers: [registry],
  })
}
