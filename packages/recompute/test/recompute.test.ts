import {
  connect,
  type Database,
  type PoolKey,
  readCurrentPlan,
  readPlanInput,
  readPoolState,
  unpackJson,
  withOrganization,
} from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { plan as decide, type Plan, type PlanningInput, planPool } from '@sluice/planning'
import { test as base, clinicId, configurePool, makeEvent } from '@sluice/test-kit'
import { expect } from 'vitest'
import { recomputePool } from '../src/index.ts'

export const test = base.extend('db', async ({ database }, { onCleanup }): Promise<Database> => {
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 10, onError: () => undefined })
  onCleanup(() => db.destroy())
  return db
})

const read = <T>(db: Database, { orgId }: PoolKey, work: Parameters<typeof withOrganization<T>>[2]) =>
  withOrganization(db, { role: 'sluice_results', orgId }, work)

async function currentPlan(db: Database, pool: PoolKey): Promise<{ number: number; plan: Plan } | undefined> {
  const row = await read(db, pool, (trx) => readCurrentPlan(trx, pool))
  return row && { number: row.number, plan: await unpackJson<Plan>(row.plan) }
}

const stateOf = (db: Database, pool: PoolKey) => read(db, pool, (trx) => readPoolState(trx, pool))

const capacity = (n: number, open: number, time = new Date().toISOString()) =>
  makeEvent(
    'sluice.capacity.observed.v1',
    {
      locationId: clinicId(n),
      serviceLine: 'orthodontics',
      horizonDays: 14,
      newPatientSlotsTotal: 40,
      newPatientSlotsBooked: 40 - open,
    },
    { time },
  )

const budgetOf = (plan: Plan | undefined, n: number) =>
  plan?.recommendations.find(({ cellId }) => cellId === clinicId(n))?.recommendedDailyBudgetMinor

test('a configured pool gets its first plan; the same again changes nothing', async ({ database, db }) => {
  const pool = await configurePool(database)
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 1 })
  const first = await currentPlan(db, pool)
  expect(first?.plan.recommendations).toHaveLength(3)
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'unchanged' })
  expect((await currentPlan(db, pool))?.number).toBe(1)
})

test('a clinic that fills up loses its money in the next plan', async ({ database, db }) => {
  const pool = await configurePool(database)
  await storeEvents(db, pool.orgId, [capacity(0, 30), capacity(1, 30), capacity(2, 30)])
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 2 })
  const current = await currentPlan(db, pool)
  expect(budgetOf(current?.plan, 0)).toBe(1_000)
  expect(current?.plan.recommendations[0]).toMatchObject({ gate: 'gated' })
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

test('a recompute that fails keeps the plan, is put off, shows after three, and is forgotten with the next event', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database)
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  const failing = {
    db,
    planPool: (): never => {
      throw new Error('broken')
    },
  }
  expect(await recomputePool(failing, pool)).toMatchObject({ outcome: 'failed', errorCode: 'planning-failed' })
  expect(await stateOf(db, pool)).toMatchObject({ attempts: 1, last_error_code: 'planning-failed', plan_number: 1 })
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'not-due', errorCode: 'planning-failed' })
  await storeEvents(db, pool.orgId, [capacity(1, 5)])
  expect(await stateOf(db, pool)).toMatchObject({ attempts: 0, next_attempt_at: null })
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 2 })
})

test('a plan that does not verify is not published', async ({ database, db }) => {
  const pool = await configurePool(database)
  const overspending: typeof planPool = (input) => {
    const outcome = planPool(input)
    const [line, ...others] = outcome.plan.recommendations
    if (line === undefined) return outcome
    const wrong = { ...line, recommendedDailyBudgetMinor: line.recommendedDailyBudgetMinor + 1 }
    return { ...outcome, plan: { ...outcome.plan, recommendations: [wrong, ...others] } }
  }
  expect(await recomputePool({ db, planPool: overspending }, pool)).toMatchObject({
    outcome: 'failed',
    errorCode: 'plan-wrong',
  })
  expect(await currentPlan(db, pool)).toBeUndefined()
})

test('what happens while a plan is made is in the next one, and is said', async ({ database, db }) => {
  const pool = await configurePool(database)
  const dirty: number[] = []
  const result = await recomputePool(
    {
      db,
      beforePublish: async () => {
        await storeEvents(db, pool.orgId, [capacity(0, 0)])
      },
      onStillDirty: ({ revision }) => dirty.push(revision),
    },
    pool,
  )
  expect(result).toMatchObject({ outcome: 'published', planNumber: 1 })
  expect(dirty).toHaveLength(1)
  await recomputePool({ db }, pool)
  expect((await currentPlan(db, pool))?.plan.recommendations[0]).toMatchObject({ gate: 'gated' })
})
