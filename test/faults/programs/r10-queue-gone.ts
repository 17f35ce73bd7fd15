import { configurePool } from '@sluice/test-kit/configured-pool'
import { makeCapacityEvent } from '@sluice/test-kit/makers'
import { startCluster } from '../cluster.ts'
import { type Outcome, type Program, type RunOptions, Skipped } from '../program.ts'
import { post, type Target } from '../sender.ts'

const SENDERS = 8
const REQUESTS = 150

/** R10. In turns with Redis and with one that never answers, so that what else happens on the machine meets both alike. */
export const queueGone: Program = {
  goal: 'R10: a Redis that never answers: ingestion’s p99 within 10 % of normal, no failure',
  async run({ runs = 9 }: RunOptions): Promise<Outcome> {
    const cluster = await startCluster({ redis: true, worker: false })
    try {
      const { redisProxy } = cluster
      if (!redisProxy) throw new Skipped('no redis-server')
      const { orgId } = await configurePool(cluster.postgres, { orgId: 'queue' })
      const target = { url: cluster.ingest.url, key: await cluster.makeKey(orgId) }
      await measure(target, 'warm-up')
      const p99s = { normal: [] as number[], gone: [] as number[] }
      let failures = 0
      for (let round = 0; round < runs; round += 1) {
        for (const mode of ['normal', 'gone'] as const) {
          await redisProxy.setMode(mode === 'normal' ? 'pass' : 'blackhole')
          const { p99, failed } = await measure(target, `${mode}-${round}`)
          p99s[mode].push(p99)
          failures += failed
        }
      }
      const [normal, gone] = [median(p99s.normal), median(p99s.gone)]
      const counts = {
        'p99 normal, ms': normal.toFixed(1),
        'p99 without Redis, ms': gone.toFixed(1),
        ratio: (gone / normal).toFixed(2),
        failures,
      }
      return {
        counts,
        broken: [
          ...(gone > normal * 1.1 ? ['p99 is more than 10 % higher'] : []),
          ...(failures > 0 ? [`${failures} failures`] : []),
        ],
      }
    } finally {
      await cluster.stop()
    }
  },
}

async function measure(target: Target, name: string): Promise<{ p99: number; failed: number }> {
  const latencies: number[] = []
  let failed = 0
  const lane = async (number: number) => {
    for (let round = 0; round < REQUESTS; round += 1) {
      const from = performance.now()
      const event = makeCapacityEvent({ id: `${name}-${number}-${round}`, data: { locationId: 'clinic-0' } })
      const { status } = await post(target, [event])
      latencies.push(performance.now() - from)
      if (status !== 200) failed += 1
    }
  }
  await Promise.all(Array.from({ length: SENDERS }, (_, number) => lane(number)))
  latencies.sort((a, b) => a - b)
  return { p99: latencies[Math.floor(latencies.length * 0.99)] ?? Number.NaN, failed }
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}
