import { putPool, putServiceLine } from '@sluice/configuration'
import { type Event, pool as poolSchema, serviceLine as serviceLineSchema } from '@sluice/contracts'
import {
  type Database,
  deleteUnusedState,
  listFiguresOfNewPlaces,
  sharePlaceMap,
  withOrganization,
} from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { test as base, eventually, makeCapacityEvent, makeEvent, makeOrganization } from '@sluice/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { connectTo } from './setup.ts'
import { letDaysPass } from './years.ts'

const lineIds = ['ortho', 'hygiene']
const actor = { actor: 'test', mayDecide: true }

/** Two organizations with the locations anchor, smyrna and decatur and a pool of one cell at anchor. */
const test = base.extend('known', async ({ database }, { onCleanup }) => {
  const [db, admin] = [connectTo(database.url), connectTo(database.adminUrl)]
  onCleanup(async () => {
    await Promise.all([db.destroy(), admin.destroy()])
  })
  for (const orgId of ['north', 'south']) await makeEmpty({ db, admin, adminUrl: database.adminUrl }, orgId)
  return { db, admin }
})

async function makeEmpty(
  { db, admin, adminUrl }: { db: Database; admin: Database; adminUrl: string },
  orgId: string,
): Promise<void> {
  await makeOrganization(adminUrl, orgId)
  await sql`insert into locations (org_id, id, name, time_zone)
    select ${orgId}, id, id, 'America/New_York' from unnest(array['anchor', 'smyrna', 'decatur']) id`.execute(admin)
  const line = {
    name: 'Line',
    typicalWaitDays: 21,
    typicalWaitKind: 'third_next_available',
    lifetimeValueMinor: 480_000,
  }
  const priors = { marginShare: 0.4, priorCostPerBookingMinor: 9_500, priorKappa: 1.5 }
  for (const id of lineIds) await putServiceLine(db, orgId, id, serviceLineSchema.parse({ ...line, ...priors }), actor)
  await hold(db, orgId, [])
}

/** The pool has cells at these places, `smyrna ortho`, and at the anchor. */
async function hold(db: Database, orgId: string, places: readonly string[]): Promise<void> {
  const cells = ['anchor ortho', ...places].map((place) => {
    const [locationId, serviceLine] = place.split(' ')
    return { id: place.replace(' ', '.'), locationId, serviceLine, baselineDailyBudgetMinor: 10_000 }
  })
  const period = { kind: 'month', budgetMinor: 3_000_000 }
  const pool = poolSchema.parse({ name: 'West', currency: 'USD', timeZone: 'America/New_York', period, cells })
  await putPool(db, orgId, 'west', pool, actor)
}

const atMinute = (minute: number) => new Date(Date.parse('2026-11-22T08:00:00Z') + minute * 60_000).toISOString()

function slots(id: string, place: string, minute: number, horizonDays = 14): Event {
  const [locationId = '', serviceLine = ''] = place.split(' ')
  const data = { locationId, serviceLine, newPatientSlotsOpen: minute, horizonDays }
  return makeCapacityEvent({ id, time: atMinute(minute), data })
}

function closure(id: string, locationId: string, minute: number): Event {
  const data = { locationId, acceptingNewPatients: minute % 2 === 0, reasonCode: 'other' as const }
  return makeEvent('sluice.intake.changed.v1', data, { id, time: atMinute(minute) })
}

async function stateOf(admin: Database, orgId: string): Promise<string[]> {
  const { rows } = await sql<{ line: string }>`
    select location_id || ' ' || service_line || ' ' || figure || ' ' || source || ' ' || event_id || ' ' || value::text as line
      from place_state where org_id = ${orgId} order by 1`.execute(admin)
  return rows.map(({ line }) => line)
}

async function placesOf(admin: Database, orgId: string): Promise<string[]> {
  return (await stateOf(admin, orgId)).map((line) => line.split(' ').slice(0, 2).join(' '))
}

test('state goes once no report came for the days set and no cell was there for 400 days; not before', async ({
  known: { db, admin },
}) => {
  await hold(db, 'north', ['decatur ortho'])
  const places = ['anchor ortho', 'smyrna ortho', 'decatur ortho', 'decatur hygiene']
  await storeEvents(db, 'north', [
    ...places.map((place, minute) => slots(place.replace(' ', '-'), place, minute)),
    closure('whole-anchor', 'anchor', 1),
    closure('whole-smyrna', 'smyrna', 1),
  ])
  await storeEvents(db, 'south', [slots('other', 'smyrna ortho', 1)])
  await letDaysPass(admin, 34)
  expect(await deleteUnusedState(db, 'north', { silentDays: 35 })).toBe(0)
  await letDaysPass(admin, 1)
  expect(await deleteUnusedState(db, 'north', { silentDays: 35, atOnce: 2 })).toBe(3)
  expect(await placesOf(admin, 'north'), 'places with a cell, and all of a location with one').toEqual([
    'anchor *',
    'anchor ortho',
    'decatur ortho',
  ])
  expect(await placesOf(admin, 'south'), 'of another organization').toEqual(['smyrna ortho'])
  await hold(db, 'north', [])
  await letDaysPass(admin, 399)
  expect(await deleteUnusedState(db, 'north', { silentDays: 35 })).toBe(0)
  await letDaysPass(admin, 1)
  expect(await deleteUnusedState(db, 'north', { silentDays: 35 })).toBe(1)
  expect(await placesOf(admin, 'north')).toEqual(['anchor *', 'anchor ortho'])
})

test('a cell that is configured at a forgotten place finds the newest figures, not the last that came, and so does a question of what if', async ({
  known: { db, admin },
}) => {
  await storeEvents(db, 'north', [slots('early', 'smyrna ortho', 5), slots('newest', 'smyrna ortho', 9)])
  await storeEvents(db, 'north', [closure('closed', 'smyrna', 7)])
  await letDaysPass(admin, 40)
  expect(await deleteUnusedState(db, 'north', { silentDays: 35 })).toBe(2)
  await storeEvents(db, 'north', [slots('late', 'smyrna ortho', 8)])
  const place = { locationId: 'smyrna', serviceLine: 'ortho' }
  const asked = await withOrganization(db, { role: 'sluice_results', orgId: 'north' }, (trx) =>
    listFiguresOfNewPlaces(trx, 'north', [place]),
  )
  expect(asked.map(({ figure, observedAt }) => `${figure} ${observedAt}`).sort()).toEqual([
    'accepting 2026-11-22T08:07:00.000000Z',
    'slots 2026-11-22T08:09:00.000000Z',
  ])
  await hold(db, 'north', ['smyrna ortho'])
  expect(await stateOf(admin, 'north')).toEqual([
    expect.stringMatching(/^smyrna \* accepting \/ehr\/smyrna closed /),
    expect.stringMatching(/^smyrna ortho slots \/ehr\/smyrna newest /),
  ])
  const stamped = await admin.selectFrom('event_pools').select('event_id').orderBy('event_id').execute()
  expect(stamped.map(({ event_id }) => event_id)).toEqual(['closed', 'newest'])
})

/** So many transactions wait for a lock of configuration. */
async function waitingFor(admin: Database, count: number): Promise<void> {
  const waiting = sql<{
    n: number
  }>`select count(*)::integer as n from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`
  await eventually(
    () => waiting.execute(admin),
    ({ rows }) => rows[0]?.n === count,
  )
}

test('a cell that is configured while its place is being cleaned misses nothing', async ({ known: { db, admin } }) => {
  await storeEvents(db, 'north', [slots('newest', 'smyrna ortho', 9)])
  await letDaysPass(admin, 40)
  let cleaning: Promise<number> | undefined
  let holding: Promise<void> | undefined
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    cleaning = deleteUnusedState(db, 'north', { silentDays: 35 })
    await waitingFor(admin, 1)
    holding = hold(db, 'north', ['smyrna ortho'])
    await waitingFor(admin, 2)
  })
  expect(await cleaning).toBe(1)
  await holding
  expect(await stateOf(admin, 'north')).toEqual([expect.stringMatching(/^smyrna ortho slots \/ehr\/smyrna newest /)])
})

test('an event that is stored while a cell adopts its forgotten place neither waits for it nor is lost', async ({
  known: { db, admin },
}) => {
  const kept = slots('kept', 'smyrna ortho', 5)
  await storeEvents(db, 'north', [slots('older', 'smyrna ortho', 3), kept])
  await letDaysPass(admin, 40)
  await deleteUnusedState(db, 'north', { silentDays: 35 })
  let holding: Promise<void> | undefined
  await withOrganization(db, { role: 'sluice_ingest', orgId: 'north' }, async (trx) => {
    await sharePlaceMap(trx, 'north')
    holding = hold(db, 'north', ['smyrna ortho'])
    await waitingFor(admin, 1)
    await sql`
      insert into place_state (org_id, location_id, service_line, figure, source, value, observed_at, body_sha256, event_id, received_at)
      values ('north', 'smyrna', 'ortho', 'slots', '/ehr/smyrna', '{}', ${atMinute(7)}, decode(repeat('00', 32), 'hex'), 'between', now())`.execute(
      trx,
    )
  })
  await holding
  expect(await stateOf(admin, 'north')).toEqual([expect.stringMatching(/^smyrna ortho slots \/ehr\/smyrna between /)])
})

const place = fc.constantFrom('smyrna ortho', 'smyrna hygiene', 'decatur ortho')
const event = fc.record({ place, isWhole: fc.boolean(), minute: fc.integer({ min: 0, max: 9 }) })
const requests = fc.array(fc.array(event, { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 4 })

/**
 * Events of places that nobody has, then years without any; then at once more of them, cleanings, and cells at some of
 * the places.
 */
const round = fc.record({
  before: requests,
  cleanedBefore: fc.boolean(),
  meanwhile: requests,
  cleanings: fc.integer({ min: 1, max: 2 }),
  held: fc.uniqueArray(place, { minLength: 1, maxLength: 2 }),
})

test('cleaning, adopting and storing at once end, at every place with a cell, in the state of an organization that is never cleaned', async ({
  known: { db, admin },
}) => {
  let events = 0
  let cleaned = 0
  const toEvent = (drawn: { place: string; isWhole: boolean; minute: number }): Event => {
    events += 1
    const { place, isWhole, minute } = drawn
    return isWhole
      ? closure(`e${events}`, place.split(' ')[0] ?? '', minute)
      : slots(`e${events}`, place, minute, minute % 3 === 0 ? 90 : 14)
  }
  const both = (work: (orgId: string) => Promise<unknown>[]) => ['north', 'south'].flatMap(work)
  const store = (drawn: { place: string; isWhole: boolean; minute: number }[][]) => {
    const batches = drawn.map((batch) => batch.map(toEvent))
    return (orgId: string) => batches.map((batch) => storeEvents(db, orgId, batch))
  }
  const clean = async () => {
    cleaned += await deleteUnusedState(db, 'north', { silentDays: 1, atOnce: 2 })
  }
  await fc.assert(
    fc.asyncProperty(fc.array(round, { minLength: 1, maxLength: 2 }), async (rounds) => {
      await sql`truncate place_state, event_key, events, event_pools`.execute(admin)
      for (const { before, cleanedBefore, meanwhile, cleanings, held } of rounds) {
        await Promise.all(both((orgId) => [hold(db, orgId, [])]))
        await Promise.all(both(store(before)))
        await letDaysPass(admin, 401)
        if (cleanedBefore) await clean()
        const adopting = both((orgId) => [hold(db, orgId, held)])
        await Promise.all([...adopting, ...both(store(meanwhile)), ...Array.from({ length: cleanings }, clean)])
        const isHeld = (line: string) => {
          const [locationId, serviceLine] = line.split(' ')
          const isWhole = serviceLine === '*'
          return held.some(
            (one) => one === `${locationId} ${serviceLine}` || (isWhole && one.startsWith(`${locationId} `)),
          )
        }
        expect((await stateOf(admin, 'north')).filter(isHeld)).toEqual((await stateOf(admin, 'south')).filter(isHeld))
      }
    }),
    { numRuns: 15 },
  )
  expect(cleaned, 'it removed something').toBeGreaterThan(15)
})
