import type { PoolKey } from '@sluice/database'
import { connect, type Database } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { createPoolMemory, recomputePool } from '../src/index.ts'
import { replay } from '../src/replay.ts'
import { capacity, currentPlan, hoursAgo, inputOf, lineOf, read, test } from './setup.ts'

/** A count of these openings over a horizon, by one source unless another is named. */
const counted = (horizonDays: number, open: number, hours: number, source = '/ehr') => {
  const event = capacity(0, open, { time: hoursAgo(hours) })
  return { ...event, source, data: { ...event.data, horizonDays } }
}

const placeOf = async (db: Database, pool: PoolKey) =>
  (await inputOf(db, pool)).places.find(({ locationId }) => locationId === clinicId(0))

async function planned(db: Database, pool: PoolKey, memory = createPoolMemory()) {
  await recomputePool({ db, memory }, pool)
  const current = await currentPlan(db, pool)
  return { number: current?.number ?? 0, line: lineOf(current?.plan, 0) }
}

test('a count that the pool cannot use hides none that it can, of the same source and of others', async ({
  db,
  database,
}) => {
  const pool = await configurePool(database)
  const memory = createPoolMemory()
  await storeEvents(db, pool.orgId, [counted(14, 0, 3)])
  const { line: full } = await planned(db, pool, memory)
  expect(full).toMatchObject({ gate: 'gated', headroom: 0 })
  await storeEvents(db, pool.orgId, [counted(90, 35, 2)])
  expect((await placeOf(db, pool))?.figures).toMatchObject([{ horizonDays: 14, booked: 40 }, { horizonDays: 90 }])
  const { line, number } = await planned(db, pool, memory)
  expect(line).toMatchObject({ gate: 'gated', headroom: 0, freshness: 'fresh' })
  await storeEvents(db, pool.orgId, [counted(90, 35, 1, '/other')])
  expect((await planned(db, pool, memory)).line).toMatchObject({ gate: 'gated', headroom: 0 })
  expect((await read(db, pool, (trx) => replay(trx, { pool, number })))?.state).toMatchObject({ verdict: 'same' })
})

test('each pool plans with what its horizon can use; in any order of arrival', async ({ db, database }) => {
  const near = await configurePool(database)
  const far = await configurePool(database, { orgId: 'far', changes: { policy: { horizonDays: 90 } } })
  const events = [counted(14, 7, 5), counted(90, 35, 4), counted(20, 8, 3), counted(200, 39, 2), counted(7.25, 5, 1)]
  await storeEvents(db, near.orgId, events)
  for (const event of events.toReversed()) await storeEvents(db, far.orgId, [event])
  expect((await placeOf(db, near))?.figures).toMatchObject([{ horizonDays: 200 }, { horizonDays: 7.25 }])
  expect((await placeOf(db, far))?.figures).toMatchObject([{ horizonDays: 7.25 }, { horizonDays: 90 }])
  expect((await placeOf(db, far))?.gate.figures).toMatchObject([{ horizonDays: 7.25 }, { horizonDays: 90 }])
})

const adminOf = ({ adminUrl }: TestDatabase) =>
  connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })

test('state that the version before stored, of any horizon under one name, is read and given way to by what is newer', async ({
  db,
  database,
}) => {
  const pool = await configurePool(database)
  await storeEvents(db, pool.orgId, [counted(20, 0, 6)])
  const admin = adminOf(database)
  await sql`update place_state set figure = 'slots' where figure = 'slots.20'`.execute(admin)
  await sql`update events set body = replace(body::text, 'slots.20', 'slots')::jsonb`.execute(admin)
  await admin.destroy()
  const { line, number } = await planned(db, pool)
  expect(line).toMatchObject({ gate: 'gated', headroom: 0 })
  expect((await read(db, pool, (trx) => replay(trx, { pool, number })))?.state).toMatchObject({ verdict: 'same' })
  await storeEvents(db, pool.orgId, [counted(20, 12, 5)])
  expect((await placeOf(db, pool))?.figures).toMatchObject([{ horizonDays: 20, booked: 28 }])
  const then = await planned(db, pool)
  expect(then.line?.gate).toBe('open')
  expect((await read(db, pool, (trx) => replay(trx, { pool, number: then.number })))?.state).toMatchObject({
    verdict: 'same',
  })
})
