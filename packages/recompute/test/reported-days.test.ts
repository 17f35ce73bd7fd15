import { putPool } from '@sluice/configuration'
import { pool as poolSchema } from '@sluice/contracts'
import { connect, type Database, listSpendOfPool, type PoolKey, sumPerformance, sumWastedSpend } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, configurePool, type TestDatabase } from '@sluice/test-kit'
import fc from 'fast-check'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { addDays, localDayAt } from '../src/calendar.ts'
import { readPacing, recomputePool } from '../src/index.ts'
import { capacity, inputOf, read, spend, test } from './setup.ts'

const zone = 'America/New_York'
const today = () => localDayAt(new Date().toISOString(), zone).date
const daysAgo = (days: number) => addDays(today(), -days)

/** A period of three complete days and thirty to come; cells of $100 a day, at the first clinic unless named otherwise. */
async function put(db: Database, { orgId, poolId }: PoolKey, cells: Record<string, string | undefined>): Promise<void> {
  const periods = [{ startsOn: daysAgo(3), endsOn: addDays(today(), 30), budgetMinor: 10_000_000 }]
  const body = {
    ...{ name: poolId, currency: 'USD', timeZone: zone, period: { kind: 'custom', periods } },
    cells: Object.entries(cells).map(([id, channel]) => ({
      ...{ id, locationId: clinicId(0), serviceLine: 'orthodontics', channel, baselineDailyBudgetMinor: 10_000 },
    })),
  }
  await putPool(db, orgId, poolId, poolSchema.parse(body), { actor: 'test' })
}

const span = () => ({ from: daysAgo(30), before: addDays(today(), 1) })
const all = { by: 'none', interval: 'total' } as const

/** What the period, the learning and each report say was spent, and the bookings it brought. */
async function sumsOf(db: Database, pool: PoolKey) {
  const { amount, cells } = await inputOf(db, pool)
  const scope = { ...pool, ...span() }
  return read(db, pool, async (trx) => {
    const pacing = await readPacing(trx, pool)
    const [performance] = await sumPerformance(trx, scope, all, 9)
    const [ofAll] = await sumPerformance(trx, { orgId: pool.orgId, ...span() }, all, 9)
    const [wasted] = await sumWastedSpend(trx, scope, all, 9)
    return {
      counted: amount.spentOnCompleteDaysMinor,
      reported: pacing?.reportedMinor,
      learned: cells.reduce((sum, { learned }) => sum + learned.spendMinor, 0),
      bookings: cells.reduce((sum, { learned }) => sum + learned.bookings, 0),
      performance: performance?.spendMinor,
      performanceBookings: performance?.bookings,
      ofAll: ofAll?.spendMinor,
      wasted: wasted?.spendMinor,
    }
  })
}

const same = (spendMinor: number, bookings: number) => ({
  ...{ reported: spendMinor, learned: spendMinor, bookings, performance: spendMinor },
  ...{ performanceBookings: bookings, ofAll: spendMinor, wasted: spendMinor },
})

const undivided = test.extend('pool', async ({ database, db }): Promise<PoolKey> => {
  const pool = await configurePool(database, { clinics: 1, changes: { cells: [] } })
  await put(db, pool, { whole: undefined })
  return pool
})

undivided('what is reported by channel for an undivided cell is added up, everywhere alike', async ({ db, pool }) => {
  const [stored] = await storeEvents(db, pool.orgId, [
    spend(0, daysAgo(1), { channel: 'search', spendMinor: 99_999, bookings: 7 }),
  ])
  expect(stored).toMatchObject({ outcome: 'accepted', pools: [{ poolId: pool.poolId }] })
  expect(await sumsOf(db, pool)).toEqual({ counted: 20_000 + 99_999, ...same(99_999, 7) })
  await storeEvents(db, pool.orgId, [spend(0, daysAgo(1), { channel: 'social', spendMinor: 1, bookings: 2 })])
  expect(await sumsOf(db, pool)).toEqual({ counted: 20_000 + 100_000, ...same(100_000, 9) })
})

undivided('a report without a channel is the total of its day; nothing is added to it', async ({ db, pool }) => {
  await storeEvents(db, pool.orgId, [
    spend(0, daysAgo(1), { channel: 'search', spendMinor: 600, bookings: 7 }),
    spend(0, daysAgo(1), { spendMinor: 1_000, bookings: 8 }),
    spend(0, daysAgo(2), { channel: 'search', spendMinor: 50, bookings: 1 }),
  ])
  expect(await sumsOf(db, pool)).toEqual({ counted: 10_000 + 1_050, ...same(1_050, 9) })
})

undivided('a figure that one channel does not say is unknown of the day', async ({ db, pool }) => {
  await storeEvents(db, pool.orgId, [
    spend(0, daysAgo(1), { channel: 'search', spendMinor: 600, bookings: 7 }),
    spend(0, daysAgo(1), { channel: 'social', spendMinor: 400 }),
  ])
  expect(await sumsOf(db, pool)).toMatchObject({ reported: 1_000, learned: 0, bookings: 0, performanceBookings: null })
})

undivided(
  'an undivided cell that was removed is spent for until all of its channels report nothing',
  async ({ database, db, pool }) => {
    await storeEvents(db, pool.orgId, [capacity(0, 5)])
    await recomputePool({ db }, pool)
    await put(db, pool, {})
    await age(database, 2)
    const report = (channel: string, spendMinor: number) =>
      storeEvents(db, pool.orgId, [spend(0, today(), { channel, spendMinor })])
    await report('search', 0)
    await report('social', 9)
    expect((await inputOf(db, pool)).cells.map(({ id }) => id)).toEqual(['whole'])
    await report('social', 0)
    expect((await inputOf(db, pool)).cells).toEqual([])
  },
)

undivided(
  'days before a division are the undivided cell’s, days after it the channels’',
  async ({ database, db, pool }) => {
    await age(database, 5)
    await put(db, pool, { search: 'search', social: 'social' })
    await age(database, 2)
    const ofChannel = (days: number) => [
      spend(0, daysAgo(days), { channel: 'search', spendMinor: 100 * days }),
      spend(0, daysAgo(days), { channel: 'social', spendMinor: days }),
    ]
    await storeEvents(db, pool.orgId, [...ofChannel(3), ...ofChannel(1)])
    const spent = await read(db, pool, (trx) => listSpendOfPool(trx, pool, span()))
    const lines = spent.map(({ cellId, date, spendMinor }) => `${date} ${cellId} ${spendMinor}`).sort()
    expect(lines).toEqual([
      ...['search 0', 'social 0', 'whole 303'].map((line) => `${daysAgo(3)} ${line}`),
      ...['search 100', 'social 1'].map((line) => `${daysAgo(1)} ${line}`),
    ])
  },
)

test('what was reported of a whole place that cells share by channel from the first is nobody’s zero', async ({
  db,
  database,
}) => {
  const pool = await configurePool(database, { clinics: 1, changes: { cells: [] } })
  const [before] = await storeEvents(db, pool.orgId, [spend(0, daysAgo(2), { spendMinor: 500_000 })])
  expect(before).toMatchObject({ outcome: 'accepted', pools: [] })
  await put(db, pool, { search: 'search', social: 'social' })
  await storeEvents(db, pool.orgId, [spend(0, daysAgo(1), { channel: 'search', spendMinor: 70 })])
  const pacing = await read(db, pool, (trx) => readPacing(trx, pool))
  const at = (days: number) => pacing?.points.find(({ date }) => date === daysAgo(days))
  expect(at(2)).toMatchObject({ spentMinor: null, assumedMinor: 20_000, basis: { actual: 0, baseline: 2 } })
  expect(at(1)).toMatchObject({ spentMinor: 70, assumedMinor: 10_000, basis: { actual: 1, baseline: 1 } })
})

const adminOf = ({ adminUrl }: TestDatabase) =>
  connect({ url: adminUrl, applicationName: 'test', maxConnections: 1, onError: () => undefined })

/** As if everything so far had happened some days earlier. */
async function age(database: TestDatabase, days: number): Promise<void> {
  const admin = adminOf(database)
  const earlier = (column: string) => sql`${sql.ref(column)} = ${sql.ref(column)} - make_interval(days => ${days})`
  await sql`update pools set ${earlier('created_at')}`.execute(admin)
  await sql`update cells set ${earlier('removed_at')}`.execute(admin)
  await sql`update cell_places set ${earlier('held_from')}, ${earlier('held_until')}`.execute(admin)
  await sql`update budget_history set ${earlier('effective_at')}`.execute(admin)
  await admin.destroy()
}

interface Held {
  channel: string
  from: number
  until: number | null
}
interface Row {
  channel: string
  day: number
  spendMinor: number
}

/**
 * Which holding a row by channel counts for, told in the plainest way: who has its channel then, else who had it or all
 * of it last.
 */
function holderOf({ channel, day }: Row, held: readonly Held[]): Held | undefined {
  const own = held.filter((one) => one.channel === channel || one.channel === '')
  const begun = own.filter(({ from }) => from <= day)
  const [first] = own.toSorted((a, b) => a.from - b.from)
  const still = begun.filter((one) => one.channel === channel && channel !== '' && (one.until ?? Infinity) > day)
  return still.at(-1) ?? begun.toSorted((a, b) => a.from - b.from).at(-1) ?? first
}

/** What must be counted of each day. */
function expectedOf(rows: readonly Row[], held: readonly Held[]): Record<number, number> {
  const sums: Record<number, number> = {}
  const add = (day: number, minor: number) => {
    sums[day] = (sums[day] ?? 0) + minor
  }
  const isWhole = held.some(({ channel }) => channel === '')
  for (const row of rows) {
    const holder = row.channel === '' ? isWhole : holderOf(row, held)
    const hasTotal = rows.some(({ channel, day }) => channel === '' && day === row.day)
    const isInTotal = row.channel !== '' && typeof holder === 'object' && holder.channel === '' && hasTotal
    if (holder !== undefined && holder !== false && !isInTotal) add(row.day, row.spendMinor)
  }
  return sums
}

test('however a place is divided and united again, each report counts once', async ({ database, db }) => {
  const pool = await configurePool(database, { clinics: 1 })
  await put(db, pool, Object.fromEntries(Array.from({ length: 8 }, (_, n) => [`c${n}`, `channel-${n}`])))
  const admin = adminOf(database)
  const channel = fc.constantFrom('', 'a', 'b')
  const history = fc.uniqueArray(fc.integer({ min: 0, max: 19 }), { minLength: 1, maxLength: 8 }).chain((days) =>
    fc.tuple(
      fc.tuple(
        ...days
          .sort((a, b) => a - b)
          .map((from) => fc.record({ channel, from: fc.constant(from), endsOthers: fc.boolean() })),
      ),
      fc.uniqueArray(
        fc.record({
          channel: fc.oneof(channel, fc.constant('c')),
          day: fc.nat(21),
          spendMinor: fc.integer({ min: 1, max: 99 }),
        }),
        {
          maxLength: 25,
          selector: (row) => `${row.channel} ${row.day}`,
        },
      ),
    ),
  )
  const dateOf = (day: number) => daysAgo(25 - day)
  await fc.assert(
    fc.asyncProperty(history, async ([begun, rows]) => {
      // Whoever takes a channel ends who had it; a division or union ends the rest too, or they go on side by side, in two pools.
      const held = begun.map(({ channel, from }, n): Held => {
        const next = begun
          .slice(n + 1)
          .find((one) => one.channel === channel || (one.endsOthers && (one.channel === '' || channel === '')))
        return { channel, from, until: next?.from ?? null }
      })
      await sql`delete from cell_places`.execute(admin)
      await sql`delete from actuals`.execute(admin)
      for (const [n, { channel, from, until }] of held.entries()) {
        const at = (day: number) => `${dateOf(day)}T17:00:00Z`
        await sql`insert into cell_places values (${pool.orgId}, ${pool.poolId}, ${`c${n}`}, ${clinicId(0)}, 'orthodontics', ${channel},
          ${at(from)}, ${until === null ? null : at(until)})`.execute(admin)
      }
      for (const { channel, day, spendMinor } of rows)
        await sql`insert into actuals (org_id, location_id, service_line, channel, date, source, currency, spend_minor, observed_at, body_sha256)
          values (${pool.orgId}, ${clinicId(0)}, 'orthodontics', ${channel}, ${dateOf(day)}, '/ads', 'USD', ${spendMinor}, now(), '')`.execute(
          admin,
        )
      const expected = expectedOf(rows, held)
      const sum = Object.values(expected).reduce((total, minor) => total + minor, 0)
      await read(db, pool, async (trx) => {
        const spent = await listSpendOfPool(trx, pool, span())
        const byDay: Record<number, number> = {}
        for (const { date, spendMinor } of spent) {
          const day = 25 - Math.round((Date.parse(today()) - Date.parse(date)) / 86_400_000)
          byDay[day] = (byDay[day] ?? 0) + spendMinor
        }
        expect(byDay).toEqual(expected)
        const [performance] = await sumPerformance(trx, { ...pool, ...span() }, all, 9)
        const [wasted] = await sumWastedSpend(trx, { ...pool, ...span() }, all, 9)
        expect([performance?.spendMinor ?? 0, wasted?.spendMinor ?? 0]).toEqual([sum, sum])
      })
    }),
    { numRuns: 60 },
  )
  await admin.destroy()
})
