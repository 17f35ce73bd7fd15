import { setTimeout as pause } from 'node:timers/promises'
import type { PgPool, PgPoolClient, PgQueryResult } from 'bullmq'
import pg from 'pg'

export const queueSchema = 'bullmq'

export interface QueuePoolOptions {
  databaseUrl: string
  applicationName: string
  maxConnections: number
  queryTimeoutMs: number
  /** How long a failed call waits before it says so. */
  patienceMs: number
  onError(error: Error): void
}

/**
 * A pool for BullMQ, with its schema on the search path. BullMQ builds its own from a URL, but that one listens to no
 * error of a client in use, so that a restart of PostgreSQL would end the process.
 */
export function createQueuePool(options: QueuePoolOptions): PgPool {
  const pool = new pg.Pool({
    connectionString: options.databaseUrl,
    application_name: options.applicationName,
    options: `-c search_path=${queueSchema}`,
    max: options.maxConnections,
    connectionTimeoutMillis: 2_000,
    query_timeout: options.queryTimeoutMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    idle_in_transaction_session_timeout: 10_000,
  })
  pool.on('error', options.onError)
  pool.on('connect', (client) => client.on('error', options.onError))
  return slowToFail(pool, options.patienceMs)
}

/**
 * BullMQ's worker tries again at once when PostgreSQL answers with anything but "connection refused": during recovery
 * that is a core at 100 %. A refusal that takes its time is all the brake it needs.
 */
function slowToFail(pool: pg.Pool, patienceMs: number): PgPool {
  const patiently = async <T>(work: Promise<T>): Promise<T> => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof pg.DatabaseError) || error.code?.startsWith('57P')) await pause(patienceMs)
      throw error
    }
  }
  return {
    query: <R>(text: string, params?: readonly unknown[]) =>
      patiently(pool.query(text, params ? [...params] : undefined) as Promise<unknown>) as Promise<PgQueryResult<R>>,
    // BullMQ's declaration of a client differs from pg's in optional properties only.
    connect: () => patiently(pool.connect() as Promise<unknown>) as Promise<PgPoolClient>,
    end: () => pool.end(),
    on(event: 'error' | 'connect', listener: (...args: never[]) => void) {
      pool.on(event as 'error', listener as (error: Error) => void)
      return this
    },
    removeAllListeners(event) {
      pool.removeAllListeners(event)
      return this
    },
  }
}
