import { Queue, Worker } from 'bullmq'
import type { Cluster, Redis } from 'ioredis'
import type { Opened } from './keep-open.ts'
import { createRedisClient } from './redis-client.ts'
import { type QueueStore, queueDefaults, type WorkerSettings, workerDefaults } from './store.ts'
import { within } from './within.ts'

export interface RedisStoreSettings {
  url: string
  isCluster: boolean
  prefix: string
  report(error: Error): void
}

const closeMs = 1_000

/** BullMQ on Redis. Producers and workers never share a connection: one fails at once, the other waits. */
export function redisStore({ url, isCluster, prefix, report }: RedisStoreSettings): QueueStore {
  const client = (use: 'producer' | 'worker') => createRedisClient({ url, isCluster, use, onError: report })
  return {
    kind: 'redis',
    openQueue: (name, signal) => openQueue({ client: client('producer'), name, prefix, report }, signal),
    openWorker: (name, settings, signal) =>
      openWorker({ client: client('worker'), name, prefix, report }, settings, signal),
  }
}

interface Wiring {
  client: Redis | Cluster
  name: string
  prefix: string
  report(error: Error): void
}

async function openQueue({ client, name, prefix, report }: Wiring, signal: AbortSignal): Promise<Opened<Queue>> {
  const queue = new Queue(name, { connection: client, prefix, ...queueDefaults })
  queue.on('error', report)
  const close = () => closeWith(client, queue, closeMs)
  await readyOrClosed(queue, close, signal)
  return { value: queue, close }
}

async function openWorker(
  { client, name, prefix, report }: Wiring,
  settings: WorkerSettings,
  signal: AbortSignal,
): Promise<Opened<Worker>> {
  const { process, concurrency } = settings
  const worker = new Worker(name, process, { connection: client, prefix, concurrency, ...workerDefaults })
  worker.on('error', report)
  const close = () => closeWith(client, worker, settings.closeMs)
  await readyOrClosed(worker, close, signal)
  return { value: worker, ended: worker.run(), close }
}

/** Waits as long as Redis stays away (the client keeps trying), or until the signal. */
async function readyOrClosed(
  opening: { waitUntilReady(): Promise<void> },
  close: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (signal.aborted) resolve()
    signal.addEventListener('abort', () => resolve(), { once: true })
  })
  try {
    await Promise.race([opening.waitUntilReady(), stopped])
    signal.throwIfAborted()
  } catch (error) {
    await close()
    throw error
  }
}

async function closeWith(client: Redis | Cluster, open: { close(): Promise<void> }, patienceMs: number): Promise<void> {
  // BullMQ would wait for the connection of a client that is not connected, in order to close it.
  if (client.status !== 'ready') client.disconnect()
  await within(
    patienceMs,
    open.close().catch(() => undefined),
    undefined,
  )
  client.disconnect()
}
