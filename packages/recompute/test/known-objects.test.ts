import { putServiceLine } from '@sluice/configuration'
import type { Database, PoolKey } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool, makeEvent, makeOrganization } from '@sluice/test-kit'
import { expect } from 'vitest'
import {
  approveMessage,
  createPoolMemory,
  type LoadedInput,
  loadPool,
  overrideCell,
  type PoolMemory,
  recomputePool,
} from '../src/index.ts'
import { author, capacity, hoursAgo, hygiene, spend, test } from './setup.ts'

// What an input has in common with the one before is the very same objects: planning knows by them what it worked out then.

/** Two lines at the first clinic and one at the second. */
const cells = [
  { id: 'a', locationId: clinicId(0), serviceLine: 'orthodontics', baselineDailyBudgetMinor: 10_000 },
  { id: 'b', locationId: clinicId(0), serviceLine: 'hygiene', baselineDailyBudgetMinor: 10_000 },
  { id: 'c', locationId: clinicId(1), serviceLine: 'orthodontics', baselineDailyBudgetMinor: 10_000 },
]

interface Planned {
  database: { adminUrl: string; url: string }
  db: Database
  pool: PoolKey
  memory: PoolMemory
}

/** A pool with its first plan, and what a worker remembers of it. */
const planned = test.extend('planned', async ({ database, db }): Promise<Planned> => {
  const pool = { orgId: 'org', poolId: 'pool' }
  await makeOrganization(database.adminUrl, pool.orgId)
  await putServiceLine(db, pool.orgId, 'hygiene', hygiene, { actor: 'test' })
  const memory = createPoolMemory()
  await put({ database, db, pool, memory })
  return { database, db, pool, memory }
})

/** Configures the pool, and plans it. */
async function put({ database, db, pool, memory }: Planned, changes: Record<string, unknown> = {}): Promise<void> {
  await configurePool(database, { changes: { cells, ...changes } })
  await recomputePool({ db, memory }, pool)
}

/** What is loaded now, and which of its places and cells were remembered. */
async function load(planned: Planned): Promise<{ now: LoadedInput; places: boolean[]; cells: boolean[] }> {
  const { db, pool, memory } = planned
  const known = memory.recall(pool)
  const now = await loadPool(db, pool, known)
  if (now.kind !== 'input' || known === undefined) throw new Error('there is something to compute')
  return {
    now,
    places: now.input.places.map((place) => known.ground.places.includes(place)),
    cells: now.input.cells.map((cell) => known.planned.cells.includes(cell)),
  }
}

/** Of a day long before any that counts. */
const unheard = spend(1, '2020-01-01')

const intake = (location: number, line?: string) =>
  makeEvent('sluice.intake.changed.v1', {
    locationId: clinicId(location),
    ...(line === undefined ? {} : { serviceLine: line }),
    acceptingNewPatients: false,
    reasonCode: 'closure',
  })

// Places in the order of their keys: the first clinic's hygiene and orthodontics, the second's orthodontics.
planned.for([
  { news: 'nothing', events: [unheard], kept: [true, true, true] },
  { news: 'one line of a clinic', events: [capacity(0, 3)], kept: [true, false, true] },
  { news: 'the other line of it', events: [intake(0, 'hygiene')], kept: [false, true, true] },
  { news: 'a whole clinic', events: [intake(0)], kept: [false, false, true] },
  { news: 'another clinic', events: [intake(1)], kept: [true, true, false] },
])('news of $news make its places anew, and no other', async ({ events, kept }, { planned }) => {
  await storeEvents(planned.db, planned.pool.orgId, events)
  const { places, now } = await load(planned)
  expect(places).toEqual(kept)
  const known = planned.memory.recall(planned.pool)?.ground
  expect([now.input.policy, now.input.groups, now.input.serviceLines]).toEqual([
    known?.policy,
    known?.groups,
    known?.serviceLines,
  ])
  expect(now.input.policy === known?.policy && now.input.serviceLines === known.serviceLines).toBe(true)
})

planned('a place whose news change nothing of it is the old one', async ({ planned }) => {
  const { db, pool, memory } = planned
  await storeEvents(db, pool.orgId, [capacity(0, 30, { time: hoursAgo(1) })])
  await recomputePool({ db, memory }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 31, { time: hoursAgo(2) })])
  expect((await load(planned)).places).toEqual([true, true, true])
})

planned('cells are the old ones where reports say nothing of their past', async ({ planned }) => {
  const { db, pool, memory } = planned
  const known = memory.recall(pool)?.past.past
  await storeEvents(db, pool.orgId, [spend(1, hoursAgo(50).slice(0, 10), { bookings: 4 })])
  const { cells, now } = await load(planned)
  expect(now.past.past).not.toBe(known)
  expect(cells).toEqual([true, true, false])
})

planned('a cell under an override is the old one until the override is another', async ({ planned }) => {
  const { db, pool, memory } = planned
  const fix = (dailyBudgetMinor: number) =>
    overrideCell(db, pool, 'b', { kind: 'fixed', dailyBudgetMinor, expiresAt: null }, author)
  await fix(4_000)
  expect((await load(planned)).cells).toEqual([true, false, true])
  await recomputePool({ db, memory }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 3)])
  expect((await load(planned)).cells).toEqual([true, true, true])
  await fix(5_000)
  expect((await load(planned)).cells).toEqual([true, false, true])
})

planned('where messages are asked for, a cell is the old one until its own is approved', async ({ planned }) => {
  const { db, pool, memory } = planned
  await put(planned, { policy: { decisions: { requireApprovedMessage: true } } })
  await storeEvents(db, pool.orgId, [capacity(0, 3)])
  expect((await load(planned)).cells).toEqual([true, true, true])
  await approveMessage(db, pool, { cellId: 'a', messageId: 'm-1' }, author)
  expect((await load(planned)).cells).toEqual([false, true, true])
  await recomputePool({ db, memory }, pool)
  await storeEvents(db, pool.orgId, [capacity(0, 3)])
  expect((await load(planned)).cells).toEqual([true, true, true])
})

planned('a removed cell and its place are the old ones until something is said of them', async ({ planned }) => {
  const { db, pool } = planned
  await put(planned, { cells: cells.slice(0, 2) })
  await storeEvents(db, pool.orgId, [unheard, capacity(0, 3)])
  expect(await load(planned)).toMatchObject({ places: [true, false, true], cells: [true, true, true] })
  await storeEvents(db, pool.orgId, [capacity(1, 3)])
  expect((await load(planned)).places).toEqual([true, false, false])
})

planned('a change of configuration makes only what it changes anew', async ({ planned }) => {
  const { database, memory, pool } = planned
  const known = memory.recall(pool)?.ground
  const changed = cells.map((cell) => (cell.id === 'b' ? { ...cell, baselineDailyBudgetMinor: 20_000 } : cell))
  await configurePool(database, { changes: { cells: changed } })
  const { now, places, cells: kept } = await load(planned)
  expect([places, kept]).toEqual([
    [true, true, true],
    [true, false, true],
  ])
  expect(now.input.policy).toBe(known?.policy)
  expect(now.input.serviceLines.map((line) => known?.serviceLines.includes(line))).toEqual([true, true])
})
