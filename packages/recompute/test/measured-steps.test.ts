import { putLocation, putPool } from '@sluice/configuration'
import { pool as poolSchema } from '@sluice/contracts'
import { connect, type Database, type PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool } from '@sluice/test-kit'
import { type RawBuilder, sql } from 'kysely'
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

/** A zone in which it is that hour now. */
function zoneWhereItIs(hour: number): string {
  const ahead = ((hour - new Date().getUTCHours() + 36) % 24) - 12
  // Named the other way round, as POSIX has them.
  return ahead === 0 ? 'Etc/GMT' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
}

/** As if all that is in force had come so many hours earlier. */
function earlier(adminUrl: string, hours: number): Promise<void> {
  const back = (column: string) => sql`${sql.ref(column)} = ${sql.ref(column)} - make_interval(hours => ${hours})`
  return asAdmin(adminUrl, [
    sql`update cell_places set ${back('held_from')}`,
    sql`update budget_history set ${back('effective_at')}`,
  ])
}

/** As if the later midnight had come. */
function endHeldDays(adminUrl: string): Promise<void> {
  return asAdmin(adminUrl, [
    sql`update locations set day_held_until = clock_timestamp() where id = 'zoned'`,
    sql`update budget_history set effective_at = effective_at - interval '1 day'`,
    sql`update cell_places set held_from = held_from - interval '1 day'`,
  ])
}

async function asAdmin(adminUrl: string, changes: readonly RawBuilder<unknown>[]): Promise<void> {
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  for (const change of changes) await change.execute(admin)
  await admin.destroy()
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

open('[D12] cuts by four fifths add up to one as well', async ({ database, db, pool }) => {
  const had = (await settled(db, pool))[first] ?? 0
  await earlier(database.adminUrl, 24)
  const fifth = Math.ceil(had / 5)
  expect(await put(db, pool, [cellAt(0, lock(fifth)), cellAt(1)])).toMatchObject({ [first]: fifth })
  expect(await put(db, pool, [cellAt(0, lock(fifth - 1)), cellAt(1)])).toMatchObject({ [first]: fifth })
  await earlier(database.adminUrl, 24)
  expect(await put(db, pool, [cellAt(0, lock(fifth - 2)), cellAt(1)])).toMatchObject({ [first]: fifth - 2 })
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

open(
  '[D12] a day that is under way ends at the later of two midnights, however its location’s zone is moved',
  async ({ database, db, pool }) => {
    const location = (timeZone: string) =>
      putLocation(db, pool.orgId, 'zoned', { name: 'Zoned', region: null, timeZone }, { actor: 'test' })
    const fixed = (minor: number) => put(db, pool, [cellAt(0, { id: 'z', locationId: 'zoned', ...lock(minor) })])
    await location(zoneWhereItIs(12))
    await fixed(10_000)
    expect(await fixed(15_000)).toMatchObject({ z: 15_000 })
    await earlier(database.adminUrl, 2)
    // Its midnight was within the last hour: what is in force since two hours would be what the day began with.
    await location(zoneWhereItIs(0))
    expect(await fixed(22_500)).toMatchObject({ z: 15_000 })
    await location(zoneWhereItIs(3))
    expect(await fixed(22_500)).toMatchObject({ z: 15_000 })
    await endHeldDays(database.adminUrl)
    expect(await fixed(22_499)).toMatchObject({ z: 22_499 })
  },
)

open('[D11] a cell does not take its way back along to another place', async ({ db, pool }) => {
  const rich = { baselineDailyBudgetMinor: 400_000 }
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  const gated = await settled(db, pool)
  await storeEvents(db, pool.orgId, [capacity(2, 38)])
  const moved = await put(db, pool, [{ ...cellAt(0, rich), locationId: clinicId(2) }, cellAt(1)])
  expect(moved[first]).toBeLessThanOrEqual(1.5 * (gated[first] ?? 0))
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
