import { putPool } from '@sluice/configuration'
import { pool as poolSchema } from '@sluice/contracts'
import { connect, type Database, type PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { addDays, localDayAt } from '../src/calendar.ts'
import { decidePlan, recomputePool, reportApplied } from '../src/index.ts'
import { author, currentPlan, inputOf, lineOf, spend, test } from './setup.ts'

const zone = 'America/New_York'
const today = () => localDayAt(new Date().toISOString(), zone).date
const daysAgo = (days: number) => addDays(today(), -days)

/** A cell at a clinic, under its name unless said. */
const cellAt = (
  clinic: number,
  changes: { id?: string; channel?: string; baselineDailyBudgetMinor?: number } = {},
) => ({
  id: clinicId(clinic),
  locationId: clinicId(clinic),
  serviceLine: 'orthodontics',
  baselineDailyBudgetMinor: 10_000,
  ...changes,
})

const xb: PoolKey = { orgId: 'org', poolId: 'xb' }

/** A period of three complete days and thirty to come. */
async function put(db: Database, { orgId, poolId }: PoolKey, cells: ReturnType<typeof cellAt>[]): Promise<void> {
  const periods = [{ startsOn: daysAgo(3), endsOn: addDays(today(), 30), budgetMinor: 10_000_000 }]
  const body = { name: poolId, currency: 'USD', timeZone: zone, period: { kind: 'custom', periods }, cells }
  await putPool(db, orgId, poolId, poolSchema.parse(body), { actor: 'test' })
}

const configured = test.extend('pool', async ({ database, db }): Promise<PoolKey> => {
  const pool = await configurePool(database, { clinics: 3, changes: { cells: [cellAt(0), cellAt(1)] } })
  await put(db, pool, [cellAt(0), cellAt(1)])
  return pool
})

/** As if everything so far had happened some days earlier. */
async function age(adminUrl: string, days: number): Promise<void> {
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const earlier = (column: string) => sql`${sql.ref(column)} = ${sql.ref(column)} - make_interval(days => ${days})`
  await sql`update pools set ${earlier('created_at')}`.execute(admin)
  await sql`update cells set ${earlier('removed_at')}`.execute(admin)
  await sql`update cell_places set ${earlier('held_from')}, ${earlier('held_until')}`.execute(admin)
  await sql`update budget_history set ${earlier('effective_at')}`.execute(admin)
  await sql`update applied_budgets set ${earlier('applied_at')}`.execute(admin)
  await admin.destroy()
}

/** What was reported of today is of tomorrow. */
async function postponeReports(adminUrl: string): Promise<void> {
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  await sql`update actuals set date = date + 1`.execute(admin)
  await admin.destroy()
}

/** What the pool counts as spent on complete days. */
const spentOf = async (db: Database, pool: PoolKey) => (await inputOf(db, pool)).amount.spentOnCompleteDaysMinor
const idsOf = async (db: Database, pool: PoolKey) => (await inputOf(db, pool)).cells.map(({ id }) => id)
const learnedOf = async (db: Database, pool: PoolKey) =>
  Object.fromEntries((await inputOf(db, pool)).cells.map(({ id, learned }) => [id, learned.spendMinor]))

/** Three days of two clinics at 10,000, one of them reported at 200,000. */
const counted = 200_000 + 5 * 10_000
const report = (clinic = 0) => spend(clinic, daysAgo(1), { spendMinor: 200_000, spendConfirmed: true, bookings: 4 })

configured.for(['planned', 'not yet planned'])(
  'a renamed cell, %s: counted once, learned by the successor',
  async (when, { db, pool }) => {
    if (when === 'planned') await recomputePool({ db }, pool)
    await storeEvents(db, pool.orgId, [report()])
    expect(await spentOf(db, pool)).toBe(counted)
    await put(db, pool, [cellAt(0, { id: 'smyrna' }), cellAt(1)])
    expect(await spentOf(db, pool)).toBe(counted)
    expect(await learnedOf(db, pool)).toEqual({ [clinicId(1)]: 0, smyrna: 200_000 })
  },
)

configured(
  'a renamed cell keeps its reference, and its day of two names is counted once',
  async ({ database, db, pool }) => {
    await storeEvents(db, pool.orgId, [report()])
    await recomputePool({ db }, pool)
    await age(database.adminUrl, 2)
    await put(db, pool, [cellAt(0, { id: 'smyrna' }), cellAt(1)])
    const [published] = (await currentPlan(db, pool))?.plan.recommendations ?? []
    const renamed = (await inputOf(db, pool)).cells.find(({ id }) => id === 'smyrna')
    expect(renamed?.reference).toEqual({ dailyBudgetMinor: published?.recommendedDailyBudgetMinor, basis: 'published' })
    await recomputePool({ db }, pool)
    await age(database.adminUrl, 1)
    await storeEvents(db, pool.orgId, [
      ...[1, 2, 3].map((days) => spend(0, daysAgo(days), { spendMinor: 1_000 })),
      ...[1, 2, 3].map((days) => spend(1, daysAgo(days), { spendMinor: 0 })),
    ])
    expect(await spentOf(db, pool)).toBe(3_000)
  },
)

configured(
  'a place moved to another pool: each day is spent by the pool that had it',
  async ({ database, db, pool }) => {
    await put(db, xb, [cellAt(2)])
    await recomputePool({ db }, pool)
    await age(database.adminUrl, 5)
    await storeEvents(db, pool.orgId, [report()])
    const [ofA, ofB] = [await spentOf(db, pool), await spentOf(db, xb)]
    await put(db, pool, [cellAt(1)])
    expect(await idsOf(db, pool)).toEqual([clinicId(0), clinicId(1)])
    await recomputePool({ db }, pool)
    await put(db, xb, [cellAt(0), cellAt(2)])
    // The pool that gave it up is asked too: the line is no longer its own.
    expect(await idsOf(db, pool)).toEqual([clinicId(1)])
    expect([await spentOf(db, pool), await spentOf(db, xb)]).toEqual([ofA, ofB])
    expect(await learnedOf(db, xb)).toEqual({ [clinicId(0)]: 200_000, [clinicId(2)]: 0 })
  },
)

configured(
  'two cells that swap their places: money once, and what was learned stays at its place',
  async ({ db, pool }) => {
    await recomputePool({ db }, pool)
    await storeEvents(db, pool.orgId, [report()])
    await put(db, pool, [cellAt(1, { id: clinicId(0) }), cellAt(0, { id: clinicId(1) })])
    expect(await spentOf(db, pool)).toBe(counted)
    expect(await learnedOf(db, pool)).toEqual({ [clinicId(0)]: 0, [clinicId(1)]: 200_000 })
    await storeEvents(db, pool.orgId, [spend(0, daysAgo(2), { spendMinor: 0 })])
    expect(await spentOf(db, pool)).toBe(counted - 10_000)
  },
)

configured.for(['planned', 'not yet planned'])(
  'a place split by channel, %s: the old line goes, late reports count',
  async (when, { db, pool }) => {
    if (when === 'planned') await recomputePool({ db }, pool)
    await storeEvents(db, pool.orgId, [report()])
    const channels = ['search', 'social'].map((channel) => cellAt(0, { id: channel, channel }))
    await put(db, pool, [...channels, cellAt(1)])
    expect(await idsOf(db, pool)).toEqual([clinicId(1), 'search', 'social'])
    const days = [1, 2, 3]
    const whole = days.map((day) => spend(0, daysAgo(day), { spendMinor: 500 }))
    const stored = await storeEvents(db, pool.orgId, [
      ...whole,
      ...days.map((day) => spend(1, daysAgo(day), { spendMinor: 0 })),
    ])
    expect(stored.map(({ outcome }) => outcome)).toEqual(Array(6).fill('accepted'))
    expect(await spentOf(db, pool)).toBe(1_500)
  },
)

configured(
  'only a report of a day that came, in the pool’s currency, releases a removed line',
  async ({ database, db, pool }) => {
    await put(db, pool, [cellAt(1)])
    await age(database.adminUrl, 2)
    const confirm = () => storeEvents(db, pool.orgId, [spend(0, today(), { spendMinor: 0 })])
    await confirm()
    // As one of tomorrow was stored before those were refused.
    await postponeReports(database.adminUrl)
    expect(await idsOf(db, pool)).toEqual([clinicId(0), clinicId(1)])
    await confirm()
    expect(await idsOf(db, pool)).toEqual([clinicId(1)])
  },
)

configured('a line that was taken over does not come back when its successor goes too', async ({ db, pool }) => {
  await put(db, pool, [cellAt(0, { id: 'smyrna' }), cellAt(1)])
  await put(db, pool, [cellAt(1)])
  expect(await idsOf(db, pool)).toEqual([clinicId(1), 'smyrna'])
})

configured.for(['with its line gone', 'before any plan knew'])(
  'a cell whose pause was confirmed and that is put back, %s: what it has in force counts again',
  async (when, { database, db, pool }) => {
    await recomputePool({ db }, pool)
    await put(db, pool, [cellAt(0)])
    const paused = { cellId: clinicId(1), dailyBudgetMinor: 0, appliedAt: new Date().toISOString() }
    await reportApplied(db, pool, { planNumber: 1, items: [paused], corrects: false }, author)
    if (when === 'with its line gone') await recomputePool({ db }, pool)
    await put(db, pool, [cellAt(0), cellAt(1)])
    await recomputePool({ db }, pool)
    // What was gone today asks before it comes back.
    const planNumber = (await currentPlan(db, pool))?.number ?? 0
    await decidePlan(db, pool, { planNumber, decision: 'approve', cellIds: null }, author)
    const has = lineOf((await currentPlan(db, pool))?.plan, 1)?.recommendedDailyBudgetMinor
    expect(has).toBeGreaterThan(0)
    await age(database.adminUrl, 2)
    const days = [1, 2, 3].map((days) => spend(0, daysAgo(days), { spendMinor: 0 }))
    await storeEvents(db, pool.orgId, [...days, ...[2, 3].map((days) => spend(1, daysAgo(days), { spendMinor: 0 }))])
    expect(await spentOf(db, pool)).toBe(has)
    const back = (await inputOf(db, pool)).cells.find(({ id }) => id === clinicId(1))
    expect(back?.reference).toEqual({ dailyBudgetMinor: has, basis: 'published' })
  },
)

configured.for(['planned', 'not yet planned'])(
  'a baseline that is edited, %s, changes nothing of the days before the set-up, nor what is left for today',
  async (when, { db, pool }) => {
    const before = (await inputOf(db, pool)).amount
    if (when === 'planned') await recomputePool({ db }, pool)
    expect(before.spentOnCompleteDaysMinor).toBe(6 * 10_000)
    for (const baselineDailyBudgetMinor of [12_000, 5_000_000, 500]) {
      await put(db, pool, [cellAt(0, { baselineDailyBudgetMinor }), cellAt(1)])
      expect((await inputOf(db, pool)).amount).toEqual(before)
    }
    await put(db, pool, [cellAt(1)])
    await put(db, pool, [cellAt(0, { baselineDailyBudgetMinor: 300 }), cellAt(1)])
    expect((await inputOf(db, pool)).amount).toEqual(before)
  },
)
