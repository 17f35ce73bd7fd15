import type { Processor, Queue, Worker } from 'bullmq'
import type { Opened } from './keep-open.ts'

/** A place for queues: PostgreSQL or Redis. Only connection.ts knows which one it is. */
export interface QueueStore {
  readonly kind: 'postgres' | 'redis'
  /** Resolves once the store has answered; rejects when it did not, or when the signal aborts. */
  openQueue(name: string, signal: AbortSignal): Promise<Opened<Queue>>
  openWorker(name: string, work: WorkerSettings, signal: AbortSignal): Promise<Opened<Worker>>
}

export interface WorkerSettings {
  process: Processor
  concurrency: number
  /** How long a job under way may still take when the worker is closed. */
  closeMs: number
}

/** Bull's own defaults leave a job of a killed worker alone for a minute; with these it is six seconds. */
export const workerDefaults = {
  autorun: false,
  lockDuration: 5_000,
  stalledInterval: 2_000,
  // A recompute may be started any number of times: a job is given up only when ten workers in a row died of it.
  maxStalledCount: 10,
  runRetryDelay: 1_000,
} as const

/** Each job writes two to four of these; nobody reads them but a dashboard that is open. */
export const queueDefaults = { streams: { events: { maxLen: 1_000 } } } as const
