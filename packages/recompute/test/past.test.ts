import { deletePool } from '@sluice/configuration'
import { connect, type Database, type PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { configurePool } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { firstInstantOf, localDayAt } from '../src/calendar.ts'
import { recomputePool } from '../src/index.ts'
import { createSituationMemory, readSituation } from '../src/situation.ts'
import { capacity, currentPlan, hoursAgo, inputOf, lineOf, read, spend, test } from './setup.ts'

const zone = 'America/New_York'
const today = () => localDayAt(new Date().toISOString(), zone)

/** As if the pool had been set up, and its plans made, some days earlier. */
async function age(adminUrl: string, days: number): Promise<void> {
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  await sql`update pools set created_at = created_at - make_interval(days => ${days})`.execute(admin)
  await sql`update budget_history set effective_at = effective_at - make_interval(days => ${days})`.execute(admin)
  await admin.destroy()
}

async function ask(db: Database, pool: PoolKey) {
  await storeEvents(db, pool.orgId, [capacity(0, 15)])
  return inputOf(db, pool)
}

test('within a day the reference stays, however often the numbers move; the next day it is the last of them', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { changes: { timeZone: zone } })
  await storeEvents(db, pool.orgId, [capacity(0, 30), capacity(1, 30), capacity(2, 30)])
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  await recomputePool({ db }, pool)
  expect((await ask(db, pool)).cells[0]?.reference).toEqual({ dailyBudgetMinor: 10_000, basis: 'baseline' })
  await age(database.adminUrl, 1)
  expect((await ask(db, pool)).cells[0]?.reference).toEqual({ dailyBudgetMinor: 1_000, basis: 'published' })
})

test('what complete days cost: reports, else what was published, by the pool’s own days', async ({ database, db }) => {
  const day = today()
  const periods = [{ startsOn: minus(day.date, 3), endsOn: minus(day.date, -30), budgetMinor: 10_000_000 }]
  const pool = await configurePool(database, { clinics: 2, changes: { period: { kind: 'custom', periods } } })
  await age(database.adminUrl, 10)
  await storeEvents(db, pool.orgId, [
    spend(0, minus(day.date, 1), { spendMinor: 123 }),
    spend(1, minus(day.date, 2), { spendMinor: 0 }),
    spend(1, minus(day.date, 3), { spendMinor: 5_000, currency: 'EUR' }),
    spend(0, day.date, { spendMinor: 77_777 }),
  ])
  const { amount } = await inputOf(db, pool)
  expect(amount).toMatchObject({ periodStart: minus(day.date, 3), budgetMinor: 10_000_000, spentBeforeMinor: 0 })
  // Six cell-days at the baseline, two of them reported; today is not complete, and no pool here has euros.
  expect(amount.spentOnCompleteDaysMinor).toBe(4 * 10_000 + 123)
})

test.for([
  // Four days of two clinics at $100 spent $800 of $1,000.
  { carryShare: 0, age: 10, carried: 0 },
  { carryShare: 0.1, age: 10, carried: 10_000 },
  { carryShare: 1, age: 10, carried: 20_000 },
  // What a period spent before Sluice is not known, so nothing of it is carried over.
  { carryShare: 1, age: 5, carried: 0 },
])('carried over at a share of $carryShare, set up $age days ago: $carried', async (example, { database, db }) => {
  const { date } = today()
  const periods = [
    { startsOn: minus(date, 6), endsOn: minus(date, 2), budgetMinor: 100_000 },
    { startsOn: minus(date, 2), endsOn: minus(date, -30), budgetMinor: 10_000_000 },
  ]
  const changes = { period: { kind: 'custom', periods }, policy: { carryShare: example.carryShare } }
  const pool = await configurePool(database, { clinics: 2, changes })
  await age(database.adminUrl, example.age)
  const reports = [3, 4, 5, 6].flatMap((days) =>
    [0, 1].map((clinic) => spend(clinic, minus(date, days), { spendMinor: 10_000 })),
  )
  await storeEvents(db, pool.orgId, reports)
  expect((await inputOf(db, pool)).amount.carriedOverMinor).toBe(example.carried)
})

test('a budget that is set after a period ended changes nothing of what it left over; one set in time does', async ({
  database,
  db,
}) => {
  const { date } = today()
  const change = (formerMinor: number) => {
    const periods = [
      { startsOn: minus(date, 6), endsOn: minus(date, 2), budgetMinor: formerMinor },
      { startsOn: minus(date, 2), endsOn: minus(date, -30), budgetMinor: 10 * formerMinor },
    ]
    return { clinics: 2, changes: { period: { kind: 'custom', periods }, policy: { carryShare: 1 } } }
  }
  const pool = await configurePool(database, change(100_000))
  await age(database.adminUrl, 10)
  const reports = [3, 4, 5, 6].flatMap((days) => [0, 1].map((clinic) => spend(clinic, minus(date, days))))
  await storeEvents(db, pool.orgId, reports)
  const before = (await inputOf(db, pool)).amount
  await configurePool(database, change(500_000))
  const after = (await inputOf(db, pool)).amount
  expect(after).toEqual({ ...before, budgetMinor: 5_000_000 })
  expect(after.carriedOverMinor).toBeGreaterThan(0)
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  await sql`update pool_periods set since = since - interval '4 days'`.execute(admin)
  await admin.destroy()
  expect((await inputOf(db, pool)).amount.carriedOverMinor).toBe(before.carriedOverMinor + 400_000)
})

test('a pool that was archived for days and put again spent nothing on them, and nothing of such a period is carried over', async ({
  database,
  db,
}) => {
  const { date } = today()
  const periods = [
    { startsOn: minus(date, 9), endsOn: minus(date, 6), budgetMinor: 100_000 },
    { startsOn: minus(date, 6), endsOn: minus(date, -30), budgetMinor: 10_000_000 },
  ]
  const changes = { timeZone: zone, period: { kind: 'custom', periods }, policy: { carryShare: 1 } }
  const pool = await configurePool(database, { clinics: 1, changes })
  await recomputePool({ db }, pool)
  await age(database.adminUrl, 20)
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  await sql`update pool_periods set since = since - interval '20 days'`.execute(admin)
  const before = (await ask(db, pool)).amount
  expect(before).toMatchObject({ carriedOverMinor: 70_000, spentOnCompleteDaysMinor: 60_000 })
  await deletePool(db, pool.orgId, pool.poolId, { actor: 'k', mayDecide: true })
  await configurePool(database, { clinics: 1, changes })
  await sql`update pool_periods set since = ${firstInstantOf(minus(date, 6), zone)} where period is null`.execute(admin)
  await sql`update pool_periods set since = ${firstInstantOf(minus(date, 2), zone)} where since > now() - interval '1 day'`.execute(
    admin,
  )
  expect((await inputOf(db, pool)).amount).toEqual({ ...before, spentOnCompleteDaysMinor: 20_000 })
  await sql`update pool_periods set since = since - interval '1 second' where period is null`.execute(admin)
  expect((await inputOf(db, pool)).amount.carriedOverMinor).toBe(0)
  await admin.destroy()
})

test('money of a later day, if nothing happens until then: each day what is in force is spent, and never more than that day has', async ({
  database,
  db,
}) => {
  const { date } = today()
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  /** A period of four days that begins today, and one of thirty after it; what is then known of the money so many days ahead. */
  const setUp = async (nowMinor: number, thenMinor: number) => {
    const periods = [
      { startsOn: date, endsOn: minus(date, -4), budgetMinor: nowMinor },
      { startsOn: minus(date, -4), endsOn: minus(date, -34), budgetMinor: thenMinor },
    ]
    const changes = { timeZone: zone, period: { kind: 'custom', periods }, policy: { carryShare: 1 } }
    const pool = await configurePool(database, { changes })
    await storeEvents(db, pool.orgId, [capacity(0, 40), capacity(1, 40), capacity(2, 40)])
    await recomputePool({ db }, pool)
    await sql`update pools set created_at = ${firstInstantOf(date, zone)}`.execute(admin)
    return async (ahead: number) => {
      const asOf = firstInstantOf(minus(date, -ahead), zone)
      const memory = createSituationMemory()
      const situation = await read(db, pool, (trx) => readSituation(trx, pool, { asOf, memory }))
      if (situation.kind !== 'situation') throw new Error(situation.kind)
      const { spentOnCompleteDaysMinor: spentMinor, carriedOverMinor, budgetMinor } = situation.input.amount
      return { budgetMinor, carriedOverMinor, spentMinor }
    }
  }
  const poor = await setUp(4 * 30_000, 30_000)
  expect(await poor(2)).toEqual({ budgetMinor: 120_000, carriedOverMinor: 0, spentMinor: 2 * 30_000 })
  const then = { budgetMinor: 30_000, carriedOverMinor: 0 }
  expect(await poor(4)).toEqual({ ...then, spentMinor: 0 })
  expect(await poor(24), 'a thousand a day').toEqual({ ...then, spentMinor: 20 * 1_000 })
  const rich = await setUp(4 * 30_000, 3_000_000)
  expect(await rich(24), 'more than is in force').toMatchObject({ spentMinor: 20 * 30_000 })
  const leaving = await setUp(4 * 37_500, 30_000)
  const [two, three] = [(await leaving(2)).spentMinor, (await leaving(3)).spentMinor]
  const left = 150_000 - three - (three - two)
  expect(left).toBeGreaterThan(0)
  expect(await leaving(4), 'what is left by then').toEqual({ ...then, carriedOverMinor: left, spentMinor: 0 })
  await admin.destroy()
})

test('results of ninety complete days teach the response; a day without bookings reported does not', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database)
  const { date } = today()
  await storeEvents(db, pool.orgId, [
    spend(0, minus(date, 1), { spendMinor: 5_000, bookings: 2 }),
    spend(0, minus(date, 90), { spendMinor: 4_000, bookings: 1 }),
    spend(0, minus(date, 91), { spendMinor: 4_000, bookings: 9 }),
    spend(0, minus(date, 3), { spendMinor: 9_999 }),
    spend(0, date, { spendMinor: 1, bookings: 50 }),
  ])
  expect((await inputOf(db, pool)).cells[0]?.learned).toEqual({ bookings: 3, spendMinor: 9_000, days: 2 })
})

test('a removed cell is a line until its spend is reported as nothing, and what it spent stays spent', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { clinics: 2 })
  await recomputePool({ db }, pool)
  const cells = [
    { id: 'clinic-0', locationId: 'clinic-0', serviceLine: 'orthodontics', baselineDailyBudgetMinor: 10_000 },
  ]
  await configurePool(database, { clinics: 2, changes: { cells } })
  await recomputePool({ db }, pool)
  expect(lineOf((await currentPlan(db, pool))?.plan, 1)).toMatchObject({ status: 'removed' })
  await age(database.adminUrl, 1)
  const before = (await ask(db, pool)).amount.spentOnCompleteDaysMinor
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  await sql`update cells set removed_at = removed_at - interval '3 days' where removed_at is not null`.execute(admin)
  await admin.destroy()
  await storeEvents(db, pool.orgId, [spend(1, today().date, { spendMinor: 0 })])
  await recomputePool({ db }, pool)
  expect(lineOf((await currentPlan(db, pool))?.plan, 1)).toBeUndefined()
  expect((await ask(db, pool)).amount.spentOnCompleteDaysMinor).toBe(before)
})

test('locks and the clock of the database are in the input', async ({ database, db }) => {
  const lock = { kind: 'fixed', dailyBudgetMinor: 4_200, author: 'lead', reason: 'opening', expiresAt: null }
  const cells = [
    { id: 'clinic-0', locationId: 'clinic-0', serviceLine: 'orthodontics', baselineDailyBudgetMinor: 10_000, lock },
  ]
  const pool = await configurePool(database, { clinics: 1, changes: { cells } })
  const input = await inputOf(db, pool)
  expect(input.cells[0]?.lock).toEqual(lock)
  expect(input.day.today).toBe(localDayAt(input.asOf, zone).date)
  expect(input.asOf > hoursAgo(1)).toBe(true)
})

function minus(date: string, days: number): string {
  return new Date(Date.parse(date) - days * 86_400_000).toISOString().slice(0, 10)
}
