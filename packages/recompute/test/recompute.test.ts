import { deletePool, putLocation, putServiceLine } from '@sluice/configuration'
import { serviceLine } from '@sluice/contracts'
import {
  type Database,
  type PoolKey,
  readPlanInput,
  requestRecompute,
  unpackJson,
  withOrganization,
} from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { plan as decide, type PlanningInput, planPool } from '@sluice/planning'
import { clinicId, configurePool } from '@sluice/test-kit'
import { expect } from 'vitest'
import { recomputePool } from '../src/index.ts'
import { capacity, currentPlan, lineOf, read, stateOf, test } from './setup.ts'

test('a configured pool gets its first plan; asked again, nothing happens', async ({ database, db }) => {
  const pool = await configurePool(database)
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 1 })
  expect((await currentPlan(db, pool))?.plan.recommendations).toHaveLength(3)
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'unchanged' })
  expect((await currentPlan(db, pool))?.number).toBe(1)
})

test('a clinic that fills up loses its money in the next plan', async ({ database, db }) => {
  const pool = await configurePool(database)
  await storeEvents(db, pool.orgId, [capacity(0, 30), capacity(1, 30), capacity(2, 30)])
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 2 })
  const line = lineOf((await currentPlan(db, pool))?.plan, 0)
  expect(line).toMatchObject({ gate: 'gated', recommendedDailyBudgetMinor: 1_000 })
})

test('a plan equal to the one in force is not stored again, and the pool has caught up all the same', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database)
  await storeEvents(db, pool.orgId, [capacity(0, 30)])
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 30)])
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'unchanged', planNumber: 1 })
  const state = await stateOf(db, pool)
  expect(state?.computed_revision).toBe(state?.requested_revision)
  expect(state?.next_change_at).toBeInstanceOf(Date)
})

test('a plan comes out of its stored input byte for byte', async ({ database, db }) => {
  const pool = await configurePool(database)
  await storeEvents(db, pool.orgId, [capacity(0, 3), capacity(1, 20)])
  await recomputePool({ db }, pool)
  const current = await currentPlan(db, pool)
  const row = await read(db, pool, (trx) => readPlanInput(trx, { ...pool, number: 1 }))
  const input = await unpackJson<PlanningInput>(row?.input ?? Buffer.alloc(0))
  expect(JSON.stringify(decide(input))).toBe(JSON.stringify(current?.plan))
})

test('only lines that say something else are written', async ({ database, db }) => {
  const pool = await configurePool(database, { clinics: 4 })
  await storeEvents(
    db,
    pool.orgId,
    [0, 1, 2, 3].map((clinic) => capacity(clinic, 30)),
  )
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  await recomputePool({ db }, pool)
  const lines = await read(db, pool, (trx) =>
    trx.selectFrom('recommendations').select(['cell_id', 'location_id', 'plan_number']).orderBy('cell_id').execute(),
  )
  const current = await currentPlan(db, pool)
  const places = current?.plan.recommendations.map(({ cellId, locationId }) => [cellId, locationId])
  expect(lines.map((line) => [line.cell_id, line.location_id])).toEqual(places)
  expect(lines[0]?.plan_number).toBe(2)
})

/** In which plan the line of each cell was last noted to have changed, and where the cell is. */
const notedLines = (db: Database, pool: PoolKey) =>
  read(db, pool, async (trx) => {
    const rows = await trx.selectFrom('recommendations').selectAll().orderBy('cell_id').execute()
    return rows.map((row) => [row.cell_id, row.location_id, row.plan_number, row.effective_number])
  })

test('a line that says something else of the same amount is noted too', async ({ database, db }) => {
  const pool = await configurePool(database, { clinics: 2 })
  await storeEvents(db, pool.orgId, [capacity(0, 38), capacity(1, 38)])
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 37)])
  await recomputePool({ db }, pool)
  const amounts = (await currentPlan(db, pool))?.plan.recommendations ?? []
  expect(amounts.map((line) => line.recommendedDailyBudgetMinor - line.previousDailyBudgetMinor)).toEqual([0, 0])
  expect(await notedLines(db, pool)).toEqual([
    [clinicId(0), clinicId(0), 2, 2],
    [clinicId(1), clinicId(1), 1, 1],
  ])
})

test('a cell that moved is noted at its new place, beside those that stayed and those that came', async ({
  database,
  db,
}) => {
  const at = (id: number, location: number) => ({
    id: clinicId(id),
    locationId: clinicId(location),
    serviceLine: 'orthodontics',
    baselineDailyBudgetMinor: 10_000,
  })
  const put = (...cells: ReturnType<typeof at>[]) => configurePool(database, { clinics: 4, changes: { cells } })
  const pool = await put(at(0, 0), at(1, 1))
  await recomputePool({ db }, pool)
  const notedAfter = async (...cells: ReturnType<typeof at>[]) => {
    await put(...cells)
    // Of clinic 2, so that the plan says something else.
    await storeEvents(db, pool.orgId, [capacity(2, 30 + cells.length)])
    await recomputePool({ db }, pool)
    return (await notedLines(db, pool)).map(([cellId, locationId]) => [cellId, locationId])
  }
  const moved = [clinicId(0), clinicId(2)]
  const stayed = [clinicId(1), clinicId(1)]
  expect(await notedAfter(at(0, 2), at(1, 1))).toEqual([moved, stayed])
  expect(await notedAfter(at(0, 2), at(1, 1), at(3, 3))).toEqual([moved, stayed, [clinicId(3), clinicId(3)]])
})

test('a recompute that fails keeps the plan, is put off, and is forgotten with the next event', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database)
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  const broken = (): never => {
    throw new Error('broken')
  }
  expect(await recomputePool({ db, planPool: broken }, pool)).toMatchObject({
    outcome: 'failed',
    errorCode: 'planning-failed',
  })
  expect(await stateOf(db, pool)).toMatchObject({ attempts: 1, last_error_code: 'planning-failed', plan_number: 1 })
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'not-due', errorCode: 'planning-failed' })
  await storeEvents(db, pool.orgId, [capacity(1, 5)])
  expect(await stateOf(db, pool)).toMatchObject({ attempts: 0, next_attempt_at: null })
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 2 })
})

const overspending: typeof planPool = (input) => {
  const outcome = planPool(input)
  const [line, ...others] = outcome.plan.recommendations
  if (line === undefined) return outcome
  const wrong = { ...line, recommendedDailyBudgetMinor: line.recommendedDailyBudgetMinor + 1 }
  return { ...outcome, plan: { ...outcome.plan, recommendations: [wrong, ...others] } }
}

test('a plan that does not verify is not published', async ({ database, db }) => {
  const pool = await configurePool(database)
  expect(await recomputePool({ db, planPool: overspending }, pool)).toMatchObject({
    outcome: 'failed',
    errorCode: 'plan-wrong',
  })
  expect(await currentPlan(db, pool)).toBeUndefined()
})

test('nothing of it stays: not a row that was written while it was verified', async ({ database, db }) => {
  const pool = await configurePool(database)
  await storeEvents(db, pool.orgId, [capacity(0, 30), capacity(1, 30), capacity(2, 30)])
  await recomputePool({ db }, pool)
  const before = await everythingPublished(db, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  expect(await recomputePool({ db, planPool: overspending }, pool)).toMatchObject({ errorCode: 'plan-wrong' })
  expect(await everythingPublished(db, pool)).toEqual(before)
  expect(await stateOf(db, pool)).toMatchObject({ attempts: 1, last_error_code: 'plan-wrong' })
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 2 })
})

const published = ['plans', 'effective_plans', 'budget_history', 'recommendations', 'gate_state', 'place_days'] as const

/** What publishing writes, table by table, and where the pool stands. */
async function everythingPublished(db: Database, pool: PoolKey) {
  const { computed_revision, plan_number, effective_number, publication } = (await stateOf(db, pool)) ?? {}
  const rows: string[] = []
  for (const table of published) {
    const found = await read(db, pool, (trx) => trx.selectFrom(table).selectAll().execute())
    rows.push(...found.map((row) => `${table} ${JSON.stringify(row)}`))
  }
  return { computed_revision, plan_number, effective_number, publication, rows: rows.sort() }
}

test('another name of a clinic, or worth of its patients, is a new plan though no amount moves', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database)
  await storeEvents(db, pool.orgId, [capacity(0, 0), capacity(1, 0), capacity(2, 0)])
  await recomputePool({ db }, pool)
  const first = (await currentPlan(db, pool))?.plan
  const { orgId } = pool
  const actor = { actor: 'test' }
  await putLocation(db, orgId, clinicId(0), { name: 'Anew', region: null, timeZone: 'America/New_York' }, actor)
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 2 })
  const line = { typicalWaitDays: 21, typicalWaitKind: 'third_next_available', marginShare: 0.4, priorKappa: 1.5 }
  const dearer = { ...line, name: 'Orthodontics', priorCostPerBookingMinor: 9_500, lifetimeValueMinor: 1_440_000 }
  await putServiceLine(db, orgId, 'orthodontics', serviceLine.parse(dearer), actor)
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 3 })
  const now = (await currentPlan(db, pool))?.plan
  expect(lineOf(now, 0)?.label).toBe('Anew')
  expect(lineOf(now, 0)?.nextSlotValueMinor).toBeCloseTo(3 * (lineOf(first, 0)?.nextSlotValueMinor ?? 0), 4)
  const amounts = (plan = first) => plan?.recommendations.map((line) => line.recommendedDailyBudgetMinor)
  expect(amounts(now)).toEqual(amounts())
})

test('a pool nobody has is no failure', async ({ db }) => {
  expect(await recomputePool({ db }, { orgId: 'nobody', poolId: 'forged' })).toEqual({
    outcome: 'unchanged',
    revision: 0,
  })
})

test('a pool without cells has a plan too: all of it is in the reserve', async ({ database, db }) => {
  const period = { kind: 'month', budgetMinor: 3_000_000 }
  const pool = await configurePool(database, { changes: { cells: [], period } })
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published' })
  const plan = (await currentPlan(db, pool))?.plan
  expect(plan?.poolDailyBudgetMinor).toBeGreaterThan(0)
  expect(plan?.reserveDailyMinor).toBe(plan?.poolDailyBudgetMinor)
})

test('an archived pool that was asked for a plan at the last moment is left alone for good', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database)
  await recomputePool({ db }, pool)
  await deletePool(db, pool.orgId, pool.poolId, { actor: 'test' })
  await withOrganization(db, { role: 'sluice_results', orgId: pool.orgId }, (trx) =>
    requestRecompute(trx, pool.orgId, [pool.poolId]),
  )
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'unchanged' })
  const state = await stateOf(db, pool)
  expect(state?.computed_revision).toBe(state?.requested_revision)
  expect(state).toMatchObject({ plan_number: 1, next_change_at: null })
})
