import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { migrationNames } from './migrate.ts'

export interface WaitOptions {
  url: string
  log: (line: string) => void
  /** Ends the waiting: the promise then rejects with the signal's reason. */
  signal?: AbortSignal
}

/** Waiting asks ten times a second at first and then every two seconds. */
const firstPauseMs = 100
const longestPauseMs = 2_000
/** While waiting, the log says so at once and then once in this time. */
const logEveryMs = 10_000

/**
 * Resolves once PostgreSQL answers and every migration this code was written for has run. Each try has a connection of
 * its own: a server that starts, recovers or restarts (57P03, refused, black hole) is met again from scratch.
 * @throws only the signal's reason.
 */
export async function waitForDatabase({ url, log, signal }: WaitOptions): Promise<void> {
  const wanted = await migrationNames()
  let pauseMs = firstPauseMs
  let loggedAtMs = -Infinity
  for (;;) {
    signal?.throwIfAborted()
    const missing = await whatIsMissing(url, wanted)
    if (missing === null) return
    if (performance.now() - loggedAtMs >= logEveryMs) {
      log(`waiting for PostgreSQL: ${missing}`)
      loggedAtMs = performance.now()
    }
    await pause(pauseMs, undefined, signal ? { signal } : {})
    pauseMs = Math.min(pauseMs * 2, longestPauseMs)
  }
}

/** Null when all is there; else one safe sentence: the code of an error, never its text. */
async function whatIsMissing(url: string, wanted: readonly string[]): Promise<string | null> {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'sluice-wait',
    connectionTimeoutMillis: 2_000,
    query_timeout: 2_000,
  })
  client.on('error', () => undefined) // the rejected query tells it as well; unheard it would end the process
  try {
    await client.connect()
    const { rows } = await client.query<{ name: string }>('select name from schema_migrations')
    const applied = new Set(rows.map(({ name }) => name))
    const missing = wanted.filter((name) => !applied.has(name))
    if (missing.length === 0) return null
    return missing.length === 1 ? '1 migration has not run' : `${missing.length} migrations have not run`
  } catch (error) {
    return reasonOf(error)
  } finally {
    // Not awaited: saying goodbye to a server that does not answer can take for ever.
    client.end().catch(() => undefined)
  }
}

function reasonOf(error: unknown): string {
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  if (code === '42P01') return 'no migration has run'
  return typeof code === 'string' ? code : 'no answer'
}
