import { deletePool, putPool } from '@sluice/configuration'
import type { Event, EventOf } from '@sluice/contracts'
import { pool as poolSchema } from '@sluice/contracts'
import { connect, type Database, type PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool, createTestDatabase, makeEvent } from '@sluice/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { createPoolMemory, recomputePool } from '../src/index.ts'
import { replay } from '../src/replay.ts'
import { capacity, currentPlan, hoursAgo, inputOf, lineOf, read, spend, test } from './setup.ts'

/** The places of the input of a pool that was asked once more: figures and gate memory, apart from any clock. */
async function placesOf(db: Database, pool: PoolKey) {
  await storeEvents(db, pool.orgId, [spend(0, '2026-01-01')])
  return (await inputOf(db, pool)).places
}

const story: Event[] = [
  capacity(0, 0, { time: hoursAgo(120) }),
  capacity(0, 20, { time: hoursAgo(110) }),
  capacity(0, 22, { time: hoursAgo(30) }),
  capacity(0, 25, { time: hoursAgo(20) }),
  { ...capacity(0, 30, { time: hoursAgo(15) }), data: { ...capacity(0, 30).data, horizonDays: 90 } },
  capacity(1, 8, { time: hoursAgo(40) }),
  waitOf(2, 30, hoursAgo(100)),
  waitOf(2, 4, hoursAgo(26)),
  waitOf(2, 4, hoursAgo(2)),
  makeEvent(
    'sluice.intake.changed.v1',
    { locationId: clinicId(1), acceptingNewPatients: false, reasonCode: 'closure' },
    { time: hoursAgo(35) },
  ),
  makeEvent(
    'sluice.intake.changed.v1',
    { locationId: clinicId(1), acceptingNewPatients: true, reasonCode: 'reopened' },
    { time: hoursAgo(10) },
  ),
]

test('the same events in any order, any of them twice, a plan after any: the same state and the same gates', async () => {
  const expected = await afterTelling(story.map((event) => ({ event, isPlanned: false })))
  const told = fc
    .shuffledSubarray([...story, ...story], { minLength: story.length * 2, maxLength: story.length * 2 })
    .chain((events) =>
      fc.tuple(fc.constant(events), fc.array(fc.boolean(), { minLength: events.length, maxLength: events.length })),
    )
  await fc.assert(
    fc.asyncProperty(told, async ([events, planned]) => {
      const steps = events.map((event, i) => ({ event, isPlanned: planned[i] === true }))
      expect(await afterTelling(steps)).toEqual(expected)
    }),
    { numRuns: 8 },
  )
}, 240_000)

async function afterTelling(steps: { event: Event; isPlanned: boolean }[]) {
  const database = await createTestDatabase()
  const db = connect({ url: database.url, applicationName: 'test', maxConnections: 6, onError: () => undefined })
  try {
    const pool = await configurePool(database)
    const memory = createPoolMemory()
    for (const { event, isPlanned } of steps) {
      await storeEvents(db, pool.orgId, [event])
      if (isPlanned) await recomputePool({ db, memory }, pool)
    }
    return await placesOf(db, pool)
  } finally {
    await db.destroy()
    await database.drop()
  }
}

test('what was said before the place was configured counts, and so does what is said of its whole location', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { clinics: 1 })
  const cells = [0, 1].map((n) => ({
    id: clinicId(n),
    locationId: clinicId(n),
    serviceLine: 'orthodontics',
    baselineDailyBudgetMinor: 10_000,
  }))
  await storeEvents(db, pool.orgId, [
    capacity(1, 0, { time: hoursAgo(5) }),
    makeEvent('sluice.intake.changed.v1', {
      locationId: clinicId(0),
      acceptingNewPatients: false,
      reasonCode: 'closure',
    }),
  ])
  await configurePool(database, { clinics: 2, changes: { cells } })
  await recomputePool({ db }, pool)
  const plan = (await currentPlan(db, pool))?.plan
  expect([0, 1].map((n) => lineOf(plan, n)?.gate)).toEqual(['gated', 'gated'])
})

test('a changed gate setting folds the log anew', async ({ database, db }) => {
  const pool = await configurePool(database)
  await storeEvents(db, pool.orgId, [waitOf(0, 15, hoursAgo(1))])
  await recomputePool({ db }, pool)
  expect(lineOf((await currentPlan(db, pool))?.plan, 0)?.gate).toBe('throttled')
  await configurePool(database, {
    changes: { policy: { gate: { gateMinDays: 14, gateShareOfTypical: 0.5, throttleShareOfTypical: 0.4 } } },
  })
  await recomputePool({ db }, pool)
  expect(lineOf((await currentPlan(db, pool))?.plan, 0)?.gate).toBe('gated')
})

test('a place that leaves the pool and comes back is folded anew: nothing it said meanwhile is missing', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { clinics: 2 })
  await storeEvents(db, pool.orgId, [waitOf(1, 3, hoursAgo(3))])
  await recomputePool({ db }, pool)
  await put(db, pool, [0])
  await removedBefore(database.adminUrl, 3)
  await storeEvents(db, pool.orgId, [spend(1, hoursAgo(24).slice(0, 10), { spendMinor: 0 })])
  await recomputePool({ db }, pool)
  expect(await read(db, pool, (trx) => trx.selectFrom('gate_state').select('location_id').execute())).toHaveLength(1)
  await storeEvents(db, pool.orgId, [waitOf(1, 25, hoursAgo(2)), waitOf(1, 3, hoursAgo(1))])
  await put(db, pool, [0, 1])
  await recomputePool({ db }, pool)
  // A long wait two hours ago: the way back takes two snapshots and three days, whatever the newest one says.
  expect(lineOf((await currentPlan(db, pool))?.plan, 1)?.gate).toBe('gated')
})

test.for([
  ['removed and not known to spend nothing', 'removed'],
  ['in a pool that was archived and made anew', 'archived'],
] as const)('a place %s has heard what was said meanwhile when it comes back', async ([, how], { database, db }) => {
  const pool = await configurePool(database, { clinics: 2 })
  const memory = createPoolMemory()
  await storeEvents(db, pool.orgId, [waitOf(1, 3, hoursAgo(9))])
  await recomputePool({ db, memory }, pool)
  if (how === 'removed') await put(db, pool, [0])
  else await deletePool(db, pool.orgId, pool.poolId, { actor: 'test' })
  await recomputePool({ db, memory }, pool)
  await storeEvents(db, pool.orgId, [waitOf(1, 30, hoursAgo(8)), waitOf(1, 15, hoursAgo(7))])
  await put(db, pool, [0, 1])
  const remembered = memory.recall(pool)
  const gates = [(await inputOf(db, pool, remembered)).places, (await inputOf(db, pool)).places]
  await read(db, pool, (trx) => trx.deleteFrom('gate_state').execute())
  const fromScratch = (await inputOf(db, pool)).places
  expect(gates).toEqual([fromScratch, fromScratch])
  await recomputePool({ db, memory }, pool)
  expect(lineOf((await currentPlan(db, pool))?.plan, 1)?.gate).toBe('gated')
})

test('a plan made before its place came back and published after leaves no memory with a hole', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { clinics: 2 })
  await recomputePool({ db }, pool)
  await storeEvents(db, pool.orgId, [waitOf(1, 3, hoursAgo(9))])
  await put(db, pool, [0])
  const beforePublish = async () => {
    await storeEvents(db, pool.orgId, [waitOf(1, 30, hoursAgo(8)), waitOf(1, 15, hoursAgo(7))])
    await put(db, pool, [0, 1])
  }
  const memory = createPoolMemory()
  expect(await recomputePool({ db, memory, beforePublish }, pool)).toMatchObject({ outcome: 'published' })
  await recomputePool({ db, memory }, pool)
  expect(lineOf((await currentPlan(db, pool))?.plan, 1)?.gate).toBe('gated')
})

test('a clinic that closed before all that the log keeps stays closed when it is folded anew', async ({
  database,
  db,
}) => {
  const pool = await configurePool(database, { clinics: 2 })
  const closed = { locationId: clinicId(0), acceptingNewPatients: false, reasonCode: 'closure' } as const
  await storeEvents(db, pool.orgId, [
    makeEvent('sluice.intake.changed.v1', closed, { time: hoursAgo(24 * 500) }),
    waitOf(1, 30, hoursAgo(24 * 450)),
  ])
  await recomputePool({ db }, pool)
  const admin = connect({
    url: database.adminUrl,
    applicationName: 'test',
    maxConnections: 1,
    onError: () => undefined,
  })
  await admin.deleteFrom('events').execute()
  await admin.destroy()
  await storeEvents(db, pool.orgId, [waitOf(0, 3, hoursAgo(1))])
  await configurePool(database, { clinics: 2, changes: { policy: { gate: { gateMinDays: 20 } } } })
  const { places } = await inputOf(db, pool)
  expect(places.map(({ gate }) => [gate.accepting.state, gate.wait.state])).toEqual([
    ['gated', 'open'],
    ['open', 'gated'],
  ])
})

test('what a process remembers changes nothing but the time it takes', async ({ database, db }) => {
  const pool = await configurePool(database, { clinics: 3 })
  const memory = createPoolMemory()
  const yesterday = hoursAgo(30).slice(0, 10)
  const steps: (() => Promise<unknown>)[] = [
    () => storeEvents(db, pool.orgId, [capacity(0, 0)]),
    () => storeEvents(db, pool.orgId, [spend(1, yesterday, { spendMinor: 7_777, bookings: 3 })]),
    () => storeEvents(db, pool.orgId, [capacity(1, 12, { time: hoursAgo(50) })]),
    () => put(db, pool, [0, 1]),
    () => storeEvents(db, pool.orgId, [capacity(2, 9)]),
    () => put(db, pool, [0, 1, 2]),
    () => storeEvents(db, pool.orgId, [spend(0, yesterday, { spendMinor: 1 })]),
  ]
  await recomputePool({ db, memory }, pool)
  for (const [index, step] of steps.entries()) {
    await step()
    // In between another process may publish, which this one does not hear of.
    if (index % 3 === 2) await recomputePool({ db }, pool)
    await storeEvents(db, pool.orgId, [capacity(0, 30 - index)])
    const [withMemory, without] = [await inputOf(db, pool, memory.recall(pool)), await inputOf(db, pool)]
    expect({ ...withMemory, asOf: '' }).toEqual({ ...without, asOf: '' })
    expect(JSON.stringify({ ...withMemory, asOf: '' })).toBe(JSON.stringify({ ...without, asOf: '' }))
    expect(await recomputePool({ db, memory }, pool)).toMatchObject({
      outcome: expect.stringMatching(/published|unchanged/),
    })
  }
})

/**
 * A report of a clinic that lets it stand open, and one of the very same moment that does not; by its name or reach the
 * first would count.
 */
type Rivals = (clinic: number, time: string) => [open: Event, full: Event]
const rivals: Record<string, Rivals> = {
  'two sources of openings': (clinic, time) => [
    { ...capacity(clinic, 30, { time }), source: '/a-sheet' },
    { ...capacity(clinic, 0, { time }), source: '/z-ehr' },
  ],
  'two horizons of one source': (clinic, time) => {
    const other = capacity(clinic, 0, { time })
    return [capacity(clinic, 30, { time }), { ...other, data: { ...other.data, horizonDays: 20 } }]
  },
  'two sources of waits': (clinic, time) => [
    { ...waitOf(clinic, 3, time), source: '/gw-a' },
    { ...waitOf(clinic, 90, time), source: '/gw-b' },
  ],
  'a line and its location': (clinic, time) => [
    intake(clinic, { serviceLine: 'orthodontics', acceptingNewPatients: true, reasonCode: 'reopened' }, time),
    intake(clinic, { acceptingNewPatients: false, reasonCode: 'closure' }, time),
  ],
}

test('of two reports of one moment a plan takes the later recorded, whichever comes first, from whomever', async ({
  database,
  db,
}) => {
  const time = hoursAgo(2)
  const recorded = [hoursAgo(1.9), hoursAgo(1.8)] as const
  const cases = Object.entries(rivals).flatMap(([name, of]) =>
    [true, false].flatMap((isFullLater) =>
      [true, false].map((isFullFirst) => ({ name, of, isFullLater, isFullFirst })),
    ),
  )
  const told = cases.map(({ of, isFullLater, isFullFirst }, clinic) => {
    const [open, full] = of(clinic, time).map((event, i) => ({
      ...event,
      recordedtime: recorded[(i === 1) === isFullLater ? 1 : 0],
    })) as [Event, Event]
    return isFullFirst ? [full, open] : [open, full]
  })
  const pool = await configurePool(database, { clinics: cases.length })
  const memory = createPoolMemory()
  for (const at of [0, 1]) {
    await storeEvents(
      db,
      pool.orgId,
      told.flatMap((pair) => pair[at] ?? []),
    )
    const [withMemory, without] = [await inputOf(db, pool, memory.recall(pool)), await inputOf(db, pool)]
    expect(JSON.stringify({ ...withMemory, asOf: '' })).toBe(JSON.stringify({ ...without, asOf: '' }))
    // Only where there is something to decide.
    expect(JSON.stringify(without.places).includes('"order"')).toBe(at === 1)
    await recomputePool({ db, memory }, pool)
  }
  const current = await currentPlan(db, pool)
  const stood = cases.map(({ name, isFullLater }, n) => ({ name, isFullLater, gate: lineOf(current?.plan, n)?.gate }))
  expect(stood).toEqual(stood.map((one) => ({ ...one, gate: one.isFullLater ? 'gated' : 'open' })))
  const again = await read(db, pool, (trx) => replay(trx, { pool, number: current?.number ?? 0 }))
  expect([again?.plan.isSame, again?.state.differences]).toEqual([true, []])
  // A memory that was stored is read as it was written.
  await storeEvents(db, pool.orgId, [spend(0, '2026-01-01')])
  const [kept, stored] = [await inputOf(db, pool, memory.recall(pool)), await inputOf(db, pool)]
  expect(JSON.stringify(stored.places)).toBe(JSON.stringify(kept.places))
})

function intake(clinic: number, data: Partial<EventOf<'sluice.intake.changed.v1'>['data']>, time: string) {
  const place = { locationId: clinicId(clinic), acceptingNewPatients: false, reasonCode: 'closure' as const }
  return makeEvent('sluice.intake.changed.v1', { ...place, ...data }, { time })
}

function waitOf(clinic: number, waitDays: number, time: string) {
  const place = { locationId: clinicId(clinic), serviceLine: 'orthodontics' }
  return makeEvent('sluice.waitlist.observed.v1', { ...place, waitDays, waitKind: 'third_next_available' }, { time })
}

async function put(db: Database, { orgId, poolId }: PoolKey, clinics: number[]): Promise<void> {
  const cells = clinics.map((n) => ({
    id: clinicId(n),
    locationId: clinicId(n),
    serviceLine: 'orthodontics',
    baselineDailyBudgetMinor: 10_000,
  }))
  const pool = poolSchema.parse({
    name: poolId,
    currency: 'USD',
    timeZone: 'America/New_York',
    period: { kind: 'month', budgetMinor: 900_000 },
    cells,
  })
  await putPool(db, orgId, poolId, pool, { actor: 'test' })
}

/** As if the cells that were removed had been some days earlier. */
async function removedBefore(adminUrl: string, days: number): Promise<void> {
  const admin = connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  await sql`update cells set removed_at = removed_at - make_interval(days => ${days})`.execute(admin)
  await admin.destroy()
}
