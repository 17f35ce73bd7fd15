import { createPostgresBackend, type PgPool, Queue, Worker } from 'bullmq'
import type { Opened } from './keep-open.ts'
import { createQueuePool } from './postgres-pool.ts'
import { type QueueStore, queueDefaults, type WorkerSettings, workerDefaults } from './store.ts'
import { within } from './within.ts'

export interface PostgresStoreSettings {
  databaseUrl: string
  report(error: Error): void
}

/** Ending a pool whose server is silent must not hold up a shutdown. */
const endMs = 1_000

/** BullMQ on PostgreSQL, in the schema made by migrateQueue. */
export function postgresStore({ databaseUrl, report }: PostgresStoreSettings): QueueStore {
  const shared = { databaseUrl, onError: report }
  return {
    kind: 'postgres',
    openQueue: (name, signal) => {
      const pool = createQueuePool({
        ...shared,
        applicationName: 'sluice-queue',
        maxConnections: 2,
        queryTimeoutMs: 1_000,
        patienceMs: 0,
      })
      return openWith(pool, signal, () => openQueue(pool, name, report))
    },
    openWorker: (name, settings, signal) => {
      // One connection listens; a claim, a renewal of locks and the ends of jobs share the others.
      const pool = createQueuePool({
        ...shared,
        applicationName: 'sluice-queue-worker',
        maxConnections: 3 + Math.ceil(settings.concurrency / 2),
        queryTimeoutMs: 10_000,
        patienceMs: 250,
      })
      return openWith(pool, signal, () => openWorker(pool, name, settings, report))
    },
  }
}

/** BullMQ never recovers from a first connection that failed, so it is not made before the server has answered us. */
async function openWith<T>(pool: PgPool, signal: AbortSignal, open: () => Promise<Opened<T>>): Promise<Opened<T>> {
  try {
    await pool.query('select 1')
    signal.throwIfAborted()
    return await open()
  } catch (error) {
    await within(endMs, pool.end(), undefined)
    throw error
  }
}

async function openQueue(pool: PgPool, name: string, report: (error: Error) => void): Promise<Opened<Queue>> {
  const queue = new Queue(name, { connection: pool, ...queueDefaults }, createPostgresBackend)
  queue.on('error', report)
  await queue.waitUntilReady()
  const close = async () => {
    await within(endMs, queue.close(), undefined)
    await within(endMs, pool.end(), undefined)
  }
  return { value: queue as unknown as Queue, close }
}

async function openWorker(
  pool: PgPool,
  name: string,
  { process, concurrency, closeMs }: WorkerSettings,
  report: (error: Error) => void,
): Promise<Opened<Worker>> {
  const worker = new Worker(name, process, { connection: pool, concurrency, ...workerDefaults }, createPostgresBackend)
  worker.on('error', report)
  await worker.waitUntilReady()
  const close = async () => {
    await within(closeMs, worker.close(), undefined)
    await within(endMs, pool.end(), undefined)
  }
  return { value: worker as unknown as Worker, ended: worker.run(), close }
}
