import { deletePool } from '@sluice/configuration'
import {
  bumpDuePool,
  connect,
  type Database,
  listDuePools,
  type PoolKey,
  readPoolSettings,
  readPoolSnapshot,
} from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { amountsOf, type Effective, planPool } from '@sluice/planning'
import { clinicId, configurePool } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { addDays, firstInstantOf, localDayAt } from '../src/calendar.ts'
import { amountsInForce, type InForce, loadInForce } from '../src/in-force.ts'
import { decidePlan, overrideCell, recomputePool, reportApplied, undoTo } from '../src/index.ts'
import { loadInput } from '../src/load.ts'
import { takeEffect } from '../src/take-effect.ts'
import { author, capacity, currentPlan, inputOf, lineOf, read, spend, stateOf, test } from './setup.ts'

const zone = 'America/New_York'
const today = () => localDayAt(new Date().toISOString(), zone)
const approval = { timeZone: zone, policy: { decisions: { mode: 'approval' } } }

function report(db: Database, pool: PoolKey, clinic: number, dailyBudgetMinor: number, appliedAt: string) {
  return reportApplied(
    db,
    pool,
    { planNumber: 1, items: [{ cellId: clinicId(clinic), dailyBudgetMinor, appliedAt }], corrects: false },
    author,
  )
}

/** As if the plans had been made days ago: a tool sets nothing by a plan that is not there yet. */
async function madeDaysAgo(adminUrl: string): Promise<void> {
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  await sql`update plans set computed_at = computed_at - interval '5 days'`.execute(admin)
  await admin.destroy()
}

async function inForceOf(db: Database, pool: PoolKey): Promise<InForce> {
  const inForce = await read(db, pool, (trx) => loadInForce(trx, pool, null))
  if (inForce === null) throw new Error('nothing is in force')
  return inForce
}

const sumOf = (amounts: ReadonlyMap<string, number>) => [...amounts.values()].reduce((sum, minor) => sum + minor, 0)

test.for([
  { shiftMs: -1, reference: { dailyBudgetMinor: 7_000, basis: 'applied' } },
  { shiftMs: 0, reference: { dailyBudgetMinor: 10_000, basis: 'baseline' } },
])(
  'applied $shiftMs ms from the day’s first instant: the ramp counts from $reference',
  async (example, { database, db }) => {
    const pool = await configurePool(database, { changes: approval })
    await recomputePool({ db }, pool)
    await madeDaysAgo(database.adminUrl)
    const appliedAt = new Date(Date.parse(today().startsAt) + example.shiftMs).toISOString()
    await report(db, pool, 0, 7_000, appliedAt)
    expect((await inputOf(db, pool)).cells[0]?.reference).toEqual(example.reference)
  },
)

test('a complete day without its own report cost what was applied; its report, once there, goes before that', async ({
  database,
  db,
}) => {
  const { date } = today()
  const periods = [{ startsOn: addDays(date, -3), endsOn: addDays(date, 30), budgetMinor: 10_000_000 }]
  const pool = await configurePool(database, {
    clinics: 2,
    changes: { ...approval, period: { kind: 'custom', periods } },
  })
  await recomputePool({ db }, pool)
  await madeDaysAgo(database.adminUrl)
  await report(db, pool, 0, 7_000, firstInstantOf(addDays(date, -1), zone))
  // Six cell-days, one of them applied at 7,000.
  expect((await inputOf(db, pool)).amount.spentOnCompleteDaysMinor).toBe(5 * 10_000 + 7_000)
  await storeEvents(db, pool.orgId, [spend(0, addDays(date, -1), { spendMinor: 123 })])
  expect((await inputOf(db, pool)).amount.spentOnCompleteDaysMinor).toBe(5 * 10_000 + 123)
})

test.for([
  { mode: 'automatic', fixed: 8_000, after: 10_000 },
  { mode: 'automatic', fixed: 4_000, after: 4_000 },
  { mode: 'approval', fixed: 8_000, after: 8_000 },
])(
  'an override to $fixed that expires: the pool is due by itself; $mode: $after in force after it',
  async (example, { database, db }) => {
    const pool = await configurePool(database, {
      changes: { ...approval, policy: { decisions: { mode: example.mode } } },
    })
    await recomputePool({ db }, pool)
    const expiresAt = new Date(Date.now() + 60_000).toISOString()
    await overrideCell(db, pool, clinicId(0), { kind: 'fixed', dailyBudgetMinor: example.fixed, expiresAt }, author)
    await recomputePool({ db }, pool)
    expect(amountsInForce(await inForceOf(db, pool)).get(clinicId(0))).toBe(example.fixed)
    expect((await stateOf(db, pool))?.next_change_at).toEqual(new Date(expiresAt))
    expect(await listDuePools(db, 10)).toEqual([])
    await expireNow(database.adminUrl)
    expect(await listDuePools(db, 10)).toEqual([pool])
    await read(db, pool, (trx) => bumpDuePool(trx, pool))
    await recomputePool({ db }, pool)
    expect(amountsInForce(await inForceOf(db, pool)).get(clinicId(0))).toBe(example.after)
    expect(lineOf((await currentPlan(db, pool))?.plan, 0)?.recommendedDailyBudgetMinor).toBe(10_000)
  },
)

/** As if the minute had passed. */
async function expireNow(adminUrl: string): Promise<void> {
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  await sql`update cell_overrides set expires_at = expires_at - interval '1 hour'`.execute(admin)
  await sql`update pool_state set next_change_at = next_change_at - interval '1 hour'`.execute(admin)
  await admin.destroy()
}

/** Two periods: one that ends with today and has so much for today, then thirty days with so much for each. */
function twoPeriods(clinics: number, todayMinor: number, thenMinor: number) {
  const { date } = today()
  const spent = 3 * clinics * 10_000
  const periods = [
    { startsOn: addDays(date, -3), endsOn: addDays(date, 1), budgetMinor: spent + todayMinor },
    { startsOn: addDays(date, 1), endsOn: addDays(date, 31), budgetMinor: 30 * thenMinor },
  ]
  return { kind: 'custom', periods }
}

/** What a recompute will bring into force in the first instant of that date, if nothing happens until then. */
async function startOf(db: Database, pool: PoolKey, date: string) {
  return read(db, pool, async (trx) => {
    const [snapshot, settings] = [await readPoolSnapshot(trx, pool), await readPoolSettings(trx, pool)]
    if (!snapshot || !settings) throw new Error('no such pool')
    const ahead = { ...snapshot, asOf: firstInstantOf(date, zone) }
    const { input, inForce } = await loadInput(trx, { pool, settings, snapshot: ahead, remembered: undefined })
    const { plan } = planPool(input)
    const effective: Effective = takeEffect({ input, plan, before: inForce })
    return { plan, effective, before: amountsInForce(inForce), after: amountsOf(plan, effective) }
  })
}

test.for([{ thenMinor: 0 }, { thenMinor: 12_345 }, { thenMinor: 90_000 }])(
  'a month begins with $thenMinor a day in an approval pool: never more than that, sums hold, nothing rises unasked',
  async ({ thenMinor }, { database, db }) => {
    const changes = { ...approval, period: twoPeriods(3, 30_000, thenMinor) }
    const pool = await configurePool(database, { changes })
    await storeEvents(db, pool.orgId, [capacity(0, 38), capacity(1, 38), capacity(2, 12)])
    await recomputePool({ db }, pool)
    const { plan, effective, before, after } = await startOf(db, pool, addDays(today().date, 1))
    expect(plan.poolDailyBudgetMinor).toBe(thenMinor)
    expect(sumOf(before)).toBe(30_000)
    expect(sumOf(after) + effective.reserveDailyMinor).toBe(thenMinor)
    expect(effective.reserveDailyMinor).toBeGreaterThanOrEqual(0)
    for (const [cellId, minor] of after) expect(minor).toBeLessThanOrEqual(before.get(cellId) ?? 0)
  },
)

test('a pool whose money ran out is paused at once; when money comes its rises ask, and one undo brings all of it back', async ({
  database,
  db,
}) => {
  const putToday = (minor: number) =>
    configurePool(database, { changes: { ...approval, period: twoPeriods(3, minor, 30_000) } })
  const pool = await putToday(30_000)
  await recomputePool({ db }, pool)
  const before = amountsInForce(await inForceOf(db, pool))
  await putToday(0)
  await recomputePool({ db }, pool)
  expect([sumOf(before), sumOf(amountsInForce(await inForceOf(db, pool)))]).toEqual([30_000, 0])
  const tomorrow = addDays(today().date, 1)
  const asks = await startOf(db, pool, tomorrow)
  expect(asks.plan.recommendations.every((line) => line.recommendedDailyBudgetMinor > 0)).toBe(true)
  expect([sumOf(asks.after), asks.effective.reserveDailyMinor]).toEqual([0, 30_000])
  expect(asks.effective.kept.map(({ why }) => why)).toEqual(['approval', 'approval', 'approval'])
  await undoTo(db, pool, { to: { planNumber: 1 }, until: null }, author)
  expect((await startOf(db, pool, tomorrow)).after).toEqual(before)
})

test('a report in the wrong unit is refused; confirmed it empties the pool, and corrected the way back asks: an undo brings all back', async ({
  database,
  db,
}) => {
  const { date } = today()
  const periods = [{ startsOn: addDays(date, -2), endsOn: addDays(date, 9), budgetMinor: 360_000 }]
  const pool = await configurePool(database, { changes: { ...approval, period: { kind: 'custom', periods } } })
  await recomputePool({ db }, pool)
  const before = amountsInForce(await inForceOf(db, pool))
  const reported = async (data: Parameters<typeof spend>[2]) => {
    const [stored] = await storeEvents(db, pool.orgId, [spend(0, addDays(date, -1), data)])
    await recomputePool({ db }, pool)
    return [stored?.outcome, sumOf(amountsInForce(await inForceOf(db, pool)))]
  }
  const wrong = { spendMinor: 4_000_000_000 }
  expect(await reported(wrong)).toEqual(['refused', sumOf(before)])
  expect(await reported({ ...wrong, spendConfirmed: true })).toEqual(['accepted', 0])
  expect(await reported({ spendMinor: 10_000 })).toEqual(['accepted', 0])
  const proposed = (await currentPlan(db, pool))?.plan.recommendations
  // On the same day: ramps count from what was in force when it began.
  expect(new Map(proposed?.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))).toEqual(before)
  await undoTo(db, pool, { to: { planNumber: 1 }, until: null }, author)
  await recomputePool({ db }, pool)
  expect(amountsInForce(await inForceOf(db, pool))).toEqual(before)
})

test.for([{ platform: { minimumMinor: 70_000 } }, { floorShare: 1 }])(
  'after an undo and an override, %o put by who only configures brings no money that nobody approved',
  async (raised, { database, db }) => {
    const putWith = (policy: object) =>
      configurePool(database, {
        changes: {
          ...approval,
          policy: { decisions: { mode: 'approval' }, ...policy },
          period: { kind: 'month', budgetMinor: 1_000_000_000 },
        },
      })
    const pool = await putWith({})
    await recomputePool({ db }, pool)
    await undoTo(db, pool, { to: { planNumber: 1 }, until: null }, author)
    await overrideCell(db, pool, clinicId(0), { kind: 'fixed', dailyBudgetMinor: 5_000, expiresAt: null }, author)
    await recomputePool({ db }, pool)
    const before = amountsInForce(await inForceOf(db, pool))
    expect([...before.values()]).toEqual([5_000, 10_000, 10_000])
    await putWith(raised)
    await recomputePool({ db }, pool)
    const after = await inForceOf(db, pool)
    expect(amountsInForce(after)).toEqual(before)
    expect(lineOf(after.plan, 0)?.recommendedDailyBudgetMinor).toBeGreaterThanOrEqual(10_000)
    expect(after.effective.kept.find(({ cellId }) => cellId === clinicId(0))?.why).toBe('approval')
  },
)

test('a removed cell of an approval pool goes, and its money is free, once its campaign is said to be paused', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { clinics: 2, changes: approval })
  await recomputePool({ db }, pool)
  // Said while the cell was there: that speaks of then, not of its removal.
  await report(db, pool, 1, 0, new Date().toISOString())
  const cells = [
    { id: clinicId(0), locationId: clinicId(0), serviceLine: 'orthodontics', baselineDailyBudgetMinor: 10_000 },
  ]
  await configurePool(database, { clinics: 2, changes: { ...approval, cells } })
  await recomputePool({ db }, pool)
  expect(lineOf((await currentPlan(db, pool))?.plan, 1)).toMatchObject({ status: 'removed' })
  expect(amountsInForce(await inForceOf(db, pool)).get(clinicId(1))).toBeGreaterThan(0)
  await report(db, pool, 1, 0, new Date().toISOString())
  await recomputePool({ db }, pool)
  const inForce = await inForceOf(db, pool)
  const amounts = amountsInForce(inForce)
  expect([...amounts.keys()]).toEqual([clinicId(0)])
  expect(sumOf(amounts) + inForce.effective.reserveDailyMinor).toBe(inForce.plan.poolDailyBudgetMinor)
  await decidePlan(db, pool, { planNumber: inForce.planNumber, decision: 'approve', cellIds: null }, author)
  expect([...amountsInForce(await inForceOf(db, pool)).keys()]).toEqual([clinicId(0)])
})

test.for(['automatic', 'approval'])(
  'a clinic that was cut today and is then removed keeps that and no more, $0',
  async (mode, { database, db }) => {
    const changes = { timeZone: zone, policy: { decisions: { mode } } }
    const pool = await configurePool(database, { clinics: 2, changes })
    await recomputePool({ db }, pool)
    await storeEvents(db, pool.orgId, [capacity(1, 0)])
    await recomputePool({ db }, pool)
    expect(amountsInForce(await inForceOf(db, pool)).get(clinicId(1))).toBe(1_000)
    const cells = [
      { id: clinicId(0), locationId: clinicId(0), serviceLine: 'orthodontics', baselineDailyBudgetMinor: 10_000 },
    ]
    await configurePool(database, { clinics: 2, changes: { ...changes, cells } })
    await recomputePool({ db }, pool)
    const { plan } = await inForceOf(db, pool)
    expect(lineOf(plan, 1)).toMatchObject({ status: 'removed', recommendedDailyBudgetMinor: 1_000 })
    expect(plan.alerts).toContainEqual({ code: 'removal_unconfirmed', cellIds: [clinicId(1)] })
    expect(amountsInForce(await inForceOf(db, pool)).get(clinicId(1))).toBe(1_000)
  },
)

test('a place in an approval pool keeps today’s cut and pause under another id, also in another pool that asks', async ({
  database,
  db,
}) => {
  const cell = (id: string, clinic: number, baselineDailyBudgetMinor = 20_000) => ({
    id,
    locationId: clinicId(clinic),
    serviceLine: 'orthodontics',
    baselineDailyBudgetMinor,
  })
  const put = (poolId: string, cells: unknown[]) =>
    configurePool(database, {
      poolId,
      clinics: 2,
      changes: { ...approval, period: twoPeriods(2, 20_000, 20_000), cells },
    })
  const pool = await put('asks', [cell('a', 0, 10_000), cell('b', 1, 10_000)])
  await recomputePool({ db }, pool)
  await overrideCell(db, pool, 'a', { kind: 'pause', dailyBudgetMinor: 0, expiresAt: null }, author)
  await overrideCell(db, pool, 'b', { kind: 'fixed', dailyBudgetMinor: 1_000, expiresAt: null }, author)
  await recomputePool({ db }, pool)
  expect([...amountsInForce(await inForceOf(db, pool)).values()]).toEqual([0, 1_000])
  await put('asks', [cell('renamed', 0)])
  const next = await put('asks-too', [cell('moved', 1)])
  await recomputePool({ db }, pool)
  expect(amountsInForce(await inForceOf(db, pool)).get('renamed')).toBe(0)
  await recomputePool({ db }, next)
  expect(amountsInForce(await inForceOf(db, next)).get('moved')).toBe(1_000)
  await deletePool(db, next.orgId, next.poolId, { actor: 'test', mayDecide: true })
  const divided = await put('asks-last', [{ ...cell('search', 1), channel: 'search' }])
  await recomputePool({ db }, divided)
  expect(amountsInForce(await inForceOf(db, divided)).get('search')).toBe(0)
})

test('a clinic that joins an approval pool has nothing until it is approved, and nobody else is cut for it meanwhile', async ({
  database,
  db,
}) => {
  const put = (clinics: number) =>
    configurePool(database, { clinics, changes: { ...approval, period: twoPeriods(2, 20_000, 20_000) } })
  const pool = await put(2)
  await recomputePool({ db }, pool)
  await put(3)
  await recomputePool({ db }, pool)
  const joined = await inForceOf(db, pool)
  expect([...amountsInForce(joined).values()]).toEqual([10_000, 10_000, 0])
  await decidePlan(db, pool, { planNumber: joined.planNumber, decision: 'approve', cellIds: null }, author)
  const approved = amountsInForce(await inForceOf(db, pool))
  expect(approved.get(clinicId(2))).toBeGreaterThan(0)
  expect(sumOf(approved)).toBeLessThanOrEqual(20_000)
})
