import { setTimeout as wait } from 'node:timers/promises'
import type { Cluster } from './cluster.ts'
import type { Random } from './random.ts'

type Fault = (cluster: Cluster) => Promise<unknown>

/** Each leaves everything running again, or about to. */
const faults: [string, Fault][] = [
  ['ingestion killed', ({ ingest }) => ingest.replace('SIGKILL')],
  ['worker killed', async ({ worker }) => worker?.replace('SIGKILL')],
  ['PostgreSQL crashed', crashPostgres],
  ['connections to PostgreSQL cut', cutPostgres],
  ['connections to PostgreSQL cut', cutPostgres],
  ['Redis killed', async ({ redis }) => redis?.kill().then(() => redis.restart())],
  ['Redis flushed', async ({ redis }) => redis?.flush()],
]

async function crashPostgres({ postgres }: Cluster): Promise<void> {
  await postgres.kill('SIGQUIT')
  await postgres.restart()
}

/** At a moment as good as any: some are waiting for the answer to COMMIT. */
async function cutPostgres({ postgresProxy }: Cluster): Promise<void> {
  await postgresProxy.setMode('cut')
  await postgresProxy.setMode('pass')
}

/** Breaks one thing after another until stopped; then everything runs. Counts what it did. */
export function keepBreaking(
  cluster: Cluster,
  random: Random,
  counts: Record<string, number>,
): { stop(): Promise<void> } {
  let isOver = false
  const run = async () => {
    while (!isOver) {
      await wait(150 + random.below(600))
      const [name, fault] = random.pick(faults as [[string, Fault], ...[string, Fault][]])
      await fault(cluster)
      counts[name] = (counts[name] ?? 0) + 1
      // Now and then the next one comes while this one is being recovered from; always, and nothing would get done.
      if (random.below(3) > 0) await cluster.ingest.ready()
    }
    await Promise.all([cluster.ingest.ready(), cluster.worker?.ready()])
  }
  const running = run()
  const stop = async () => {
    isOver = true
    await running
  }
  return { stop }
}
