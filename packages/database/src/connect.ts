import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import pg from 'pg'
import { prepareByText } from './prepared.ts'
import type { Schema } from './schema.ts'
import { endSilentConnections } from './silent-connections.ts'

/** A connection pool, or one of its transactions: every query function takes one as its first argument. */
export type Database = Kysely<Schema>
export type DatabaseTransaction = Transaction<Schema>

export interface ConnectOptions {
  url: string
  /** Shown in pg_stat_activity. */
  applicationName: string
  maxConnections: number
  /** A statement or connection attempt that takes longer fails; the default outlasts every statement we send. */
  queryTimeoutMs?: number
  onError: (error: Error) => void
}

const INT8 = 20
const DATE = 1082

/** int8 as number (all ours are below 2^53), date as text (a local date is not an instant). */
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) => {
    if (oid === INT8) return Number
    if (oid === DATE) return String
    return pg.types.getTypeParser(oid, format)
  },
}

/** Connects lazily: nothing is sent until the first query. End it with `db.destroy()`. */
export function connect(options: ConnectOptions): Database {
  return new Kysely<Schema>({ dialect: new PostgresDialect({ pool: createPool(options) }) })
}

/** A pool with the settings of reliability (a): nothing waits for ever, and a lost connection never ends the process. */
export function createPool(options: ConnectOptions): pg.Pool {
  const queryTimeoutMs = options.queryTimeoutMs ?? 10_000
  const pool = new pg.Pool({
    connectionString: options.url,
    application_name: options.applicationName,
    max: options.maxConnections,
    connectionTimeoutMillis: 2_000,
    statement_timeout: queryTimeoutMs,
    // A new one costs 35 ms, and its first statement of ingestion as much again: a sender of one event a minute should
    // not pay that.
    idleTimeoutMillis: 5 * 60_000,
    lock_timeout: 2_000,
    idle_in_transaction_session_timeout: 10_000,
    keepAlive: true,
    types,
  })
  // Without these two a PostgreSQL restart ends the process: pg emits 'error' on idle clients (on the pool) and on
  // checked-out ones (on the client), and an 'error' nobody listens to is thrown.
  pool.on('error', options.onError)
  pool.on('connect', (client) => client.on('error', options.onError))
  pool.on('connect', prepareByText)
  endSilentConnections(pool, queryTimeoutMs + 500)
  return pool
}
