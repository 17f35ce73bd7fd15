import type { Database } from '@sluice/database'
import { makeCapacityEvent, makeEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { storeEvents } from '../src/index.ts'
import { storeNew } from '../src/store-new.ts'
import { countOf, makeBeliefs, revisionsOf, stateOf, test } from './support.ts'

/** Beliefs of a process that has stored an event of smyrna's orthodontics, and a later one of its whole location, before. */
async function experienced(db: Database) {
  const beliefs = makeBeliefs()
  const reopened = { locationId: 'smyrna', acceptingNewPatients: true, reasonCode: 'reopened' } as const
  const whole = makeEvent('sluice.intake.changed.v1', reopened, { time: inMinutes(-1) })
  await storeEvents(db, 'north', [makeCapacityEvent({ time: inMinutes(-2) }), whole], beliefs)
  return beliefs
}

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()

test('new events of known places are stored at once, as weighing them would have', async ({ db, admin }) => {
  const beliefs = await experienced(db)
  const events = [
    makeCapacityEvent({ id: 'b', data: { newPatientSlotsOpen: 3 } }),
    makeEvent('sluice.intake.changed.v1', { locationId: 'smyrna', acceptingNewPatients: false, reasonCode: 'closure' }),
    makeCapacityEvent({ id: 'a', data: { newPatientSlotsOpen: 4 }, time: inMinutes(-60) }),
  ]
  const georgia = { poolId: 'georgia', revision: 2 }
  expect(await storeNew(db, 'north', events, beliefs)).toEqual([
    { outcome: 'accepted', pools: [georgia] },
    { outcome: 'accepted', pools: [{ poolId: 'general', revision: 2 }, georgia] },
    { outcome: 'accepted', pools: [georgia] },
  ])
  expect(await revisionsOf(admin)).toMatchObject({ georgia: 2, general: 2, brand: 0 })
  expect(await stateOf(admin)).toMatchObject([
    { place: 'smyrna *', value: { accepting: false } },
    { place: 'smyrna orthodontics', value: { open: 3 }, eventId: 'b' },
  ])
  const { rows } = await sql`
    select e.event_id, e.body->'data'->>'newPatientSlotsOpen' as open, k.received_at = e.received_at as is_key_at,
           (select array_agg(p.pool_id || ' ' || p.revision order by pool_id) from event_pools p
             where p.event_id = e.event_id and p.received_at = e.received_at) as pools
      from events e join event_key k using (org_id, source, event_id) where e.event_id in ('a', 'b') order by 1`.execute(
    admin,
  )
  expect(rows).toEqual([
    { event_id: 'a', open: '4', is_key_at: true, pools: ['georgia 2'] },
    { event_id: 'b', open: '3', is_key_at: true, pools: ['georgia 2'] },
  ])
  const { rows: moments } = await sql<{ moments: number }>`
    select count(distinct received_at)::integer as moments from events`.execute(admin)
  expect(moments, 'each event has one of its own').toEqual([{ moments: 5 }])
})

describe('is not for, and leaves nothing of', () => {
  test.for([
    ['a place not read yet', () => [makeCapacityEvent({ data: { locationId: 'decatur' } })]],
    ['money', () => [makeEvent('sluice.actuals.observed.v1', { ...money, spendMinor: 5 })]],
    ['one key twice', () => [makeCapacityEvent({ id: 'x' }), makeCapacityEvent({ id: 'x' })]],
    ['what is observed in the future', () => [makeCapacityEvent({ time: inMinutes(6) })]],
    ['what is recorded in the future', () => [makeCapacityEvent({ recordedtime: inMinutes(6) })]],
  ] as const)('%s', async ([_, others], { db, admin }) => {
    const beliefs = await experienced(db)
    const events = [makeCapacityEvent(), ...others()]
    expect(await storeNew(db, 'north', events, beliefs)).toBeNull()
    expect([await countOf(admin, 'event_key'), await revisionsOf(admin)]).toMatchObject([2, { georgia: 1 }])
    expect(beliefs.repeats.has('north')).toBe(false)
  })

  test('a key that is taken; the next ones are weighed', async ({ db, admin }) => {
    const beliefs = await experienced(db)
    const known = makeCapacityEvent({ id: 'known' })
    await storeEvents(db, 'north', [known], beliefs)
    const events = [makeCapacityEvent({ id: 'a' }), known, makeCapacityEvent({ id: 'z' })]
    expect(await storeNew(db, 'north', events, beliefs)).toBeNull()
    expect([await countOf(admin, 'event_key'), await revisionsOf(admin)]).toMatchObject([3, { georgia: 2 }])
    expect(beliefs.repeats.has('north')).toBe(true)
  })

  test('an organization that does not exist', async ({ db, admin }) => {
    const beliefs = await experienced(db)
    const north = beliefs.places.find('north')
    if (north === undefined) throw new Error('its places are not known')
    beliefs.places.note('nowhere', north.mapVersion, north.places)
    expect(await storeNew(db, 'nowhere', [makeCapacityEvent()], beliefs)).toBeNull()
    expect(await countOf(admin, 'events')).toBe(2)
  })
})

test('what is slightly ahead of our clock is taken', async ({ db }) => {
  const beliefs = await experienced(db)
  const event = makeCapacityEvent({ time: inMinutes(4) })
  expect(await storeNew(db, 'north', [event], beliefs)).toMatchObject([{ outcome: 'accepted' }])
})

test('a place moved while events wait: they go by what was written, never by what was known', async ({ db, admin }) => {
  const beliefs = await experienced(db)
  const [event, other] = [makeCapacityEvent(), makeCapacityEvent()]
  let storing: Promise<unknown> = Promise.resolve()
  await admin.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('sluice:config:north', 0))`.execute(trx)
    storing = storeNew(db, 'north', [event], beliefs)
    await sql`update cells set pool_id = 'general' where org_id = 'north' and pool_id = 'georgia' and location_id = 'smyrna'`.execute(
      trx,
    )
    await sql`update organizations set config_version = config_version + 1 where id = 'north'`.execute(trx)
  })
  expect([await storing, await countOf(admin, 'events')]).toEqual([null, 2])
  expect(await storeEvents(db, 'north', [event], beliefs)).toMatchObject([{ pools: [{ poolId: 'general' }] }])
  // Known anew.
  expect(await storeNew(db, 'north', [other], beliefs)).toMatchObject([{ pools: [{ poolId: 'general' }] }])
})

const money = { locationId: 'smyrna', serviceLine: 'orthodontics', date: '2026-11-21', currency: 'USD' }
