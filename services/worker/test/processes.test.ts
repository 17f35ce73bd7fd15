import { once } from 'node:events'
import { createServer } from 'node:net'
import { fileURLToPath } from 'node:url'
import { storeEvents } from '@sluice/ingestion'
import { migrateQueue } from '@sluice/queue'
import { configurePool, eventually, freePort, test } from '@sluice/test-kit'
import { describe, expect } from 'vitest'
import { capacity, connectTo, gateOf, poolState, settledPlan } from './setup.ts'

const main = 'services/worker/src/main.ts'
const pausedWorker = fileURLToPath(import.meta.resolve('./paused-worker.ts'))

describe('a worker as a process', () => {
  test('killed in the middle of a recompute: another one publishes', async ({ database, service }) => {
    const pool = await configurePool(database)
    const env = { DATABASE_URL: database.url, ADMIN_URL: database.adminUrl }
    const paused = await service({ script: pausedWorker, env })
    await eventually(
      () => paused.output,
      (lines) => lines.includes('paused'),
      { timeoutMs: 60_000 },
    )
    const other = await service({ script: main, env })
    await other.ready()
    const db = connectTo(database.url)
    expect(await poolState(db, pool)).toMatchObject({ plan_number: null })
    await paused.kill('SIGKILL')
    expect((await settledPlan(db, pool)).number).toBe(1)
    expect(await other.kill()).toBe('exit code 0')
    await db.destroy()
  })

  test('lives through two crashes of PostgreSQL under load, and the last event reaches a plan', async ({
    ownPostgres,
    service,
  }) => {
    const pool = await configurePool(ownPostgres)
    await migrateQueue({ adminUrl: ownPostgres.adminUrl, log: () => undefined })
    const worker = await service({ script: main, env: { DATABASE_URL: ownPostgres.url } })
    await worker.ready()
    const db = connectTo(ownPostgres.url)
    const post = async (open: number) => (await storeEvents(db, pool.orgId, [capacity(0, open)]))[0]?.outcome
    for (let crash = 0; crash < 2; crash++) {
      await post(30)
      await ownPostgres.kill('SIGQUIT')
      await ownPostgres.restart()
      await eventually(
        () => post(20 + crash),
        (outcome) => outcome === 'accepted',
        { timeoutMs: 30_000 },
      )
    }
    await post(0)
    expect(gateOf((await settledPlan(db, pool)).plan, 0)).toBe('gated')
    expect(worker.logs.filter(({ msg }) => msg === 'the queue does not answer').length).toBeLessThan(10)
    expect(await worker.kill()).toBe('exit code 0')
    await db.destroy()
  }, 240_000)

  test('waits for a PostgreSQL that is not there: alive, not ready, quiet, and ends when told', async ({ service }) => {
    const url = `postgres://nobody@127.0.0.1:${await freePort()}/none`
    const worker = await service({ script: main, env: { DATABASE_URL: url } })
    const status = async (path: string) => (await fetch(`${worker.url}${path}`)).status
    await eventually(
      () => status('/healthz'),
      (code) => code === 200,
      { timeoutMs: 60_000 },
    )
    expect(await status('/readyz')).toBe(503)
    const waits = () => worker.logs.filter(({ msg }) => String(msg).startsWith('waiting for PostgreSQL'))
    await eventually(waits, ({ length }) => length > 0, { timeoutMs: 60_000 })
    expect(await worker.kill()).toBe('exit code 0')
    expect(waits()).toHaveLength(1)
  })

  test('waits for a PostgreSQL that never answers, and ends when told', async ({ service }) => {
    const silent = createServer((socket) => socket.on('error', () => undefined))
    const port = await freePort()
    silent.listen(port, '127.0.0.1')
    await once(silent, 'listening')
    const worker = await service({ script: main, env: { DATABASE_URL: `postgres://nobody@127.0.0.1:${port}/none` } })
    const health = async () => (await fetch(`${worker.url}/healthz`)).status
    await eventually(health, (code) => code === 200, { timeoutMs: 60_000 })
    // Not 1: that is how it ends after ten seconds, with whatever still hangs.
    expect(await worker.kill()).toBe('exit code 0')
    silent.close()
  })

  test('comes up when its PostgreSQL does', async ({ ownPostgres, service }) => {
    await migrateQueue({ adminUrl: ownPostgres.adminUrl, log: () => undefined })
    const pool = await configurePool(ownPostgres)
    await ownPostgres.stop()
    const worker = await service({ script: main, env: { DATABASE_URL: ownPostgres.url } })
    const waits = () => worker.logs.some(({ msg }) => String(msg).startsWith('waiting for PostgreSQL'))
    await eventually(waits, Boolean, { timeoutMs: 60_000 })
    await ownPostgres.restart()
    await worker.ready()
    const db = connectTo(ownPostgres.url)
    expect((await settledPlan(db, pool)).number).toBe(1)
    await worker.kill()
    await db.destroy()
  })
})
