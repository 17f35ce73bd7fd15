import { connect, type Database, type PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool } from '@sluice/test-kit'
import { expect, onTestFinished } from 'vitest'
import { amountsInForce, loadInForce } from '../src/in-force.ts'
import { overrideCell, recomputePool, removeOverride } from '../src/index.ts'
import { author, capacity, read, test } from './setup.ts'

/** The first clinic's amount in force, and what it would have if nobody had to be asked. */
async function standingOf(db: Database, pool: PoolKey): Promise<{ inForce: number; proposed: number }> {
  await recomputePool({ db }, pool)
  const now = await read(db, pool, (trx) => loadInForce(trx, pool, null))
  const line = now?.plan.recommendations.find(({ cellId }) => cellId === clinicId(0))
  const inForce = amountsInForce(now).get(clinicId(0)) ?? 0
  return { inForce, proposed: line?.recommendedDailyBudgetMinor ?? 0 }
}

/**
 * Three clinics of $100 a day in an automatic pool with far more money than they take; the first one's baseline may be
 * raised.
 */
const configure = (database: Parameters<typeof configurePool>[0], times = 1) =>
  configurePool(database, {
    changes: {
      period: {
        kind: 'custom',
        periods: [{ startsOn: '2020-01-01', endsOn: '2099-01-01', budgetMinor: 30_000_000_000 }],
      },
      cells: [times, 1, 1].map((factor, clinic) => ({
        id: clinicId(clinic),
        locationId: clinicId(clinic),
        serviceLine: 'orthodontics',
        baselineDailyBudgetMinor: factor * 10_000,
      })),
    },
  })

async function hear(db: Database, pool: PoolKey, open: number) {
  await storeEvents(db, pool.orgId, [capacity(0, open)])
  return standingOf(db, pool)
}

test('a raised baseline: more than half as much again asks; what was full comes back to what it had, and the rest asks', async ({
  database,
  db,
}) => {
  const pool = await configure(database)
  const { inForce: had } = await hear(db, pool, 38)
  expect(had).toBeGreaterThanOrEqual(10_000)
  await configure(database, 100)
  const asking = await standingOf(db, pool)
  expect(asking.inForce).toBe(had)
  expect(asking.proposed).toBeGreaterThan(1.5 * had)
  await configure(database)
  expect(await hear(db, pool, 0)).toEqual({ inForce: 1_000, proposed: 1_000 })
  await configure(database, 100)
  expect(await standingOf(db, pool)).toEqual({ inForce: 1_000, proposed: 100_000 })
  const back = await hear(db, pool, 38)
  expect(back.inForce).toBe(had)
  expect(back.proposed).toBeGreaterThan(1.5 * had)
})

test('a paused clinic comes back by itself, one that somebody set low asks', async ({ database, db }) => {
  const pool = await configure(database)
  const { inForce: had } = await hear(db, pool, 38)
  const decide = async (kind: 'pause' | 'fixed', dailyBudgetMinor: number) => {
    await overrideCell(db, pool, clinicId(0), { kind, dailyBudgetMinor, expiresAt: null }, author)
    expect(await standingOf(db, pool)).toMatchObject({ inForce: dailyBudgetMinor })
    await removeOverride(db, pool, clinicId(0), author)
    return standingOf(db, pool)
  }
  expect(await decide('pause', 0)).toEqual({ inForce: had, proposed: had })
  expect(await decide('fixed', 3_000)).toEqual({ inForce: 3_000, proposed: had })
})

test('what was in force before ways back were kept: a full clinic comes back to its baseline', async ({
  database,
  db,
}) => {
  const pool = await configure(database)
  await hear(db, pool, 38)
  await hear(db, pool, 0)
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  onTestFinished(() => admin.destroy())
  await admin.updateTable('effective_plans').set({ climbs: null }).execute()
  expect(await hear(db, pool, 38)).toMatchObject({ inForce: 10_000 })
})
