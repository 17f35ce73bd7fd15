import {
  connect,
  type Database,
  type PoolKey,
  readCurrentPlan,
  readPoolState,
  unpackJson,
  withOrganization,
} from '@sluice/database'
import type { Plan } from '@sluice/planning'
import type { QueueSettings } from '@sluice/queue'
import { createLogger, createMetrics } from '@sluice/service-kit'
import { clinicId, collectQueueErrors, eventually } from '@sluice/test-kit'
import { connectionsFor, type RunningWorker, startWorker, type WorkerDeps } from '../src/worker.ts'

export { makeOpenings as capacity } from '@sluice/test-kit'

/** A worker of this process with a pool of connections of its own; close it with `close`. */
export async function runWorker(
  databaseUrl: string,
  queueSettings: QueueSettings,
  changes: Partial<WorkerDeps> = {},
): Promise<{ worker: RunningWorker; db: Database; close(): Promise<void> }> {
  const db = connectTo(databaseUrl)
  const { connection: queue } = collectQueueErrors(queueSettings)
  const logger = createLogger({ name: 'worker', level: 'silent' })
  const worker = await startWorker({
    ...{ db, queue, logger, metrics: createMetrics(), concurrency: 4, unusedStateDays: 35, actualsDays: 1_200 },
    ...changes,
  })
  const close = async () => {
    await worker.close()
    await db.destroy()
  }
  return { worker, db, close }
}

export function connectTo(url: string): Database {
  return connect({ url, applicationName: 'test', maxConnections: connectionsFor(4), onError: () => undefined })
}

export async function poolState(db: Database, pool: PoolKey) {
  return withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, (trx) => readPoolState(trx, pool))
}

/** Waits until the pool's plan holds everything, and returns it; on a machine with much else to do that takes a while. */
export async function settledPlan(
  db: Database,
  pool: PoolKey,
  timeoutMs = 120_000,
): Promise<{ number: number; plan: Plan }> {
  await eventually(
    () => poolState(db, pool),
    (state) => state !== undefined && state.computed_revision === state.requested_revision,
    { timeoutMs },
  )
  const row = await withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, (trx) =>
    readCurrentPlan(trx, pool),
  )
  if (row === undefined) throw new Error('the pool has no plan')
  return { number: row.number, plan: await unpackJson<Plan>(row.plan) }
}

export function gateOf(plan: Plan, clinic: number): string | undefined {
  return plan.recommendations.find(({ cellId }) => cellId === clinicId(clinic))?.gate
}
