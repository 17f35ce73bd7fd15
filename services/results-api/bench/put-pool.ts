import { setTimeout as pause } from 'node:timers/promises'
import { type Database, withOrganization } from '@sluice/database'
import { sql } from 'kysely'
import { type Installation, withInstallation } from './installation.ts'
import { location, makeLargePool, serviceLine } from './large-pool.ts'

/**
 * How long PUT of a large pool takes, through the whole route, on a PostgreSQL of its own, and how long ingestion waits for it at
 * the longest. `node bench/put-pool.ts [cells]`
 */
const CELLS = Number(process.argv[2] ?? 10_000)

async function timed(db: Database, label: string, work: () => Promise<number>): Promise<void> {
  const before = performance.now()
  const ended = new AbortController()
  const [status, waitMs] = await Promise.all([work().finally(() => ended.abort()), longestWait(db, ended.signal)])
  const ms = Math.round(performance.now() - before)
  process.stdout.write(`${label.padEnd(34)} ${status}  ${ms} ms, ingestion waited ${Math.round(waitMs)} ms\n`)
}

/**
 * Takes the lock that every stored batch of events takes, again and again, and waits for it however long.
 * @returns milliseconds by the server's clock: what this process is busy with is not in it
 */
async function longestWait(db: Database, signal: AbortSignal): Promise<number> {
  const take = sql<{ ms: number }>`
    select pg_advisory_xact_lock_shared(hashtextextended('sluice:config:bench', 0)),
           (extract(epoch from clock_timestamp() - statement_timestamp()) * 1000)::float8 as ms`
  let longest = 0
  while (!signal.aborted) {
    const { rows } = await withOrganization(db, { role: 'sluice_ingest', orgId: 'bench' }, async (trx) => {
      await sql`set local lock_timeout = 0`.execute(trx)
      return take.execute(trx)
    })
    longest = Math.max(longest, rows[0]?.ms ?? 0)
    await pause(5)
  }
  return longest
}

async function measure({ app, db, token }: Installation): Promise<void> {
  const headers = { authorization: `Bearer ${token}` }
  const put = async (url: string, payload: object) =>
    (await app.inject({ method: 'PUT', url, headers, payload })).statusCode
  const get = async (url: string) => (await app.inject({ method: 'GET', url, headers })).statusCode
  for (let index = 0; index < 100; index += 1) await put(`/v1/locations/clinic-${index}`, location)
  await put('/v1/service-lines/ortho', serviceLine)
  const { id: _, ...cell } = makeLargePool(CELLS).cells[0] ?? { id: '' }
  await timed(db, `PUT a new pool of ${CELLS} cells`, () => put('/v1/pools/large', makeLargePool(CELLS)))
  await timed(db, 'PUT the same again', () => put('/v1/pools/large', makeLargePool(CELLS)))
  await timed(db, 'PUT with one cell changed', () => put('/v1/pools/large', makeLargePool(CELLS, 7)))
  await timed(db, 'PUT of one cell', () =>
    put('/v1/pools/large/cells/cell-0', { ...cell, baselineDailyBudgetMinor: 9 }),
  )
  await timed(db, 'GET the pool', () => get('/v1/pools/large'))
}

await withInstallation(measure)
