import { configurePool } from '@sluice/test-kit/configured-pool'
import { eventually } from '@sluice/test-kit/eventually'
import { makeCapacityEvent } from '@sluice/test-kit/makers'
import { type Cluster, startCluster } from '../cluster.ts'
import { settledPlan } from '../plans.ts'
import type { Outcome, Program, RunOptions } from '../program.ts'
import { newAckLog, sendAll, type Target } from '../sender.ts'

const LIMIT_MS = 20_000

/** R8. What is connected hears nothing more, for ever; new connections work: how long until all is well again. */
export const halfOpen: Program = {
  goal: 'R8: connections that went silently dead: recovery within 20 s, of PostgreSQL’s and of Redis’s',
  async run({ runs = 3 }: RunOptions): Promise<Outcome> {
    const cluster = await startCluster({ redis: true })
    try {
      const { orgId } = await configurePool(cluster.postgres, { orgId: 'frozen' })
      const target = { url: cluster.ingest.url, key: await cluster.makeKey(orgId) }
      const slowest = { PostgreSQL: 0, Redis: 0 }
      for (let run = 0; run < runs; run += 1) {
        await eventToPlan(cluster, target, orgId)
        await cluster.postgresProxy.setMode('freeze')
        await cluster.postgresProxy.setMode('pass')
        slowest.PostgreSQL = Math.max(slowest.PostgreSQL, await eventToPlan(cluster, target, orgId))
        if (!cluster.redisProxy) continue
        await cluster.redisProxy.setMode('freeze')
        await cluster.redisProxy.setMode('pass')
        slowest.Redis = Math.max(slowest.Redis, await eventToPlan(cluster, target, orgId))
      }
      const counts = {
        'PostgreSQL, slowest event to plan, ms': slowest.PostgreSQL,
        'Redis, slowest event to plan, ms': cluster.redis ? slowest.Redis : 'no redis-server',
      }
      const late = Object.entries(slowest).filter(([, ms]) => ms > LIMIT_MS)
      return {
        counts,
        broken: [
          ...late.map(([store, ms]) => `${store}: ${ms} ms`),
          ...cluster.ingest.exits,
          ...(cluster.worker?.exits ?? []),
        ],
      }
    } finally {
      await cluster.stop()
    }
  },
}

/** Milliseconds from sending an event until a plan holds it; a sender repeats what is not answered. */
async function eventToPlan({ admin }: Cluster, target: Target, orgId: string): Promise<number> {
  const from = performance.now()
  await sendAll(target, [[makeCapacityEvent({ data: { locationId: 'clinic-0' } })]], newAckLog(), 1)
  await eventually(
    () => settledPlan(admin, orgId, 1_000),
    () => true,
    { timeoutMs: 60_000 },
  )
  return Math.round(performance.now() - from)
}
