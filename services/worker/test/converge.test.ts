import { type Database, type PoolKey, tryLockPool, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { createHintSender, createQueueConnection, type OpenQueues, openQueues, type QueueSettings } from '@sluice/queue'
import { configurePool, eventually, noQueueStore, test as plain, queueStores } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect, test, vi } from 'vitest'
import { lookingAfter } from '../src/worker.ts'
import { capacity, connectTo, gateOf, poolState, runWorker, settledPlan } from './setup.ts'

type Queue = ReturnType<OpenQueues['current']>[number]

// With twenty times as many processes as processors a plan takes half a minute; what never comes still fails.
vi.setConfig({ testTimeout: 300_000 })
const generous = { timeoutMs: 120_000 }

/** While nobody takes jobs, an event is stored and hinted; then `wipe` takes the hint, and the pause, away. */
async function loseHint(
  settings: QueueSettings,
  { db, pool }: { db: Database; pool: PoolKey },
  wipe: (queue: Queue) => Promise<void>,
): Promise<void> {
  const connection = createQueueConnection(settings, () => undefined)
  const queues = openQueues(connection)
  const hints = createHintSender(connection)
  const queue = await eventually(
    () => queues.current()[0],
    (found) => found !== undefined,
    generous,
  )
  if (queue === undefined) throw new Error('the queue is open')
  await queue.pause()
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  const hint = async () => {
    // One that rests: BullMQ on PostgreSQL does not count what waits in a paused queue.
    hints.poolIsDirty({ ...pool, revision: 2 }, 60_000)
    return queue.getDelayedCount()
  }
  await eventually(hint, (count) => count > 0, generous)
  await wipe(queue)
  await queues.close()
  await hints.close()
}

/** Does something while nobody else can compute the pool. */
async function whileHeld<T>(db: Database, pool: PoolKey, work: () => Promise<T>): Promise<T> {
  return withOrganization(db, { role: 'sluice_worker', orgId: pool.orgId }, async (trx) => {
    await eventually(() => tryLockPool(trx, pool), Boolean, generous)
    await sql`set local idle_in_transaction_session_timeout = 0`.execute(trx)
    return work()
  })
}

for (const { store, test } of queueStores) {
  describe(store, () => {
    test('events posted while the job of their pool is active always reach a plan', async ({
      database,
      queueSettings,
    }) => {
      const pool = await configurePool(database, { clinics: 6 })
      const ingest = connectTo(database.url)
      let rounds = 0
      // Each of the first rounds is met by an event between its snapshot and its publishing, and nobody hints.
      const beforePublish = async () => {
        if (++rounds <= 5) await storeEvents(ingest, pool.orgId, [capacity(rounds, 0)])
      }
      const recompute = { beforePublish }
      const { worker, db, close } = await runWorker(database.url, queueSettings, { recompute, overdueMs: 60_000 })
      await eventually(
        () => rounds,
        (count) => count > 5,
        generous,
      )
      const { plan } = await settledPlan(db, pool)
      expect(worker.isTakingJobs()).toBe(true)
      expect([0, 1, 2, 3, 4, 5].map((clinic) => gateOf(plan, clinic))).toEqual(['open', ...Array(5).fill('gated')])
      await close()
      await ingest.destroy()
    })

    test('a hint makes a plan well before the sweep would', async ({ database, queueSettings }) => {
      const pool = await configurePool(database)
      const { worker, db, close } = await runWorker(database.url, queueSettings, { sweepMs: 60_000 })
      const hints = createHintSender(createQueueConnection(queueSettings, () => undefined))
      await eventually(worker.isTakingJobs, Boolean, generous)
      const hint = () => {
        hints.poolIsDirty({ ...pool, revision: 1 })
        return hints.counts().sent
      }
      await eventually(hint, (sent) => sent > 0, generous)
      expect((await settledPlan(db, pool)).number).toBe(1)
      await hints.close()
      await close()
    })

    test('the queue wiped with the last event’s hint in it: the plan comes all the same', async ({
      database,
      queueSettings,
    }) => {
      const pool = await configurePool(database)
      const { worker, db, close } = await runWorker(database.url, queueSettings)
      await eventually(worker.isTakingJobs, Boolean, generous)
      await settledPlan(db, pool)
      await loseHint(queueSettings, { db, pool }, async (queue) => {
        await queue.obliterate({ force: true })
        await queue.resume()
      })
      expect(gateOf((await settledPlan(db, pool)).plan, 0)).toBe('gated')
      await close()
    })

    test('a recompute that keeps failing is seen as a failed job, and the pool as failed; the plan stays', async ({
      database,
      queueSettings,
    }) => {
      const pool = await configurePool(database)
      const fine = await runWorker(database.url, queueSettings)
      await settledPlan(fine.db, pool)
      await fine.close()
      const planPool = (): never => {
        throw new Error('broken')
      }
      const { db, close } = await runWorker(database.url, queueSettings, { recompute: { planPool } })
      await storeEvents(db, pool.orgId, [capacity(0, 0)])
      const queues = openQueues(createQueueConnection(queueSettings, () => undefined))
      const failed = async () => (await queues.current()[0]?.getFailed())?.map((job) => job.failedReason)
      await eventually(
        () => poolState(db, pool),
        (now) => (now?.attempts ?? 0) >= 1,
        generous,
      )
      // Whatever else computes the pool just then: a job that finds it busy has failed like the try before.
      const reasons = await whileHeld(db, pool, () => eventually(failed, (found) => (found?.length ?? 0) > 0, generous))
      expect(reasons).toContain('planning-failed')
      const state = await eventually(
        () => poolState(db, pool),
        (now) => (now?.attempts ?? 0) >= 3,
        generous,
      )
      expect(state).toMatchObject({ plan_number: 1, last_error_code: 'planning-failed' })
      await queues.close()
      await close()
    })
  })
}

describe('no store at all', () => {
  test('[R3] what the queue lost is found within three of the five seconds that a plan may take', () => {
    expect(lookingAfter.overdueMs + lookingAfter.sweepMs).toBeLessThanOrEqual(3_000)
  })

  plain('plans are made all the same', async ({ database }) => {
    const pool = await configurePool(database)
    const soon = { sweepMs: 100, overdueMs: 200 }
    const { worker, db, close } = await runWorker(database.url, await noQueueStore(), soon)
    await settledPlan(db, pool)
    await storeEvents(db, pool.orgId, [capacity(0, 0)])
    expect(gateOf((await settledPlan(db, pool)).plan, 0)).toBe('gated')
    expect(worker.isTakingJobs()).toBe(false)
    await close()
  })

  plain('FLUSHALL with the last event’s hint in it: the plan comes all the same', async ({ database, ownRedis }) => {
    const pool = await configurePool(database)
    const settings = { redisUrl: ownRedis.url, databaseUrl: database.url }
    const { worker, db, close } = await runWorker(database.url, settings)
    await eventually(worker.isTakingJobs, Boolean, generous)
    await settledPlan(db, pool)
    await loseHint(settings, { db, pool }, () => ownRedis.flush())
    expect(gateOf((await settledPlan(db, pool)).plan, 0)).toBe('gated')
    await close()
  })

  plain('drainOnce is done when nothing lags', async ({ database }) => {
    const pool = await configurePool(database)
    const { worker, db, close } = await runWorker(database.url, await noQueueStore(), { sweepMs: 60_000 })
    await worker.drainOnce()
    expect(await poolState(db, pool)).toMatchObject({ plan_number: 1, dirty_since: null })
    await close()
  })

  plain('a quiet pool is bumped when the passing of time may change its plan', async ({ database }) => {
    const pool = await configurePool(database)
    const { worker, db, close } = await runWorker(database.url, await noQueueStore(), { sweepMs: 100, overdueMs: 0 })
    await worker.drainOnce()
    const before = await poolState(db, pool)
    expect(before?.next_change_at).toBeInstanceOf(Date)
    const admin = connectTo(database.adminUrl)
    await admin
      .updateTable('pool_state')
      .set({ next_change_at: new Date(Date.now() - 1) })
      .execute()
    const after = await eventually(
      () => poolState(db, pool),
      (now) => (now?.computed_revision ?? 0) > (before?.computed_revision ?? 0),
      generous,
    )
    expect(after?.next_change_at?.getTime()).toBeGreaterThan(Date.now())
    await admin.destroy()
    await close()
  })
})
