import { configurePool, eventually, test } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import {
  bumpDuePool,
  bumpPools,
  connect,
  type Database,
  listDuePools,
  listLaggingPools,
  type PoolKey,
  poolStatus,
  recordFailure,
  tryLockPool,
  withOrganization,
} from '../src/index.ts'

const open = (url: string) => connect({ url, applicationName: 'test', maxConnections: 5, onError: () => undefined })
const asWorker = <T>(db: Database, { orgId }: PoolKey, work: Parameters<typeof withOrganization<T>>[2]) =>
  withOrganization(db, { role: 'sluice_worker', orgId }, work)

test.for([
  [2, 1, 0, 'pending'],
  [2, 1, 2, 'pending'],
  [2, 1, 3, 'recompute_failed'],
  [2, 2, 0, 'current'],
] as const)(
  'asked for %i, computed %i, %i failures: %s',
  ([requested_revision, computed_revision, attempts, status]) => {
    expect(poolStatus({ requested_revision, computed_revision, attempts })).toBe(status)
  },
)

test('every organization has its first lagging pool listed before anybody has a second', async ({ database }) => {
  for (const poolId of ['p1', 'p2', 'p3']) {
    await configurePool(database, { orgId: 'many', poolId, changes: { cells: [] } })
  }
  await configurePool(database, { orgId: 'one', poolId: 'only' })
  const db = open(database.url)
  const lagging = await listLaggingPools(db, { limit: 2, overdueMs: 0 })
  expect(lagging.map(({ orgId }) => orgId).sort()).toEqual(['many', 'one'])
  expect(await listLaggingPools(db, { limit: 10, overdueMs: 60_000 })).toHaveLength(4)
  expect((await listLaggingPools(db, { limit: 10, overdueMs: 60_000 })).some(({ isOverdue }) => isOverdue)).toBe(false)
  await db.destroy()
})

test('a pool that lags is counted up in its place: no index has a new entry', async ({ database }) => {
  const pool = await configurePool(database)
  const db = open(database.url)
  const replaced = await asWorker(db, pool, async (trx) => {
    await bumpPools(trx, pool.orgId, [pool.poolId])
    await bumpPools(trx, pool.orgId, [pool.poolId])
    const { rows } = await sql<{ all: number; inPlace: number }>`
      select pg_stat_get_xact_tuples_updated('pool_state'::regclass)::int as all,
             pg_stat_get_xact_tuples_hot_updated('pool_state'::regclass)::int as "inPlace"`.execute(trx)
    return rows
  })
  expect(replaced).toEqual([{ all: 2, inPlace: 2 }])
  await db.destroy()
})

test('failures put the next try off, each twice as long as the one before, at most five minutes', async ({
  database,
}) => {
  const pool = await configurePool(database)
  const db = open(database.url)
  const seconds: number[] = []
  for (let n = 1; n <= 11; n++) {
    expect(await asWorker(db, pool, (trx) => recordFailure(trx, pool, { revision: 1, code: 'broken' }))).toBe(n)
    const { next_attempt_at } = await asWorker(db, pool, (trx) =>
      trx.selectFrom('pool_state').select('next_attempt_at').executeTakeFirstOrThrow(),
    )
    seconds.push(Math.round(((next_attempt_at?.getTime() ?? 0) - Date.now()) / 1_000))
  }
  expect(seconds).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300, 300])
  expect(await listLaggingPools(db, { limit: 10, overdueMs: 0 })).toEqual([])
  await db.destroy()
})

test('the failure of a revision that is no longer the newest is not counted', async ({ database }) => {
  const pool = await configurePool(database)
  const db = open(database.url)
  expect(await asWorker(db, pool, (trx) => recordFailure(trx, pool, { revision: 0, code: 'broken' }))).toBeUndefined()
  await db.destroy()
})

test('of many workers that see a quiet pool due one bumps it', async ({ database }) => {
  const pool = await configurePool(database)
  const admin = open(database.adminUrl)
  await admin
    .updateTable('pool_state')
    .set((eb) => ({ computed_revision: eb.ref('requested_revision'), next_change_at: new Date(0) }))
    .execute()
  const db = open(database.url)
  expect(await listDuePools(db, 10)).toEqual([pool])
  const bumps = await Promise.all([1, 2, 3].map(() => asWorker(db, pool, (trx) => bumpDuePool(trx, pool))))
  expect(bumps.filter((revision) => revision !== undefined)).toEqual([2])
  await Promise.all([db.destroy(), admin.destroy()])
})

test('the lock of a pool is one transaction’s, and free when that ends', async ({ database }) => {
  const pool = await configurePool(database)
  const db = open(database.url)
  const tryIt = () => asWorker(db, pool, (trx) => tryLockPool(trx, pool))
  const inside = await asWorker(db, pool, async (trx) => [await tryLockPool(trx, pool), await tryIt()])
  expect(inside).toEqual([true, false])
  expect(await eventually(tryIt, Boolean)).toBe(true)
  await db.destroy()
})
