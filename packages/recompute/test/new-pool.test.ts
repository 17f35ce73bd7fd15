import {
  connect,
  type Database,
  type DatabaseTransaction,
  listGateEpisodes,
  listSpendOfPool,
  sumCapacity,
  sumPerformance,
  sumResultsOfPool,
  sumWastedSpend,
} from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool, rowsLookedAt } from '@sluice/test-kit'
import { RawNode, sql } from 'kysely'
import { expect } from 'vitest'
import { createPoolMemory, loadPool, recomputePool } from '../src/index.ts'
import { createSituationMemory, readSituation } from '../src/situation.ts'
import { hoursAgo, read, spend, test } from './setup.ts'

test('a large pool gets its first plan before PostgreSQL knows how large it is', async ({
  database,
  onTestFinished,
}) => {
  const pool = await configurePool(database, { clinics: 4_000 })
  // A twentieth of it is enough where each cell is looked up, and not where each is compared with every other.
  const db = connect({
    url: database.url,
    applicationName: 'test',
    maxConnections: 4,
    queryTimeoutMs: 3_000,
    onError: () => undefined,
  })
  onTestFinished(() => db.destroy())
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 1 })
})

test('what was reported is read by as much work as there are days of it, analyzed or not', async ({ database, db }) => {
  const [clinics, days] = [200, 40]
  const pool = await configurePool(database, { clinics })
  const span = { from: '2025-01-01', before: '2025-02-10' }
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  await sql`
    insert into actuals (org_id, location_id, service_line, channel, date, source, currency, spend_minor, bookings, observed_at, body_sha256)
    select ${pool.orgId}, 'clinic-' || n, 'orthodontics', '', ${span.from}::date + d, '/ads', 'USD', 100, 1, now(), ''
      from generate_series(0, ${clinics - 1}::int) n, generate_series(0, ${days - 1}::int) d`.execute(admin)
  await sql`
    insert into place_days (org_id, pool_id, location_id, service_line, date, slots_total, slots_open)
    select ${pool.orgId}, ${pool.poolId}, 'clinic-' || n, 'orthodontics', ${span.from}::date + d, 40, 10
      from generate_series(0, ${clinics - 1}::int) n, generate_series(0, ${days - 1}::int) d`.execute(admin)
  await sql`
    insert into gate_history (org_id, pool_id, cell_id, plan_number, effective_at, gate, cause)
    select ${pool.orgId}, ${pool.poolId}, 'clinic-' || n, k, ${span.from}::date + 3 * k,
           case k % 2 when 0 then 'gated' else 'open' end, case k % 2 when 0 then 'no_headroom' end
      from generate_series(0, ${clinics - 1}::int) n, generate_series(1, 12) k`.execute(admin)
  const scope = { ...pool, ...span }
  const daily = { by: 'place', interval: 'day' } as const
  const readings: Record<string, (trx: DatabaseTransaction) => Promise<unknown>> = {
    learning: (trx) => sumResultsOfPool(trx, pool, span),
    spending: (trx) => listSpendOfPool(trx, pool, span),
    performance: (trx) => sumPerformance(trx, { orgId: pool.orgId, ...span }, daily, clinics * days),
    'performance of a pool': (trx) => sumPerformance(trx, scope, daily, clinics * days),
    capacity: (trx) => sumCapacity(trx, scope, daily, clinics * days),
    'wasted spend': (trx) => sumWastedSpend(trx, scope, daily, clinics * days),
    'reclaimed spend': (trx) => listGateEpisodes(trx, scope, 'day'),
  }
  const expectFewLooks = async () => {
    for (const [name, reading] of Object.entries(readings)) {
      const looks = await read(db, pool, (trx) => rowsLookedAt(trx, reading))
      // Each day in some nodes one after another, and some look-ups for each cell; compared with every cell it were 200 and more.
      expect(looks / (clinics * days), name).toBeLessThan(100)
    }
  }
  await expectFewLooks()
  await sql`analyze`.execute(admin)
  await expectFewLooks()
  await admin.destroy()
})

/** The same database, and how many rows it told of the past of places since it was asked last. */
function countingPast(db: Database): { counting: Database; told: () => number } {
  const isOfPast = new WeakSet<object>()
  let rows = 0
  const counting = db.withPlugin({
    transformQuery: ({ node, queryId }) => {
      if (RawNode.is(node) && node.sqlFragments.some((text) => text.includes('holdings as materialized')))
        isOfPast.add(queryId)
      return node
    },
    transformResult: async ({ result, queryId }) => {
      if (isOfPast.has(queryId)) rows += result.rows.length
      return result
    },
  })
  const told = () => {
    const since = rows
    rows = 0
    return since
  }
  return { counting, told }
}

test('of a report the days of its own cell are read and nobody else’s, by who plans and by who asks', async ({
  database,
  db,
}) => {
  const clinics = 50
  const pool = await configurePool(database, { clinics })
  const report = (clinic: number, daysAgo: number) =>
    spend(clinic, hoursAgo(24 * daysAgo + 12).slice(0, 10), { bookings: 1 })
  const all = Array.from({ length: clinics }, (_, clinic) => report(clinic, 40))
  await storeEvents(db, pool.orgId, all)
  const [memory, asked] = [createPoolMemory(), createSituationMemory()]
  const { counting, told } = countingPast(db)
  const load = () => loadPool(counting, pool, memory.recall(pool))
  const ask = () => read(counting, pool, (trx) => readSituation(trx, pool, { memory: asked }))
  await recomputePool({ db: counting, memory }, pool)
  expect(told()).toBeGreaterThanOrEqual(clinics)
  await ask()
  expect(told()).toBeGreaterThanOrEqual(clinics)
  await storeEvents(db, pool.orgId, [report(7, 41)])
  const inputs = [await load(), await ask()].map((loaded) => ('input' in loaded ? loaded.input : undefined))
  expect(inputs.map((input) => input?.cells.find(({ id }) => id === clinicId(7))?.learned.days)).toEqual([2, 2])
  // What it learned, and at the most what was reported of it this month.
  expect(told()).toBeLessThan(10)
})
