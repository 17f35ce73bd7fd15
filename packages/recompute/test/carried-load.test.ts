import { putServiceLine, putSource } from '@sluice/configuration'
import type { Event } from '@sluice/contracts'
import { connect, type Database, type PoolKey, sourceId, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import type { PlanningInput } from '@sluice/planning'
import { clinicId, configurePool, createTestDatabase, makeEvent, makeOrganization } from '@sluice/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import {
  createPoolMemory,
  DecisionRefusal,
  loadPool,
  overrideCell,
  type PoolMemory,
  recomputePool,
} from '../src/index.ts'
import { createSituationMemory, readSituation, type SituationMemory } from '../src/situation.ts'
import { author, capacity, hoursAgo, hygiene, inputOf, spend, test } from './setup.ts'

/** The canonical text of an input, but for the moment at which it was read. */
const textOf = (input: PlanningInput) => JSON.stringify({ ...input, asOf: '' })

interface World {
  database: { adminUrl: string; url: string }
  db: Database
  pool: PoolKey
}

async function inWorld<T>(work: (world: World) => Promise<T>): Promise<T> {
  const database = await createTestDatabase()
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 6, onError: () => undefined })
  try {
    await makeOrganization(database.adminUrl, 'org')
    await putServiceLine(db, 'org', 'hygiene', hygiene, { actor: 'test' })
    return await work({ database, db, pool: await configurePool(database) })
  } finally {
    await db.destroy()
    await database.drop()
  }
}

/** What is remembered, beside what is read in full; with one event more where there would be nothing to compute. */
async function expectSame({ db, pool }: World, memory: PoolMemory): Promise<void> {
  if ((await loadPool(db, pool)).kind !== 'input') await storeEvents(db, pool.orgId, [spend(0, '2020-01-01')])
  const [carried, full] = [await loadPool(db, pool, memory.recall(pool)), await loadPool(db, pool)]
  if (carried.kind !== 'input' || full.kind !== 'input') throw new Error('there is something to compute')
  expect(textOf(carried.input)).toBe(textOf(full.input))
  expect([...carried.ground.gates.known].sort()).toEqual([...full.ground.gates.known].sort())
}

/** What somebody sees who asks and publishes nothing, with what he remembers and without. */
async function expectSameAsked({ db, pool }: World, memory: SituationMemory): Promise<void> {
  const ask = (remembered: SituationMemory) =>
    withOrganization(db, { role: 'sluice_results', orgId: pool.orgId }, (trx) =>
      readSituation(trx, pool, { memory: remembered }),
    )
  const [carried, full] = [await ask(memory), await ask(createSituationMemory())]
  if (carried.kind !== 'situation' || full.kind !== 'situation') throw new Error('there is such a pool')
  expect(textOf(carried.input)).toBe(textOf(full.input))
}

const clinic = fc.integer({ min: 0, max: 2 })
const line = fc.constantFrom('orthodontics', 'hygiene')
const ago = fc.integer({ min: 0, max: 200 })
const event: fc.Arbitrary<Event> = fc.oneof(
  fc
    .tuple(clinic, fc.integer({ min: 0, max: 40 }), ago)
    .map(([n, open, h]) => capacity(n, open, { time: hoursAgo(h) })),
  fc.tuple(clinic, fc.boolean(), fc.option(line, { nil: undefined }), ago).map(([n, accepting, serviceLine, h]) =>
    makeEvent(
      'sluice.intake.changed.v1',
      {
        locationId: clinicId(n),
        ...(serviceLine === undefined ? {} : { serviceLine }),
        acceptingNewPatients: accepting,
        reasonCode: accepting ? 'reopened' : 'closure',
      },
      { time: hoursAgo(h) },
    ),
  ),
  fc
    .tuple(clinic, line, fc.integer({ min: 0, max: 40 }), ago, fc.constantFrom('/a', '/b'))
    .map(([n, serviceLine, days, h, source]) =>
      makeEvent(
        'sluice.waitlist.observed.v1',
        { locationId: clinicId(n), serviceLine, waitDays: days, waitKind: 'third_next_available' },
        { time: hoursAgo(h), source },
      ),
    ),
  fc
    .tuple(clinic, fc.integer({ min: 0, max: 50 }), fc.nat(9_000), fc.option(fc.nat(9), { nil: undefined }))
    .chain(([n, days, spendMinor, bookings]) =>
      fc.constantFrom(undefined, undefined, 'search', 'social').map((channel) =>
        spend(n, hoursAgo(24 * days + 12).slice(0, 10), {
          spendMinor,
          ...(bookings === undefined ? {} : { bookings }),
          ...(channel === undefined ? {} : { channel }),
        }),
      ),
    ),
)

type Step = (world: World) => Promise<unknown>
const cellAt = (n: number, serviceLine = 'orthodontics') => ({
  id: serviceLine === 'orthodontics' ? clinicId(n) : `${serviceLine}-${n}`,
  locationId: clinicId(n),
  serviceLine,
  baselineDailyBudgetMinor: 10_000,
})
/** Which cells a pool has; what another one has besides is removed. */
const cellsOfPool = fc.constantFrom(
  [cellAt(0), cellAt(1)],
  [cellAt(0), cellAt(1), cellAt(2)],
  [cellAt(0, 'hygiene'), cellAt(1), cellAt(2)],
  [cellAt(0), cellAt(0, 'hygiene'), cellAt(1), cellAt(1, 'hygiene')],
  // A cell that goes to another's place, which is renamed.
  [
    { ...cellAt(0), locationId: clinicId(1) },
    { ...cellAt(1), id: 'renamed', locationId: clinicId(0) },
  ],
)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.array(event, { minLength: 1, maxLength: 4 }).map(telling) },
  { weight: 1, arbitrary: cellsOfPool.map(configuring) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom('/a', '/b'), fc.constantFrom(60, 9_000)).map(promising) },
  { weight: 1, arbitrary: fc.tuple(fc.constantFrom(0, 1, 2), fc.integer({ min: 1_000, max: 9_000 })).map(overriding) },
)

function telling(events: Event[]): Step {
  return ({ db, pool }) => storeEvents(db, pool.orgId, events)
}

function configuring(cells: readonly ReturnType<typeof cellAt>[]): Step {
  return ({ database }) => configurePool(database, { changes: { cells } })
}

const plain = { name: null, acceptsNumericIds: false, requireSignature: false, keyIds: null }

function promising([source, expectedIntervalMinutes]: [string, number]): Step {
  return ({ db, pool }) =>
    putSource(
      db,
      pool.orgId,
      sourceId(source),
      { ...plain, source, expectedIntervalMinutes },
      { actor: 'test', mayProtect: true },
    )
}

function overriding([n, dailyBudgetMinor]: [number, number]): Step {
  const word = { kind: 'fixed' as const, dailyBudgetMinor, expiresAt: null }
  // A cell that has been removed by then is refused: nothing happens.
  const onRefusal = (error: unknown) => {
    if (!(error instanceof DecisionRefusal)) throw error
  }
  return ({ db, pool }) => overrideCell(db, pool, clinicId(n), word, author).catch(onRefusal)
}

test('whatever happened between, what is carried on from the last plan is what is read in full, to the byte', async () => {
  const history = fc.array(fc.tuple(step, fc.constantFrom('remember', 'elsewhere', 'wait')), {
    minLength: 6,
    maxLength: 12,
  })
  await fc.assert(
    fc.asyncProperty(history, (steps) =>
      inWorld(async (world) => {
        const [memory, asked] = [createPoolMemory(), createSituationMemory()]
        for (const [take, then] of steps) {
          await take(world)
          await expectSame(world, memory)
          if (then !== 'wait') await expectSameAsked(world, asked)
          if (then === 'remember') await recomputePool({ db: world.db, memory }, world.pool)
          if (then === 'elsewhere') await recomputePool({ db: world.db }, world.pool)
        }
      }),
    ),
    { numRuns: 4 },
  )
}, 120_000)

test('what is carried on is not read again: places and cells of which nothing was heard are the same objects', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database)
  const memory = createPoolMemory()
  await recomputePool({ db, memory }, pool)
  await storeEvents(db, pool.orgId, [capacity(1, 3)])
  const loaded = await inputOf(db, pool, memory.recall(pool))
  const known = memory.recall(pool)
  expect(loaded.places.map((place, i) => place === known?.ground.places[i])).toEqual([true, false, true])
  expect(loaded.cells.map((cell, i) => cell === known?.planned.cells[i])).toEqual([true, true, true])
})

test('of a database that went another way what is remembered is not believed, though every number is the same', async () => {
  const [memory, asked] = [createPoolMemory(), createSituationMemory()]
  const yesterday = hoursAgo(24 * 2).slice(0, 10)
  await inWorld(async (world) => {
    const { db, pool } = world
    await storeEvents(db, pool.orgId, [capacity(0, 30)])
    await recomputePool({ db, memory }, pool)
    await storeEvents(db, pool.orgId, [spend(1, yesterday, { bookings: 3 })])
    await expectSameAsked(world, asked)
  })
  await inWorld(async (world) => {
    await storeEvents(world.db, world.pool.orgId, [capacity(0, 0)])
    await recomputePool({ db: world.db }, world.pool)
    await storeEvents(world.db, world.pool.orgId, [spend(2, yesterday, { bookings: 3 })])
    await expectSameAsked(world, asked)
    await expectSame(world, memory)
  })
})

test('of a database that was set back to its plan and went another way, reports of the first way are forgotten', async () => {
  await inWorld(async (world) => {
    const { database, db, pool } = world
    const asked = createSituationMemory()
    const yesterday = hoursAgo(24 * 2).slice(0, 10)
    await recomputePool({ db }, pool)
    await storeEvents(db, pool.orgId, [spend(1, yesterday, { bookings: 3 })])
    await expectSameAsked(world, asked)
    const admin = connect({
      url: database.adminUrl,
      applicationName: 'test',
      maxConnections: 1,
      onError: () => undefined,
    })
    for (const table of ['event_pools', 'events', 'event_key', 'actuals'])
      await sql`delete from ${sql.table(table)}`.execute(admin)
    await sql`update pool_state set requested_revision = computed_revision, dirty_since = null`.execute(admin)
    await admin.destroy()
    await storeEvents(db, pool.orgId, [spend(2, yesterday, { bookings: 3 })])
    await recomputePool({ db }, pool)
    await expectSameAsked(world, asked)
  })
})
