import { test } from '@sluice/test-kit'
import pg from 'pg'
import { expect, onTestFinished } from 'vitest'
import { endSilentConnections } from '../src/silent-connections.ts'

const SILENT_MS = 200

function poolAt(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2, idleTimeoutMillis: 0 })
  pool.on('error', () => undefined)
  pool.on('connect', (client) => client.on('error', () => undefined))
  endSilentConnections(pool, SILENT_MS)
  onTestFinished(() => pool.end())
  return pool
}

async function backendOf(pool: pg.Pool): Promise<number> {
  const { rows } = await pool.query<{ pid: number }>('select pg_backend_pid() as pid')
  return rows[0]?.pid ?? 0
}

test('a connection that nobody asks anything is kept, however long', async ({ database }) => {
  const pool = poolAt(database.url)
  const first = await backendOf(pool)
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  await other.query('select pg_sleep($1)', [(SILENT_MS * 3) / 1_000])
  await other.end()
  expect(await backendOf(pool)).toBe(first)
})

test('a transaction that asks nothing meanwhile is kept, as that of the lock a pool is computed under; asked again it must answer', async ({
  database,
}) => {
  const pool = poolAt(database.url)
  const client = await pool.connect()
  await client.query('begin')
  const other = new pg.Client({ connectionString: database.url })
  await other.connect()
  await other.query('select pg_sleep($1)', [(SILENT_MS * 3) / 1_000])
  await other.end()
  expect((await client.query('commit')).command).toBe('COMMIT')
  await expect(client.query('select pg_sleep(10)')).rejects.toThrow('fell silent')
  client.release()
})

test('a question that is not answered ends its connection', async ({ database }) => {
  const pool = poolAt(database.url)
  const first = await backendOf(pool)
  await expect(pool.query('select pg_sleep(10)')).rejects.toThrow('fell silent')
  expect(await backendOf(pool)).not.toBe(first)
})

test('where one fell silent those that wait are not tried one after the other', async ({ database, proxyTo }) => {
  const proxy = await proxyTo(database.url)
  const pool = poolAt(proxy.urlFor(database.url))
  const [first, second] = await Promise.all([backendOf(pool), backendOf(pool)])
  expect(first).not.toBe(second)
  await proxy.setMode('freeze')
  await expect(backendOf(pool)).rejects.toThrow('fell silent')
  expect([first, second]).not.toContain(await backendOf(pool))
})
