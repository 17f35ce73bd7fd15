import { storeEvents } from '@sluice/ingestion'
import { planPool, verifyPlan } from '@sluice/planning'
import { clinicId, configurePool, makeEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { loadPool, type RecomputeResult, recomputePool } from '../src/index.ts'
import { preparePlan } from '../src/prepare-plan.ts'
import { publishPlan } from '../src/publish.ts'
import { capacity, currentPlan, lineOf, read, stateOf, test } from './setup.ts'

const verified = () => undefined

test('a result of older input never replaces a newer one', async ({ database, db }) => {
  const pool = await configurePool(database)
  const old = await loadPool(db, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  await recomputePool({ db }, pool)
  if (old.kind !== 'input') throw new Error('there was something to compute')
  expect(await publishPlan(db, pool, old, preparePlan(old, planPool(old.input).plan), verified)).toEqual({
    kind: 'superseded',
  })
  expect(lineOf((await currentPlan(db, pool))?.plan, 0)?.gate).toBe('gated')
})

test('nor one that found the plan in force to be right still', async ({ database, db }) => {
  const pool = await configurePool(database)
  const intake = (acceptingNewPatients: boolean) =>
    makeEvent('sluice.intake.changed.v1', {
      locationId: clinicId(0),
      acceptingNewPatients,
      reasonCode: acceptingNewPatients ? 'reopened' : 'closure',
    })
  await storeEvents(db, pool.orgId, [intake(true)])
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [intake(false)])
  const closed = await loadPool(db, pool)
  await storeEvents(db, pool.orgId, [intake(true)])
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'unchanged', planNumber: 1 })
  if (closed.kind !== 'input') throw new Error('there was something to compute')
  expect(await publishPlan(db, pool, closed, preparePlan(closed, planPool(closed.input).plan), verified)).toEqual({
    kind: 'superseded',
  })
  expect(lineOf((await currentPlan(db, pool))?.plan, 0)?.gate).toBe('open')
})

test('a result counted against a plan no longer in force is thrown away', async ({ database, db }) => {
  const pool = await configurePool(database)
  const first = await loadPool(db, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  const second = await loadPool(db, pool)
  if (first.kind !== 'input' || second.kind !== 'input') throw new Error('there was something to compute')
  await publishPlan(db, pool, first, preparePlan(first, planPool(first.input).plan), verified)
  expect(await publishPlan(db, pool, second, preparePlan(second, planPool(second.input).plan), verified)).toEqual({
    kind: 'superseded',
  })
  expect(await recomputePool({ db }, pool)).toMatchObject({ outcome: 'published', planNumber: 2 })
})

test('whoever publishes without the lock: numbers have no gaps, revisions only rise, the last event is in', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { clinics: 6 })
  // As four workers whose locks were stolen: everybody computes everything.
  const worker = async (rounds: number) => {
    for (let round = 0; round < rounds; round++) {
      const loaded = await loadPool(db, pool)
      if (loaded.kind !== 'input') continue
      const outcome = planPool(loaded.input)
      expect(verifyPlan(loaded.input, outcome)).toEqual({ kind: 'ok' })
      await publishPlan(db, pool, loaded, preparePlan(loaded, outcome.plan), verified)
    }
  }
  const sender = async () => {
    for (let n = 0; n < 40; n++) await storeEvents(db, pool.orgId, [capacity(n % 6, n % 2 ? 30 : 0)])
  }
  await Promise.all([sender(), worker(25), worker(25), worker(25), worker(25)])
  await recomputePool({ db }, pool)
  const plans = await read(db, pool, (trx) =>
    trx.selectFrom('plans').select(['number', 'input_revision']).orderBy('number').execute(),
  )
  expect(plans.map(({ number }) => number)).toEqual(plans.map((_, i) => i + 1))
  const revisions = plans.map((plan) => plan.input_revision)
  expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b))
  const state = await stateOf(db, pool)
  expect(state?.computed_revision).toBe(state?.requested_revision)
})

test('events of the pool are stored while a plan of it is published', async ({ database, db }) => {
  const pool = await configurePool(database)
  const loaded = await loadPool(db, pool)
  if (loaded.kind !== 'input') throw new Error('there was something to compute')
  const prepared = preparePlan(loaded, planPool(loaded.input).plan)
  const { numbers } = prepared
  if (numbers === null) throw new Error('a first plan brings numbers into force')
  // What is being packed is waited for when most is written already.
  const stored: number[] = []
  const packed = numbers.packed.then(async (all) => {
    const [first] = await storeEvents(db, pool.orgId, [capacity(0, 0)])
    if (first?.outcome === 'accepted') stored.push(first.pools.length)
    return all
  })
  const published = await publishPlan(db, pool, loaded, { ...prepared, numbers: { ...numbers, packed } }, verified)
  expect(stored).toEqual([1])
  expect(published).toMatchObject({ kind: 'published', isStillDirty: true })
})

test('of many at once one computes, the others leave it to that one', async ({ database, db }) => {
  const pool = await configurePool(database)
  const others: string[] = []
  const beforePublish = async () => {
    const result = await recomputePool({ db }, pool)
    others.push(result.outcome)
  }
  expect(await recomputePool({ db, beforePublish }, pool)).toMatchObject({ outcome: 'published' })
  expect(others).toEqual(['busy'])
})

test('whoever leaves a pool to another is told whether it has failed since its last plan', async ({ database, db }) => {
  const pool = await configurePool(database)
  const broken = (): never => {
    throw new Error('broken')
  }
  const beside: RecomputeResult[] = []
  const beforePublish = async () => void beside.push(await recomputePool({ db }, pool))
  expect(await recomputePool({ db, planPool: broken }, pool)).toMatchObject({ outcome: 'failed' })
  await read(db, pool, (trx) => sql`update pool_state set next_attempt_at = now()`.execute(trx))
  await recomputePool({ db, beforePublish }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 0)])
  await recomputePool({ db, beforePublish }, pool)
  expect(beside).toEqual([
    { outcome: 'busy', revision: 0, errorCode: 'planning-failed' },
    { outcome: 'busy', revision: 0 },
  ])
})

test('what happens while a plan is made is in the next one, and is said', async ({ database, db }) => {
  const pool = await configurePool(database)
  const dirty: number[] = []
  const beforePublish = async () => {
    await storeEvents(db, pool.orgId, [capacity(0, 0)])
  }
  const onStillDirty = ({ revision }: { revision: number }) => dirty.push(revision)
  await recomputePool({ db, beforePublish, onStillDirty }, pool)
  expect(dirty).toHaveLength(1)
  await recomputePool({ db }, pool)
  expect(lineOf((await currentPlan(db, pool))?.plan, 0)?.gate).toBe('gated')
})
