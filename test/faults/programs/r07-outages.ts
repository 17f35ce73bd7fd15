import { configurePool } from '@sluice/test-kit/configured-pool'
import { eventually } from '@sluice/test-kit/eventually'
import { sql } from 'kysely'
import { compareWithTables } from '../check.ts'
import { type Cluster, startCluster } from '../cluster.ts'
import { keepSending } from '../keep-sending.ts'
import { type Outcome, type Program, type RunOptions, timeLeft } from '../program.ts'

/** R7. `--runs`: restarts; five times as many terminations of all connections. */
export const outages: Program = {
  goal: 'R7: PostgreSQL restarted 20 times, every connection terminated 100 times: no process ends, nothing is left uncaught',
  async run({ runs = 20, minutes, say }: RunOptions): Promise<Outcome> {
    const hasTime = timeLeft(minutes)
    const cluster = await startCluster()
    const done = { restarts: 0, terminations: 0, connectionsTerminated: 0 }
    const { orgId } = await configurePool(cluster.postgres, { orgId: 'outages' })
    const sender = keepSending({ url: cluster.ingest.url, key: await cluster.makeKey(orgId) })
    try {
      for (; done.terminations < runs * 5 && hasTime(); done.terminations += 1) {
        await sender.untilMore(20)
        done.connectionsTerminated += await terminateAll(cluster)
      }
      say(`${done.terminations} times all connections terminated`)
      for (; done.restarts < runs && hasTime(); done.restarts += 1) {
        await sender.untilMore(20)
        await cluster.postgres.restart()
      }
      await sender.untilMore(20)
      const log = await sender.stop()
      await eventually(
        () =>
          sql<{
            lag: number
          }>`select count(*)::integer as lag from pool_state where computed_revision < requested_revision`.execute(
            cluster.admin,
          ),
        ({ rows }) => rows[0]?.lag === 0,
        { timeoutMs: 30_000 },
      )
      const { stored, broken } = await compareWithTables(cluster.admin, orgId, log, 1)
      const services = [cluster.ingest, cluster.worker].flatMap((service) => service ?? [])
      const exits = services.flatMap(({ exits }) => exits)
      const uncaught = services.flatMap((service) => service.uncaught())
      const counts = { ...done, stored, 'process exits': exits.length, uncaught: uncaught.length }
      return { counts, broken: [...broken, ...exits, ...uncaught] }
    } finally {
      await sender.stop()
      await cluster.stop()
    }
  },
}

async function terminateAll({ admin }: Cluster): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(pg_terminate_backend(pid))::integer as count from pg_stat_activity
     where pid <> pg_backend_pid() and backend_type = 'client backend' and application_name <> 'faults'`.execute(admin)
  return rows[0]?.count ?? 0
}
