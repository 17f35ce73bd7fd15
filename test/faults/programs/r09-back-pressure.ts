import { setTimeout as wait } from 'node:timers/promises'
import { configurePool } from '@sluice/test-kit/configured-pool'
import { residentBytes, startCluster } from '../cluster.ts'
import { inBatches, makeEvents } from '../events.ts'
import type { Outcome, Program, RunOptions } from '../program.ts'
import { Random } from '../random.ts'
import { post, type Target } from '../sender.ts'

const STEADY_SENDERS = 40
const FLOOD_SENDERS = 400
const BATCH = 50
const MAX_GROWTH_BYTES = 64 * 1_048_576
const MAX_RECOVERY_MS = 5_000

/** R9. First as many senders as keep it busy, then ten times as many; each sends its next batch as soon as it is answered. */
export const backPressure: Program = {
  goal: 'R9: far more than it can take: memory grows by at most 64 MB, only 2xx, 429 and 503 with Retry-After, recovery within 5 s',
  async run({ seed, minutes, say }: RunOptions): Promise<Outcome> {
    const cluster = await startCluster({ worker: false })
    try {
      const { orgId } = await configurePool(cluster.postgres, { orgId: 'flood' })
      const target = { url: cluster.ingest.url, key: await cluster.makeKey(orgId) }
      const seconds = Math.min(300, minutes * 60 * 0.7)
      const rss = () => residentBytes(cluster.ingest.pid)
      const steady = await flood({ target, senders: STEADY_SENDERS, seconds: Math.min(60, seconds / 2), seed, rss })
      say(`steady: ${Math.round(steady.perSecond)} events/s, ${mb(steady.largestRss)} MB`)
      const high = await flood({ target, senders: FLOOD_SENDERS, seconds, seed: seed + 1, rss })
      const recoveryMs = await timeToRecover(target)
      const growth = high.largestRss - steady.largestRss
      const counts = {
        'seconds of flood': Math.round(seconds),
        'steady, events/s': Math.round(steady.perSecond),
        'flood, events/s stored': Math.round(high.perSecond),
        'steady, largest memory, MB': mb(steady.largestRss),
        'flood, largest memory, MB': mb(high.largestRss),
        'answers in the flood': JSON.stringify(high.statuses),
        'recovery, ms': recoveryMs,
      }
      const odd = Object.keys(high.statuses).filter((status) => !['200', '429', '503'].includes(status))
      const broken = [
        ...(growth > MAX_GROWTH_BYTES ? [`memory grew by ${mb(growth)} MB`] : []),
        ...odd.map((status) => `answers ${status}`),
        ...(high.withoutRetryAfter > 0 ? [`${high.withoutRetryAfter} × 429 or 503 without Retry-After`] : []),
        ...(recoveryMs > MAX_RECOVERY_MS ? [`recovery took ${recoveryMs} ms`] : []),
        ...cluster.ingest.exits,
      ]
      return { counts, broken }
    } finally {
      await cluster.stop()
    }
  },
}

interface Flood {
  target: Target
  senders: number
  seconds: number
  seed: number
  rss: () => Promise<number>
}

async function flood({ target, senders, seconds, seed, rss }: Flood) {
  const until = performance.now() + seconds * 1_000
  const seen = { statuses: {} as Record<string, number>, withoutRetryAfter: 0, stored: 0, largestRss: 0 }
  const lane = async (number: number) => {
    const random = new Random(seed * 1_000 + number)
    for (let round = 0; performance.now() < until; round += 1) {
      const prefix = `${seed}-${number}-${round}`
      const [batch = []] = inBatches(
        random,
        makeEvents(random, { count: BATCH, prefix, clinics: ['clinic-0', 'clinic-1', 'clinic-2'] }),
        1_000,
      )
      const answer = await post(target, batch)
      seen.statuses[answer.status] = (seen.statuses[answer.status] ?? 0) + 1
      if (answer.status === 200) seen.stored += batch.length
      else if (answer.retryAfter === null) seen.withoutRetryAfter += 1
      // A sender that is turned away comes back soon, though not at once: ten times a second.
      if (answer.status !== 200) await wait(100)
    }
  }
  const watch = async () => {
    for (; performance.now() < until; await wait(200)) seen.largestRss = Math.max(seen.largestRss, await rss())
  }
  await Promise.all([watch(), ...Array.from({ length: senders }, (_, number) => lane(number))])
  return { ...seen, perSecond: seen.stored / seconds }
}

/** Until a single batch is stored within a second. */
async function timeToRecover(target: Target): Promise<number> {
  const from = performance.now()
  for (let tried = 0; ; tried += 1) {
    const sent = performance.now()
    const { status } = await post(
      target,
      makeEvents(new Random(tried), { count: 1, prefix: `after-${tried}`, clinics: ['clinic-0'] }),
    )
    if (status === 200 && performance.now() - sent < 1_000) return Math.round(performance.now() - from)
    await wait(50)
  }
}

function mb(bytes: number): number {
  return Math.round(bytes / 1_048_576)
}
