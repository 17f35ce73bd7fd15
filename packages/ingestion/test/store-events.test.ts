import type { Event, EventOf } from '@sluice/contracts'
import type { Database } from '@sluice/database'
import { makeCapacityEvent, makeEvent } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { storeEvents } from '../src/index.ts'
import { countOf, revisionsOf, stateOf, test } from './support.ts'

const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString()
const actuals = {
  locationId: 'smyrna',
  serviceLine: 'orthodontics',
  date: '2026-11-21',
  currency: 'USD',
  spendMinor: 500,
}

describe('identity', () => {
  test('a new event is accepted, in the log, in the state, and its pool is due', async ({ db, admin }) => {
    const event = makeCapacityEvent({ id: 'e1' })
    expect(await storeEvents(db, 'north', [event])).toEqual([
      { outcome: 'accepted', pools: [{ poolId: 'georgia', revision: 1 }] },
    ])
    const logged = await admin.selectFrom('events').selectAll().execute()
    expect(logged).toMatchObject([{ org_id: 'north', event_id: 'e1', body: { data: event.data } }])
    const touched = await admin.selectFrom('event_pools').select(['pool_id', 'revision', 'event_id']).execute()
    expect(touched).toEqual([{ pool_id: 'georgia', revision: 1, event_id: 'e1' }])
    expect(await stateOf(admin)).toEqual([
      {
        place: 'smyrna orthodontics',
        figure: 'slots',
        source: '/ehr/smyrna',
        value: { horizonDays: 14, open: 9, total: null },
        eventId: 'e1',
      },
    ])
  })

  test('the same again changes nothing, however the message travelled', async ({ db, admin }) => {
    const event = makeCapacityEvent({ time: '2026-11-22T08:00:00Z' })
    await storeEvents(db, 'north', [event])
    const again = { ...event, time: '2026-11-22T09:00:00.000+01:00', subject: 'x', partitionkey: 'y' }
    expect(await storeEvents(db, 'north', [again])).toEqual([
      { outcome: 'duplicate', pools: [{ poolId: 'georgia', revision: 1 }] },
    ])
    expect([await countOf(admin, 'events'), await revisionsOf(admin)]).toMatchObject([1, { georgia: 1 }])
  })

  test('other content under the same key is a conflict; the first is kept', async ({ db, admin }) => {
    const event = makeCapacityEvent()
    await storeEvents(db, 'north', [event])
    const other = { ...event, data: { ...event.data, newPatientSlotsOpen: 0 } }
    expect(await storeEvents(db, 'north', [other])).toEqual([{ outcome: 'conflict' }])
    expect(await revisionsOf(admin)).toMatchObject({ georgia: 1 })
    expect((await stateOf(admin))[0]?.value).toMatchObject({ open: 9 })
  })

  test('within one batch as well, answers in the order given', async ({ db, admin }) => {
    const event = makeCapacityEvent()
    const other = { ...event, data: { ...event.data, newPatientSlotsOpen: 0 } }
    const stored = await storeEvents(db, 'north', [event, other, makeCapacityEvent(), event])
    expect(stored.map(({ outcome }) => outcome)).toEqual(['accepted', 'conflict', 'accepted', 'duplicate'])
    expect(await countOf(admin, 'events')).toBe(2)
  })

  test('source and id are one key: neither alone, nor glued together', async ({ db }) => {
    const events = [
      makeCapacityEvent({ source: '/a', id: 'b' }),
      makeCapacityEvent({ source: '/a', id: 'c' }),
      makeCapacityEvent({ source: '/ab', id: 'c' }),
    ]
    const stored = await storeEvents(db, 'north', events)
    expect(stored.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  test('two organizations use one key without knowing of each other', async ({ db, admin }) => {
    const event = makeCapacityEvent()
    await storeEvents(db, 'south', [event])
    expect(await storeEvents(db, 'north', [{ ...event, time: inMinutes(-1) }])).toMatchObject([{ outcome: 'accepted' }])
    expect([await revisionsOf(admin, 'north'), await revisionsOf(admin, 'south')]).toMatchObject([
      { georgia: 1 },
      { georgia: 1 },
    ])
  })

  test('no events: nothing to do', async ({ db }) => {
    expect(await storeEvents(db, 'north', [])).toEqual([])
  })
})

describe('pools', () => {
  test('a batch bumps each pool it touches once, the others not', async ({ db, admin }) => {
    const events = [1, 2, 3].map(() => makeCapacityEvent())
    const elsewhere = makeCapacityEvent({ data: { locationId: 'decatur' } })
    await storeEvents(db, 'north', [...events, elsewhere])
    expect(await revisionsOf(admin)).toEqual({ georgia: 1, general: 0, brand: 0, social: 0 })
    expect(await revisionsOf(admin, 'south')).toEqual({ georgia: 0, general: 0, brand: 0, social: 0 })
  })

  test('intake of a whole location concerns every pool with a cell there', async ({ db, admin }) => {
    const closed = makeEvent('sluice.intake.changed.v1', {
      locationId: 'smyrna',
      acceptingNewPatients: false,
      reasonCode: 'closure',
    })
    expect(await storeEvents(db, 'north', [closed])).toEqual([
      {
        outcome: 'accepted',
        pools: [
          { poolId: 'general', revision: 1 },
          { poolId: 'georgia', revision: 1 },
        ],
      },
    ])
    expect(await stateOf(admin)).toMatchObject([
      {
        place: 'smyrna *',
        figure: 'accepting',
        value: { accepting: false, reasonCode: 'closure', wholeLocation: true },
      },
    ])
  })

  test('an event of a place not configured is stored, matches nothing, and is there later', async ({ db, admin }) => {
    const event = makeCapacityEvent({ data: { locationId: 'nowhere' } })
    expect(await storeEvents(db, 'north', [event])).toEqual([{ outcome: 'accepted', pools: [] }])
    expect(await stateOf(admin)).toMatchObject([{ place: 'nowhere orthodontics' }])
    expect(await countOf(admin, 'event_pools')).toBe(0)
  })

  test('a removed cell takes no capacity, but its spend still concerns its pool', async ({ db, admin }) => {
    await sql`update cells set removed_at = now() where org_id = 'north' and location_id = 'smyrna'`.execute(admin)
    const stored = await storeEvents(db, 'north', [
      makeCapacityEvent(),
      makeEvent('sluice.actuals.observed.v1', { ...actuals, spendMinor: 0 }),
    ])
    expect(stored).toEqual([
      { outcome: 'accepted', pools: [] },
      { outcome: 'accepted', pools: [{ poolId: 'georgia', revision: 1 }] },
    ])
  })

  test('an archived pool is not asked to compute', async ({ db, admin }) => {
    await sql`update pools set archived_at = now() where org_id = 'north' and id = 'georgia'`.execute(admin)
    expect(await storeEvents(db, 'north', [makeCapacityEvent()])).toEqual([{ outcome: 'accepted', pools: [] }])
  })

  test('a bump forgives failures; a pool that lags keeps since when', async ({ db, admin }) => {
    await storeEvents(db, 'north', [makeCapacityEvent()])
    await sql`update pool_state set attempts = 5, next_attempt_at = now() + interval '1 hour',
              dirty_since = '2026-01-01Z' where org_id = 'north' and pool_id = 'georgia'`.execute(admin)
    await storeEvents(db, 'north', [makeCapacityEvent()])
    const state = () =>
      admin
        .selectFrom('pool_state')
        .select(['attempts', 'next_attempt_at', 'dirty_since'])
        .where('org_id', '=', 'north')
        .where('pool_id', '=', 'georgia')
        .executeTakeFirstOrThrow()
    expect(await state()).toEqual({ attempts: 0, next_attempt_at: null, dirty_since: new Date('2026-01-01Z') })
    await sql`update pool_state set computed_revision = requested_revision`.execute(admin)
    await storeEvents(db, 'north', [makeCapacityEvent()])
    expect((await state()).dirty_since?.getTime()).toBeGreaterThan(new Date('2026-01-01Z').getTime())
  })
})

describe('actuals', () => {
  test('are kept per place, channel and day, the newest report whole', async ({ db, admin }) => {
    const first = makeEvent('sluice.actuals.observed.v1', { ...actuals, bookings: 3 }, { time: inMinutes(-10) })
    const corrected = makeEvent('sluice.actuals.observed.v1', { ...actuals, spendMinor: 700 }, { time: inMinutes(-5) })
    await storeEvents(db, 'north', [corrected])
    await storeEvents(db, 'north', [first])
    const rows = await admin.selectFrom('actuals').select(['date', 'spend_minor', 'bookings', 'channel']).execute()
    expect(rows).toEqual([{ date: '2026-11-21', spend_minor: 700, bookings: null, channel: '' }])
  })

  test('name their channel where the place is divided, and concern its pool only', async ({ db }) => {
    const macon = { ...actuals, locationId: 'macon' }
    expect(
      await storeEvents(db, 'north', [
        makeEvent('sluice.actuals.observed.v1', macon),
        makeEvent('sluice.actuals.observed.v1', { ...macon, channel: 'search' }),
      ]),
    ).toEqual([
      { outcome: 'refused', code: 'channel-required', pointer: '/data/channel' },
      { outcome: 'accepted', pools: [{ poolId: 'brand', revision: 1 }] },
    ])
  })

  test('in two currencies are two reports; a currency none of the place’s pools has is refused', async ({
    db,
    admin,
  }) => {
    const euros = { ...actuals, locationId: 'nowhere', currency: 'EUR' }
    const stored = await storeEvents(db, 'north', [
      makeEvent('sluice.actuals.observed.v1', { ...actuals, currency: 'EUR' }),
      makeEvent('sluice.actuals.observed.v1', { ...euros, spendMinor: 7 }, { time: inMinutes(-5) }),
      makeEvent('sluice.actuals.observed.v1', { ...euros, currency: 'USD' }),
    ])
    expect(stored).toEqual([
      { outcome: 'refused', code: 'currency-mismatch', pointer: '/data/currency' },
      { outcome: 'accepted', pools: [] },
      { outcome: 'accepted', pools: [] },
    ])
    const rows = await admin.selectFrom('actuals').select(['currency', 'spend_minor']).orderBy('currency').execute()
    expect(rows).toEqual([
      { currency: 'EUR', spend_minor: 7 },
      { currency: 'USD', spend_minor: 500 },
    ])
  })

  test('concern the pools of their currency, also those that had the place before', async ({ db, admin }) => {
    await sql`update pools set currency = 'EUR' where id = 'general'`.execute(admin)
    await sql`update cells set removed_at = now() where org_id = 'north' and location_id = 'smyrna'`.execute(admin)
    await sql`insert into cells (org_id, pool_id, id, location_id, service_line, baseline_daily_budget_minor)
              values ('north', 'general', 'new', 'smyrna', 'orthodontics', 50)`.execute(admin)
    const report = (currency: string) => makeEvent('sluice.actuals.observed.v1', { ...actuals, currency })
    expect(await storeEvents(db, 'north', [report('USD'), report('EUR')])).toMatchObject([
      { pools: [{ poolId: 'georgia' }] },
      { pools: [{ poolId: 'general' }] },
    ])
  })

  test('of tomorrow are refused, by the clocks of the location', async ({ db, admin }) => {
    await sql`update locations set time_zone = 'Pacific/Kiritimati' where id = 'smyrna'`.execute(admin)
    await sql`update locations set time_zone = 'Pacific/Pago_Pago' where id = 'decatur'`.execute(admin)
    // Within five minutes before a midnight its next day is taken, for senders whose clocks run ahead.
    const latest = Date.now() + 5 * 60_000
    const dayOf = (hours: number) => new Date(latest + hours * 3_600_000).toISOString().slice(0, 10)
    const report = (locationId: string, date: string) =>
      makeEvent('sluice.actuals.observed.v1', { ...actuals, locationId, date })
    const refused = { outcome: 'refused', code: 'future-date', pointer: '/data/date' }
    expect(
      await storeEvents(db, 'north', [
        report('smyrna', dayOf(14)),
        report('smyrna', dayOf(14 + 24)),
        report('decatur', dayOf(-11)),
        report('decatur', dayOf(-11 + 24)),
        report('nowhere', dayOf(14 + 24)),
      ]),
    ).toMatchObject([{ outcome: 'accepted' }, refused, { outcome: 'accepted' }, refused, refused])
  })

  test('without a channel are taken for days on which the place was not divided yet', async ({ db, admin }) => {
    await sql`update cells set channel = 'search' where org_id = 'north' and location_id = 'smyrna'`.execute(admin)
    await sql`update cell_places set held_until = '2026-11-20T12:00:00Z' where held_until is not null`.execute(admin)
    const report = (date: string) => makeEvent('sluice.actuals.observed.v1', { ...actuals, date })
    expect(await storeEvents(db, 'north', [report('2026-11-20'), report('2026-11-21')])).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'refused', code: 'channel-required' },
    ])
  })

  test('accepted before the place was divided are still duplicates after', async ({ db, admin }) => {
    await sql`delete from cells where location_id = 'macon'`.execute(admin)
    const spend = makeEvent('sluice.actuals.observed.v1', { ...actuals, locationId: 'smyrna' })
    await storeEvents(db, 'north', [spend])
    await sql`update cells set channel = 'search' where org_id = 'north' and location_id = 'smyrna'`.execute(admin)
    expect(await storeEvents(db, 'north', [spend])).toMatchObject([{ outcome: 'duplicate' }])
  })
})

describe('spend that no clinic has', () => {
  type Spend = Partial<EventOf<'sluice.actuals.observed.v1'>['data']>
  const spend = (spendMinor: number, data: Spend = {}) =>
    makeEvent('sluice.actuals.observed.v1', { ...actuals, spendMinor, ...data })
  const refused = { outcome: 'refused', code: 'actuals-implausible', pointer: '/data/spendMinor' }
  const divided = { locationId: 'macon', channel: 'search' }
  /** Brings numbers into force under which the pool has this much for a day. */
  async function poolHas(admin: Database, poolId: string, minor: number) {
    await sql`insert into effective_plans (org_id, pool_id, number, plan_number, effective_at, status, pool_daily_budget_minor,
                                           reserve_daily_minor, waiting_cells)
              values ('north', ${poolId}, 1, 1, now(), 'published', ${minor}, 0, 0)`.execute(admin)
    await sql`update pool_state set effective_number = 1 where org_id = 'north' and pool_id = ${poolId}`.execute(admin)
  }

  test('is refused beyond ten baselines of its place, and nothing of it kept; the others of the batch are stored', async ({
    db,
    admin,
  }) => {
    await storeEvents(db, 'north', [makeCapacityEvent()])
    const events = [
      spend(100_000),
      spend(100_001, { date: '2026-11-20' }),
      makeCapacityEvent(),
      // Both its channels, of two pools.
      spend(200_000, divided),
      spend(200_001, { ...divided, date: '2026-11-20' }),
    ]
    expect(await storeEvents(db, 'north', events)).toMatchObject([
      { outcome: 'accepted' },
      refused,
      { outcome: 'accepted', pools: [{ poolId: 'georgia' }] },
      { outcome: 'accepted', pools: [{ poolId: 'brand' }] },
      refused,
    ])
    expect(await countOf(admin, 'event_key')).toBe(4)
    const kept = await admin.selectFrom('actuals').select(['date', 'spend_minor']).orderBy('spend_minor').execute()
    expect(kept).toEqual([
      { date: '2026-11-21', spend_minor: 100_000 },
      { date: '2026-11-21', spend_minor: 200_000 },
    ])
  })

  test('is not what its pools together have for a day', async ({ db, admin }) => {
    await poolHas(admin, 'brand', 150_000)
    await poolHas(admin, 'social', 250_000)
    await poolHas(admin, 'georgia', 0)
    const more = spend(400_001, { ...divided, date: '2026-11-20' })
    const [most, ofOther] = [spend(400_000, divided), spend(100_001)]
    expect(await storeEvents(db, 'north', [most, more, ofOther])).toMatchObject([
      { outcome: 'accepted' },
      refused,
      refused,
    ])
  })

  const byChannel = (spends: Record<string, number>, { minutes = -1, ...data }: Spend & { minutes?: number } = {}) =>
    Object.entries(spends).map(([channel, spendMinor]) =>
      makeEvent(
        'sluice.actuals.observed.v1',
        { ...actuals, channel, spendMinor, ...data },
        { time: inMinutes(minutes) },
      ),
    )
  const outcomesOf = async (db: Database, events: readonly Event[]) =>
    (await storeEvents(db, 'north', events)).map(({ outcome }) => outcome)
  const confirmed = { spendConfirmed: true } as const

  test('is what the channels of a day come to together: all of a batch that raise it are refused, no other day', async ({
    db,
    admin,
  }) => {
    const other = { date: '2026-11-20' }
    const tooMuch = byChannel({ search: 60_000, social: 40_001 })
    const most = byChannel({ search: 60_000, social: 40_000 }, other)
    expect(await outcomesOf(db, [...tooMuch, ...tooMuch, ...most])).toEqual([
      ...['refused', 'refused', 'refused', 'refused'],
      ...['accepted', 'accepted'],
    ])
    expect(await outcomesOf(db, byChannel({ search: 150_000, social: 50_001 }, { locationId: 'macon' }))).toEqual([
      'refused',
      'refused',
    ])
    // Another currency, place or organization is another day.
    await sql`update pools set currency = 'EUR' where org_id = 'north' and id = 'general'`.execute(admin)
    expect(
      await outcomesOf(db, byChannel({ tv: 1 }, { ...other, serviceLine: 'primary-care', currency: 'EUR' })),
    ).toEqual(['accepted'])
    expect(await storeEvents(db, 'south', byChannel({ tv: 1 }, other))).toMatchObject([{ outcome: 'accepted' }])
  })

  test('is what a day comes to with what is stored of it; what lowers it, or is older, is taken', async ({ db }) => {
    expect(await outcomesOf(db, byChannel({ search: 60_000, social: 40_000 }))).toEqual(['accepted', 'accepted'])
    const raising = [byChannel({ tv: 1 }), byChannel({ search: 60_001 }, { minutes: 0 })].flat()
    expect(await outcomesOf(db, raising)).toEqual(['refused', 'refused'])
    expect(await outcomesOf(db, byChannel({ search: 60_001 }, { minutes: -9 }))).toEqual(['accepted'])
    // What is older adds nothing, whatever is too much beside it.
    const older = byChannel({ search: 60_002 }, { minutes: -9 })
    expect(await outcomesOf(db, [...byChannel({ tv: 1 }), ...older])).toEqual(['refused', 'accepted'])
    expect(await outcomesOf(db, byChannel({ search: 59_999 }, { minutes: 1 }))).toEqual(['accepted'])
    expect(await outcomesOf(db, byChannel({ tv: 2 }))).toEqual(['refused'])
    expect(await outcomesOf(db, byChannel({ tv: 1 }))).toEqual(['accepted'])
    // One goes down as the other goes up, in one batch.
    const moved = [byChannel({ search: 9_999 }, { minutes: 2 }), byChannel({ social: 90_000 }, { minutes: 2 })].flat()
    expect(await outcomesOf(db, moved)).toEqual(['accepted', 'accepted'])
  })

  test('is weighed as it comes: what was refused because of another channel is taken, the same again, once that is corrected', async ({
    db,
  }) => {
    const [first, corrected, social] = [
      byChannel({ search: 60_000 }, { minutes: -3 }),
      byChannel({ search: 20_000 }, { minutes: -2 }),
      byChannel({ social: 60_000 }, { minutes: -1 }),
    ]
    for (const [events, outcome] of [
      [first, 'accepted'],
      [social, 'refused'],
      [corrected, 'accepted'],
      [social, 'accepted'],
    ] as const)
      expect(await outcomesOf(db, events)).toEqual([outcome])
    // Of one batch the order is nothing.
    const onAnotherDay = [...first, ...social, ...corrected].map((event, n) => ({
      ...event,
      id: `again-${n}`,
      data: { ...event.data, date: '2026-11-20' },
    }))
    expect(await outcomesOf(db, onAnotherDay)).toEqual(['accepted', 'accepted', 'accepted'])
  })

  test('is not hidden by a newer report of its channel that is refused as well', async ({ db }) => {
    await storeEvents(db, 'north', byChannel({ social: 60_000 }))
    const hourly = [
      byChannel({ search: 50_000 }, { minutes: -3 }),
      byChannel({ search: 55_000 }, { minutes: -2 }),
    ].flat()
    expect(await outcomesOf(db, hourly)).toEqual(['refused', 'refused'])
    const corrected = [
      byChannel({ search: 50_000 }, { minutes: -3 }),
      byChannel({ search: 500 }, { minutes: -2 }),
    ].flat()
    expect(await outcomesOf(db, corrected)).toEqual(['accepted', 'accepted'])
  })

  test('takes nothing with it: what is too much by itself counts for no other report of its day', async ({ db }) => {
    const wrong = byChannel({ search: 4_000_000_000 }, { minutes: 0 })
    const right = byChannel({ search: 60_000, social: 40_000 })
    expect(await outcomesOf(db, [...wrong, ...right])).toEqual(['refused', 'accepted', 'accepted'])
    const older = { ...spend(100_000), time: inMinutes(-9) }
    expect(await outcomesOf(db, [spend(4_000_000_000), older])).toEqual(['refused', 'accepted'])
  })

  test('is not added to by what was confirmed, or is refused for something else', async ({ db }) => {
    expect(await outcomesOf(db, byChannel({ search: 9_000_000 }, confirmed))).toEqual(['accepted'])
    const future = byChannel({ tv: 90_000 }, { minutes: 10 })
    expect(await outcomesOf(db, [...future, ...byChannel({ social: 100_000 })])).toEqual(['refused', 'accepted'])
    expect(await outcomesOf(db, byChannel({ search: 100_001 }, { minutes: 0 }))).toEqual(['accepted'])
    expect(await outcomesOf(db, byChannel({ social: 100_001 }, { minutes: 0, ...confirmed }))).toEqual(['accepted'])
  })

  test('is seen by two that report channels of one day at once', async ({ db, admin }) => {
    const [one, two] = [byChannel({ search: 60_000 }), byChannel({ social: 60_000 })]
    const outcomes = await Promise.all([outcomesOf(db, one), outcomesOf(db, two)])
    expect(outcomes.flat().sort()).toEqual(['accepted', 'refused'])
    expect(await admin.selectFrom('actuals').select('spend_minor').execute()).toEqual([{ spend_minor: 60_000 }])
  })

  test('is taken where it is confirmed, under the same id', async ({ db, admin }) => {
    const event = spend(100_001)
    const confirmed = { ...event, data: { ...event.data, spendConfirmed: true as const } }
    expect(await storeEvents(db, 'north', [event])).toEqual([refused])
    expect(await storeEvents(db, 'north', [confirmed])).toMatchObject([{ outcome: 'accepted' }])
    expect(await admin.selectFrom('actuals').select('spend_minor').execute()).toEqual([{ spend_minor: 100_001 }])
  })

  test('cannot be told where no cell is, or no money: there everything is taken', async ({ db, admin }) => {
    await sql`update cells set baseline_daily_budget_minor = 0 where location_id = 'decatur'`.execute(admin)
    const events = [spend(4_000_000_000, { locationId: 'nowhere' }), spend(4_000_000_000, { locationId: 'decatur' })]
    expect(await storeEvents(db, 'north', events)).toMatchObject([{ outcome: 'accepted' }, { outcome: 'accepted' }])
  })

  test('is measured by the cells of its currency, removed ones too, each once, and of its own organization', async ({
    db,
    admin,
  }) => {
    await sql`update pools set currency = 'EUR' where id = 'social'`.execute(admin)
    await sql`update cells set baseline_daily_budget_minor = 9000000 where org_id = 'south'`.execute(admin)
    for (const removed of ['now()', 'null', 'now()'])
      await sql`update cells set removed_at = ${sql.raw(removed)} where location_id = 'macon'`.execute(admin)
    const events = [spend(100_000, divided), spend(100_001, { ...divided, date: '2026-11-20' })]
    expect(await storeEvents(db, 'north', events)).toMatchObject([{ outcome: 'accepted' }, refused])
  })

  test('that was stored once is a duplicate, whatever its baseline is by now', async ({ db, admin }) => {
    const event = spend(100_000)
    await storeEvents(db, 'north', [event])
    await sql`update cells set baseline_daily_budget_minor = 1`.execute(admin)
    expect(await storeEvents(db, 'north', [event])).toMatchObject([{ outcome: 'duplicate' }])
  })
})

describe('refused', () => {
  test('events from the future, by the database’s clock; nothing of them is kept', async ({ db, admin }) => {
    const stored = await storeEvents(db, 'north', [
      makeCapacityEvent({ time: inMinutes(6) }),
      makeCapacityEvent({ recordedtime: inMinutes(6) }),
      makeCapacityEvent({ time: inMinutes(4) }),
    ])
    expect(stored).toMatchObject([
      { outcome: 'refused', code: 'future-timestamp', pointer: '/time' },
      { outcome: 'refused', code: 'future-timestamp', pointer: '/recordedtime' },
      { outcome: 'accepted' },
    ])
    expect([await countOf(admin, 'event_key'), await countOf(admin, 'events')]).toEqual([1, 1])
  })

  test('a refused event does not take its key: corrected, it is accepted', async ({ db }) => {
    const early = makeCapacityEvent({ time: inMinutes(60) })
    expect(await storeEvents(db, 'north', [early, { ...early, time: inMinutes(0) }])).toMatchObject([
      { outcome: 'refused' },
      { outcome: 'accepted' },
    ])
  })

  test('a value that PostgreSQL refuses costs nobody else’s events', async ({ db, admin }) => {
    // None of these gets through the border; this is what happens if one does.
    const poisoned = [
      makeCapacityEvent({ id: 'nul\u0000' }),
      makeCapacityEvent({ data: { locationId: 'nul\u0000' } }),
      makeCapacityEvent({ sequence: 'nul\u0000' }),
    ]
    const good = Array.from({ length: 20 }, () => makeCapacityEvent())
    const events = [...good.slice(0, 7), ...poisoned, ...good.slice(7)]
    const outcomes = (await storeEvents(db, 'north', events)).map(({ outcome }) => outcome)
    expect(outcomes.filter((outcome) => outcome === 'accepted')).toHaveLength(20)
    expect(outcomes.slice(7, 10)).toEqual(['refused', 'refused', 'refused'])
    expect(await countOf(admin, 'events')).toBe(20)
  })
})

test('an organization that does not exist stores nothing', async ({ db, admin }) => {
  await expect(storeEvents(db, 'nowhere', [makeCapacityEvent()])).rejects.toThrow()
  expect(await countOf(admin, 'events')).toBe(0)
})
