import { readObservationsOfLocations, type StoredObservation } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool, makeEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { createPoolMemory, recomputePool } from '../src/index.ts'
import { capacity, hoursAgo, inputOf, read, test } from './setup.ts'

/** Reports of one place, each of another source and moment: a sender that names each message a source. */
const messages = (count: number) =>
  Array.from({ length: count }, (_, n) =>
    makeEvent(
      'sluice.capacity.observed.v1',
      {
        locationId: clinicId(0),
        serviceLine: 'orthodontics',
        horizonDays: 14,
        newPatientSlotsTotal: 50,
        newPatientSlotsOpen: n % 50,
      },
      { source: `/message/${n}`, time: hoursAgo(10 - n / 1_000) },
    ),
  )

test('a place that a thousand sources spoke of is planned by those heard last', async ({ database, db }) => {
  const pool = await configurePool(database)
  const memory = createPoolMemory()
  await storeEvents(db, pool.orgId, messages(1_200))
  expect((await recomputePool({ db, memory }, pool)).outcome).toBe('published')
  await storeEvents(db, pool.orgId, [capacity(1, 3)])
  const place = (await inputOf(db, pool)).places.find(({ locationId }) => locationId === clinicId(0))
  expect(place?.figures.map(({ source }) => source).toSorted()).toEqual(
    Array.from({ length: 32 }, (_, n) => `/message/${1_199 - n}`).toSorted(),
  )
  expect(place?.gate.figures).toHaveLength(32)
  expect((await inputOf(db, pool, memory.recall(pool))).places).toEqual((await inputOf(db, pool)).places)
})

test('a log is read in parts of whole instants, all of it, in its order', async ({ database, db }) => {
  const pool = await configurePool(database)
  const moments = [1, 1, 2, 2, 2, 2, 2, 3, 4, 4, 5].map((n) => hoursAgo(10 - n))
  await storeEvents(
    db,
    pool.orgId,
    moments.map((time, n) => ({ ...capacity(0, n, { time }), source: `/s/${n}` })),
  )
  for (const atOnce of [1, 2, 3, 4, 5, 11, 12, 100]) {
    const parts = await read(db, pool, async (trx) => {
      const read: StoredObservation[][] = []
      for await (const part of readObservationsOfLocations(trx, pool.orgId, [clinicId(0)], atOnce)) read.push(part)
      expect((await sql`select from pg_cursors where name = 'observations'`.execute(trx)).rows).toEqual([])
      return read
    })
    const instants = parts.map((part) => new Set(part.map(({ observedAt }) => observedAt)))
    expect(new Set(instants.flatMap((some) => [...some])).size).toBe(instants.reduce((sum, { size }) => sum + size, 0))
    expect(parts.every(({ length }) => length > 0)).toBe(true)
    const all = parts.flat().map(({ observedAt }) => observedAt)
    expect(all).toEqual(all.toSorted())
    expect(all).toHaveLength(moments.length)
  }
})
