import { putPool } from '@sluice/configuration'
import { pool as poolSchema } from '@sluice/contracts'
import type { Database, PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool } from '@sluice/test-kit'
import { expect } from 'vitest'
import { amountsInForce, loadInForce } from '../src/in-force.ts'
import { decidePlan, recomputePool, reportApplied } from '../src/index.ts'
import { author, capacity, read, test } from './setup.ts'

const cellAt = (clinic: number, changes: object = {}) => ({
  id: clinicId(clinic),
  locationId: clinicId(clinic),
  serviceLine: 'orthodontics',
  baselineDailyBudgetMinor: 10_000,
  ...changes,
})

async function put(
  db: Database,
  pool: PoolKey,
  cells: object[],
  changes: object = {},
): Promise<Record<string, number>> {
  const body = {
    name: pool.poolId,
    currency: 'USD',
    timeZone: 'America/New_York',
    // More than the cells ever take.
    period: { kind: 'custom', periods: [{ startsOn: '2020-01-01', endsOn: '2099-01-01', budgetMinor: 3e12 }] },
    cells,
    ...changes,
  }
  await putPool(db, pool.orgId, pool.poolId, poolSchema.parse(body), { actor: 'test' })
  return settled(db, pool)
}

async function settled(db: Database, pool: PoolKey): Promise<Record<string, number>> {
  const { outcome, errorCode } = await recomputePool({ db }, pool)
  expect(errorCode, outcome).toBeUndefined()
  return Object.fromEntries(amountsInForce(await read(db, pool, (trx) => loadInForce(trx, pool, null))))
}

const lock = (dailyBudgetMinor: number) => ({
  lock: { kind: 'fixed', dailyBudgetMinor, author: 'm', reason: 'x', expiresAt: null },
})

const open = test.extend('pool', async ({ database, db }): Promise<PoolKey> => {
  const pool = await configurePool(database, { clinics: 3, changes: { cells: [cellAt(0), cellAt(1)] } })
  await storeEvents(db, pool.orgId, [capacity(0, 38), capacity(1, 38), capacity(2, 38)])
  await put(db, pool, [cellAt(0), cellAt(1)])
  return pool
})

const first = clinicId(0)

open('[D12] steps of half as much again, by locks and by baselines, add up to one', async ({ db, pool }) => {
  const had = (await settled(db, pool))[first] ?? 0
  let step = had
  for (let i = 0; i < 4; i++) {
    step = Math.floor(1.5 * step)
    const now = await put(db, pool, [cellAt(0, lock(step)), cellAt(1)])
    expect(now[first]).toBe(1.5 * had)
  }
  for (const baseline of [15_000, 22_500, 33_750, 400_000]) {
    const now = await put(db, pool, [cellAt(0, { baselineDailyBudgetMinor: baseline }), cellAt(1)])
    expect(now[first]).toBeLessThanOrEqual(1.5 * had)
  }
})

open('[D12] what somebody approved is what further steps are measured against', async ({ db, pool }) => {
  const waiting = await put(db, pool, [cellAt(0, lock(40_000)), cellAt(1)])
  expect(waiting[first]).toBeLessThan(15_000)
  const planNumber = (await read(db, pool, (trx) => loadInForce(trx, pool, null)))?.planNumber ?? 0
  await decidePlan(db, pool, { planNumber, decision: 'approve', cellIds: [first] }, author)
  expect(await settled(db, pool)).toMatchObject({ [first]: 40_000 })
  expect(await put(db, pool, [cellAt(0, lock(60_000)), cellAt(1)])).toMatchObject({ [first]: 60_000 })
  expect(await put(db, pool, [cellAt(0, lock(60_001)), cellAt(1)])).toMatchObject({ [first]: 60_000 })
})

open('a baseline raised by 30 % in an automatic pool moves what is in force at once', async ({ db, pool }) => {
  const had = (await settled(db, pool))[first] ?? 0
  const now = await put(db, pool, [cellAt(0, { baselineDailyBudgetMinor: 13_000 }), cellAt(1)])
  expect(now[first]).toBeGreaterThan(had)
})

open(
  '[D1] a place that is divided, united and renamed in an automatic pool keeps what it had',
  async ({ db, pool }) => {
    const had = (await settled(db, pool))[first] ?? 0
    const rich = { baselineDailyBudgetMinor: 400_000 }
    const sum = (amounts: Record<string, number>) =>
      Object.entries(amounts).reduce((all, [id, minor]) => (id === clinicId(1) ? all : all + minor), 0)
    const divided = [
      cellAt(0, { id: 's', channel: 'search', ...rich }),
      cellAt(0, { id: 'd', channel: 'display', ...rich }),
    ]
    expect(sum(await put(db, pool, [...divided, cellAt(1)]))).toBe(had)
    const beside = cellAt(0, { id: 'v', channel: 'video', ...rich })
    expect(await put(db, pool, [...divided, beside, cellAt(1)])).toMatchObject({ v: 0 })
    expect(sum(await put(db, pool, [cellAt(0, { id: 'u', ...rich }), cellAt(1)]))).toBe(had)
    expect(sum(await put(db, pool, [cellAt(0, { id: 'n', ...rich }), cellAt(1)]))).toBe(had)
    const other = { ...pool, poolId: 'other' }
    await put(db, pool, [cellAt(1)])
    expect(sum(await put(db, other, [cellAt(0, { id: 'm', ...rich })]))).toBe(had)
  },
)

open('[D1] a clinic that is removed, reported paused and put back the same day asks', async ({ db, pool }) => {
  await put(db, pool, [cellAt(1)])
  const planNumber = (await read(db, pool, (trx) => loadInForce(trx, pool, null)))?.planNumber ?? 0
  const items = [{ cellId: first, dailyBudgetMinor: 0, appliedAt: new Date().toISOString() }]
  await reportApplied(db, pool, { planNumber, items, corrects: false }, author)
  await settled(db, pool)
  const back = await put(db, pool, [cellAt(0, { baselineDailyBudgetMinor: 300_000 }), cellAt(1)])
  expect(back[first]).toBe(0)
})

open('[B14] where messages are asked for, dividing a place brings no more than it had', async ({ db, pool }) => {
  const policy = { decisions: { requireApprovedMessage: true } }
  const had = (await put(db, pool, [cellAt(0), cellAt(1)], { policy }))[first] ?? 0
  const rich = { baselineDailyBudgetMinor: 300_000 }
  const divided = [
    cellAt(0, { id: 's', channel: 'search', ...rich }),
    cellAt(0, { id: 'd', channel: 'display', ...rich }),
  ]
  const now = await put(db, pool, [...divided, cellAt(1)], { policy })
  expect((now.s ?? 0) + (now.d ?? 0)).toBeLessThanOrEqual(had)
})

open('[D1] two cells that swap their places have there what the places had', async ({ db, pool }) => {
  await put(db, pool, [cellAt(0, lock(14_000)), cellAt(1)])
  const swapped = await put(db, pool, [
    { ...cellAt(0), locationId: clinicId(1) },
    { ...cellAt(1), locationId: clinicId(0) },
  ])
  expect(swapped[clinicId(0)]).toBeLessThanOrEqual(15_000)
  expect(swapped[clinicId(1)]).toBeGreaterThan(0)
})
