import { limitErrors, type OnError } from './limit-errors.ts'
import { postgresStore } from './postgres-store.ts'
import { redisStore } from './redis-store.ts'
import type { QueueStore } from './store.ts'

export interface QueueSettings {
  /** redis:// or rediss://; unset: the queue lives in PostgreSQL. */
  redisUrl?: string | undefined
  /** The URL names a node of a Redis Cluster. */
  redisCluster?: boolean | undefined
  databaseUrl: string
  /** Prefix of every key in Redis; in braces, so that all keys of a queue lie on one node of a Cluster. */
  prefix?: string | undefined
}

/** Where queues live. Nothing is connected until something is opened. */
export interface QueueConnection extends QueueStore {
  /** Tells an error of a queue or worker; at most one in ten seconds gets through. */
  report(error: Error): void
}

/**
 * BullMQ on PostgreSQL, or on Redis where its address is given. A store that is down, silent or empty is never an error
 * here: queues only carry hints.
 */
export function createQueueConnection(settings: QueueSettings, onError: OnError): QueueConnection {
  const report = limitErrors(onError)
  const { redisUrl, redisCluster = false, databaseUrl, prefix = '{sluice}' } = settings
  const store = redisUrl
    ? redisStore({ url: redisUrl, isCluster: redisCluster, prefix, report })
    : postgresStore({ databaseUrl, report })
  return { ...store, report }
}
