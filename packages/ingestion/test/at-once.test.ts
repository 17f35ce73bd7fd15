import type { Event } from '@sluice/contracts'
import { makeCapacityEvent, makeEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { storeEvents } from '../src/index.ts'
import { CONNECTIONS, countOf, revisionsOf, stateOf, test } from './support.ts'

test('one id with two bodies from two connections at once: one is kept, the other told', async ({ db, admin }) => {
  for (let round = 0; round < 25; round += 1) {
    const event = makeCapacityEvent({ id: `race-${round}` })
    const other: Event = { ...event, data: { ...event.data, newPatientSlotsOpen: 0 } }
    const [[a], [b]] = await Promise.all([storeEvents(db, 'north', [event]), storeEvents(db, 'north', [other])])
    expect([a?.outcome, b?.outcome].sort()).toEqual(['accepted', 'conflict'])
  }
  expect(await countOf(admin, 'events')).toBe(25)
})

test('one event from many connections at once is stored once', async ({ db, admin }) => {
  const event = makeCapacityEvent()
  const stored = await Promise.all(Array.from({ length: 12 }, () => storeEvents(db, 'north', [event])))
  const outcomes = stored.flat().map(({ outcome }) => outcome)
  expect(outcomes.sort()).toEqual(['accepted', ...Array(11).fill('duplicate')])
  expect([await countOf(admin, 'events'), await revisionsOf(admin)]).toMatchObject([1, { georgia: 1 }])
})

test('batches that touch the same pools and places in any order do not block each other for good', async ({
  db,
  admin,
}) => {
  const locations = ['smyrna', 'decatur', 'macon', 'nowhere']
  const batches = Array.from({ length: 80 }, (_, batch) => shuffled(locations, batch).map((at) => closed(at, batch)))
  const stored = await inLanes(batches, (batch) => storeEvents(db, 'north', batch))
  expect(stored.flat().every(({ outcome }) => outcome === 'accepted')).toBe(true)
  const { rows } = await sql<{ deadlocks: number }>`
    select deadlocks from pg_stat_database where datname = current_database()`.execute(admin)
  expect(rows).toEqual([{ deadlocks: 0 }])
})

test('each accepted event is stamped with the revision that has it in, and each revision has events', async ({
  db,
  admin,
}) => {
  const events = Array.from({ length: 60 }, (_, index) => closed('smyrna', index))
  await inLanes(events, (event) => storeEvents(db, 'north', [event]))
  const { rows } = await sql`
    select p.pool_id, p.requested_revision as requested, count(distinct e.revision) as revisions, count(*) as events,
           max(e.revision) as newest
      from pool_state p join event_pools e using (org_id, pool_id)
     where p.org_id = 'north' group by 1, 2 order by 1`.execute(admin)
  expect(rows).toEqual(
    ['general', 'georgia'].map((pool_id) => ({ pool_id, requested: 60, revisions: 60, events: 60, newest: 60 })),
  )
})

test('one organization’s events change nothing that another can see', async ({ db, admin }) => {
  await storeEvents(db, 'south', [makeCapacityEvent()])
  const before = [await stateOf(admin, 'south'), await revisionsOf(admin, 'south')]
  await storeEvents(db, 'north', [makeCapacityEvent(), closed('smyrna', 1)])
  expect([await stateOf(admin, 'south'), await revisionsOf(admin, 'south')]).toEqual(before)
})

test('while configuration is written, events wait, and then go by what was written', async ({ db, admin }) => {
  let storing: Promise<unknown> = Promise.resolve()
  await admin.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('sluice:config:north', 0))`.execute(trx)
    await sql`update cells set pool_id = 'general' where org_id = 'north' and location_id = 'smyrna'`.execute(trx)
    storing = storeEvents(db, 'north', [makeCapacityEvent()])
    // Another organization is not kept waiting.
    await storeEvents(db, 'south', [makeCapacityEvent()])
  })
  expect(await storing).toMatchObject([{ outcome: 'accepted', pools: [{ poolId: 'general' }] }])
})

/** An intake event that touches several pools and, by its number, one of several sources. */
function closed(locationId: string, number: number): Event {
  const data = { locationId, acceptingNewPatients: number % 2 === 0, reasonCode: 'other' } as const
  return makeEvent('sluice.intake.changed.v1', data, { source: `/feed/${number % 3}` })
}

/**
 * All at once that connections there are for: whoever waits for one for two seconds is turned away, which on a machine with much
 * else to do the last of eighty would be.
 */
async function inLanes<Item, Result>(items: readonly Item[], work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = []
  const left = items.values()
  const lane = async () => {
    for (const item of left) results.push(await work(item))
  }
  await Promise.all(Array.from({ length: CONNECTIONS }, lane))
  return results
}

function shuffled(values: readonly string[], seed: number): string[] {
  return [...values].sort((a, b) => ((a.length * 7 + seed * 13) % 5) - ((b.length * 7 + seed * 11) % 5))
}
