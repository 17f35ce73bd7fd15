import { type Database, withOwner } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { clinicId, makeEvent, type TestDatabase } from '@sluice/test-kit'
import { sql } from 'kysely'
import { describe, expect } from 'vitest'
import { readReport } from '../src/reports/read-report.ts'
import { type Api, test } from './configuration-fixture.ts'
import { makePool, plannedPool } from './planned-pool.ts'

type Row = Record<string, unknown>

async function rowsOf(api: Api, url: string, orgId: 'north' | 'south' = 'north'): Promise<Row[]> {
  const { status, body } = await api.as(orgId, 'viewer')({ method: 'GET', url })
  expect({ status, body }).toMatchObject({ status: 200 })
  return body.items as Row[]
}

/** What was spent at the n-th clinic on a day of 2025: long ago, so that every day is complete. */
async function reportSpend(api: Api, clinic: number, date: string, data: Row, orgId = 'north'): Promise<void> {
  const place = { locationId: clinicId(clinic), serviceLine: 'orthodontics', channel: 'south-east' }
  const event = makeEvent('sluice.actuals.observed.v1', { ...place, date, currency: 'USD', spendMinor: 0, ...data })
  const [stored] = await storeEvents(api.db, orgId, [event])
  expect(stored?.outcome).toBe('accepted')
}

describe('performance', () => {
  const url = '/v1/reports/performance?from=2025-03-01&to=2025-04-30'

  test('a quarter million that brought a million and a quarter is 400 %; nothing invested has no return', async ({
    api,
    database,
  }) => {
    await makePool(api, database)
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 250_000, spendConfirmed: true, revenueMinor: 1_250_000 })
    await reportSpend(api, 1, '2025-03-03', { spendMinor: 0, revenueMinor: 5_000 })
    expect(await rowsOf(api, `${url}&by=location`)).toMatchObject([
      { locationId: 'clinic-0', serviceLine: null, reportedRoiPercent: 400, spendMinor: 250_000 },
      { locationId: 'clinic-1', reportedRoiPercent: null, matchedRoiPercent: null, reportedRevenueMinor: 5_000 },
    ])
  })

  test('what a day does not say is unknown, not zero: ratios use the days that say both', async ({ api, database }) => {
    await makePool(api, database)
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 10_000, leads: 10, bookings: 4, keptVisits: 3 })
    await reportSpend(api, 0, '2025-03-04', { spendMinor: 30_000, leads: 20 })
    await reportSpend(api, 0, '2025-03-05', { spendMinor: 20_000 })
    const [row] = await rowsOf(api, url)
    expect(row).toMatchObject({
      period: '2025-03-01',
      lastDay: '2025-03-05',
      daysReported: 3,
      spendMinor: 60_000,
      leads: 30,
      costPerLeadMinor: 1_333.33,
      bookings: 4,
      costPerBookingMinor: 2_500,
      conversionShare: 0.4,
      leadQualityShare: 0.3,
      keptShare: 0.75,
      costPerKeptVisitMinor: 3_333.33,
      reportedRevenueMinor: null,
      reportedRoiPercent: null,
    })
  })

  test('three revenues stand apart, each with the spend of its own days', async ({ api, database }) => {
    await makePool(api, database)
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 100, revenueMinor: 400, matchedRevenueMinor: 300 })
    await reportSpend(api, 0, '2025-03-04', { spendMinor: 100, revenueMinor: 400, incrementalRevenueMinor: 150 })
    expect((await rowsOf(api, url))[0]).toMatchObject({
      reportedRevenueMinor: 800,
      matchedRevenueMinor: 300,
      incrementalRevenueMinor: 150,
      reportedInvestmentMinor: 200,
      matchedInvestmentMinor: 100,
      incrementalInvestmentMinor: 100,
      reportedRoiPercent: 300,
      matchedRoiPercent: 200,
      incrementalRoiPercent: 50,
    })
  })

  test('a newer report of a day replaces all three', async ({ api, database }) => {
    await makePool(api, database)
    const first = { revenueMinor: 4, matchedRevenueMinor: 3, incrementalRevenueMinor: 2 }
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 100, ...first })
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 100, matchedRevenueMinor: 50 })
    expect((await rowsOf(api, url))[0]).toMatchObject({
      reportedRevenueMinor: null,
      matchedRevenueMinor: 50,
      incrementalRevenueMinor: null,
    })
  })

  test('by week, month and day; the first one cut to the span', async ({ api, database }) => {
    await makePool(api, database)
    for (const date of ['2025-03-01', '2025-03-02', '2025-03-03', '2025-04-01']) {
      await reportSpend(api, 0, date, { spendMinor: 100 })
    }
    const periods = async (interval: string) =>
      (await rowsOf(api, `${url}&interval=${interval}`)).map(({ period, spendMinor }) => [period, spendMinor])
    expect(await periods('week')).toEqual([
      ['2025-03-01', 200],
      ['2025-03-03', 100],
      ['2025-03-31', 100],
    ])
    expect(await periods('month')).toEqual([
      ['2025-03-01', 300],
      ['2025-04-01', 100],
    ])
    expect(await periods('day')).toHaveLength(4)
    expect(await periods('total')).toEqual([['2025-03-01', 400]])
  })

  test('young figures say so', async ({ api, database }) => {
    await makePool(api, database)
    await reportSpend(api, 0, '2025-01-06', { spendMinor: 100 })
    await reportSpend(api, 0, '2025-03-02', { spendMinor: 100 })
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 100 })
    const maturity = async (from: string) =>
      (await rowsOf(api, `/v1/reports/performance?from=${from}&to=2025-03-31`))[0]?.maturity
    expect(await maturity('2025-03-02')).toBe('first_weeks')
    expect(await maturity('2025-03-03')).toBe('mature')
  })

  test('another organization’s money is not in it, nor another pool’s', async ({ api, database }) => {
    await makePool(api, database)
    await makePool(api, database, { orgId: 'south' })
    await makePool(api, database, { poolId: 'west' })
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 700 })
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 900 }, 'south')
    expect((await rowsOf(api, url))[0]).toMatchObject({ spendMinor: 700 })
    expect((await rowsOf(api, url, 'south'))[0]).toMatchObject({ spendMinor: 900 })
    expect(await rowsOf(api, `${url}&poolId=west`)).toEqual([])
    expect((await rowsOf(api, `${url}&poolId=south-east`))[0]).toMatchObject({ spendMinor: 700 })
  })

  test('as a spreadsheet: a header and a row an item, unknown figures empty', async ({ api, database }) => {
    await makePool(api, database)
    await reportSpend(api, 0, '2025-03-03', { spendMinor: 700, leads: 2 })
    const answer = await api.as('north', 'viewer')({ method: 'GET', url: `${url}&by=location&format=csv` })
    expect(answer.headers['content-type']).toMatch(/^text\/csv/)
    expect(answer.headers['content-disposition']).toContain('sluice-performance.csv')
    const [header, row, end] = answer.text.split('\r\n')
    expect(header).toMatch(/^period,locationId,serviceLine,currency,lastDay,daysReported,spendMinor,leads,/)
    expect(row).toMatch(/^2025-03-01,clinic-0,,USD,2025-03-03,1,700,2,,,350,,/)
    expect(end).toBe('')
  })

  test.for([
    ['from=2025-03-02&to=2025-03-01', '#/query/to'],
    ['from=2024-01-01&to=2025-03-01', '#/query/from'],
    ['interval=year', '#/query/interval'],
    ['by=clinic', '#/query/by'],
  ])('%s is refused at %s', async ([query, pointer], { api }) => {
    const answer = await api.as('north', 'viewer')({ method: 'GET', url: `/v1/reports/performance?${query}` })
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request', errors: [{ pointer }] } })
  })

  test('28 days up to yesterday unless said otherwise', async ({ api }) => {
    const { body } = await api.as('north', 'viewer')({ method: 'GET', url: '/v1/reports/performance' })
    const days = (Date.parse(String(body.to)) - Date.parse(String(body.from))) / 86_400_000
    expect(days).toBe(27)
    expect(Date.now() - Date.parse(String(body.to))).toBeLessThan(3 * 86_400_000)
  })
})

/** Moves a plan, with the gates and budgets it brought, to another moment. */
async function movePlan(admin: Database, number: number, to: string): Promise<void> {
  await sql`update gate_history set effective_at = ${to} where plan_number = ${number}`.execute(admin)
  await sql`update budget_history set effective_at = ${to} where plan_number = ${number}`.execute(admin)
  await sql`update plans set computed_at = ${to} where number = ${number}`.execute(admin)
}

/** Three clinics with room; then the first is full, and then has room again. Plans 1 to 3, at the moments given. */
async function fullForAWhile(
  api: Api,
  database: TestDatabase,
  moments: readonly [string, string, string],
): Promise<void> {
  const pool = await plannedPool(api, database, [30, 30, 30])
  await pool.report(0, 0)
  await pool.recompute()
  await pool.report(0, 30)
  await pool.recompute()
  for (const [index, moment] of moments.entries()) await movePlan(api.admin, index + 1, moment)
}

describe('capacity', () => {
  const url = '/v1/reports/capacity?poolId=south-east&from=2025-03-01&to=2025-03-10&by=location'
  // The first clinic is full from noon of the 3rd to noon of the 5th, New York time (UTC-5).
  const moments = ['2025-03-01T05:00:00Z', '2025-03-03T17:00:00Z', '2025-03-05T17:00:00Z'] as const

  test('spend counts as wasted by the share of the day on which the clinic was full', async ({ api, database }) => {
    await fullForAWhile(api, database, moments)
    for (const date of ['2025-03-02', '2025-03-03', '2025-03-04', '2025-03-05']) {
      await reportSpend(api, 0, date, { spendMinor: 1_000 })
      await reportSpend(api, 1, date, { spendMinor: 500 })
    }
    expect(await rowsOf(api, url)).toMatchObject([
      {
        locationId: 'clinic-0',
        spendMinor: 4_000,
        wastedSpendMinor: 2_000,
        wastedShare: 0.5,
        wastedWhileFullMinor: 2_000,
        wastedWhileWaitTooLongMinor: 0,
      },
      { locationId: 'clinic-1', spendMinor: 2_000, wastedSpendMinor: 0 },
    ])
    const daily = await rowsOf(api, `${url.replace('by=location', 'by=none')}&interval=day`)
    expect(daily.filter((row) => row.spendMinor !== 0).map((row) => row.wastedSpendMinor)).toEqual([0, 500, 1_000, 500])
  })

  test('the hours to come of a day under way count for nothing', async ({ api, database }) => {
    const now = Date.now()
    // A zone in which it is past noon, so that the day is well under way whenever this runs.
    const ahead = 12 - new Date(now).getUTCHours()
    const zone = `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`
    const date = new Date(now).toISOString().slice(0, 10)
    const midnight = Date.parse(`${date}T00:00:00Z`) - ahead * 3_600_000
    const half = new Date((midnight + now) / 2).toISOString()
    await fullForAWhile(api, database, ['2025-03-01T05:00:00Z', half, '2025-03-05T17:00:00Z'])
    await sql`delete from gate_history where plan_number = 3`.execute(api.admin)
    await sql`update locations set time_zone = ${zone}`.execute(api.admin)
    await reportSpend(api, 0, date, { spendMinor: 1_000 })
    const to = new Date(now + 2 * 86_400_000).toISOString().slice(0, 10)
    const [first] = await rowsOf(api, `/v1/reports/capacity?poolId=south-east&from=${date}&to=${to}&by=location`)
    expect(first).toMatchObject({ locationId: 'clinic-0', spendMinor: 1_000 })
    expect(Math.abs(Number(first?.wastedSpendMinor) - 500)).toBeLessThan(10)
  })

  test('what gates a cell may change while it is gated: the waste has both causes, and nothing else changes', async ({
    api,
    database,
  }) => {
    const pool = await plannedPool(api, database, [30, 30, 30])
    await pool.report(0, 0)
    await pool.recompute()
    const closed = {
      ...{ locationId: clinicId(0), serviceLine: 'orthodontics', acceptingNewPatients: false },
      ...{ horizonDays: 14, newPatientSlotsTotal: 40, newPatientSlotsBooked: 40 },
    }
    await storeEvents(api.db, 'north', [makeEvent('sluice.capacity.observed.v1', closed)])
    await pool.recompute()
    for (const [index, moment] of moments.entries()) await movePlan(api.admin, index + 1, moment)
    for (const date of ['2025-03-04', '2025-03-05', '2025-03-06'])
      await reportSpend(api, 0, date, { spendMinor: 1_000 })
    const stability = '/v1/reports/stability?poolId=south-east&from=2025-03-01&to=2025-03-10'
    const read = async () => ({ capacity: (await rowsOf(api, url))[0], flips: (await rowsOf(api, stability))[0] })
    const { capacity, flips } = await read()
    expect(capacity).toMatchObject({
      wastedSpendMinor: 3_000,
      wastedWhileFullMinor: 1_500,
      wastedWhileNotAcceptingMinor: 1_500,
    })
    expect(flips).toMatchObject({ gateFlips: 1 })
    expect(capacity?.reclaimedSpendMinor).toBeGreaterThan(0)
    await sql`delete from gate_history where plan_number = 3 and cause = 'not_accepting'`.execute(api.admin)
    const without = await read()
    expect(without.capacity).toMatchObject({ wastedWhileFullMinor: 3_000 })
    expect(without.capacity?.reclaimedSpendMinor).toBe(capacity?.reclaimedSpendMinor)
    expect(without.flips).toEqual(flips)
  })

  test('what is spent where a full clinic is paused by somebody still has its cause', async ({ api, database }) => {
    const pool = await plannedPool(api, database, [30, 30, 30])
    const pause = { kind: 'pause', reason: 'other' }
    const path = '/v1/pools/south-east/cells/clinic-0.south-east/override'
    expect((await api.as('north', 'approver')({ method: 'PUT', url: path, body: pause })).status).toBe(200)
    await pool.report(0, 0)
    await pool.recompute()
    await movePlan(api.admin, 1, moments[0])
    await sql`update gate_history set effective_at = ${moments[1]} where plan_number > 1`.execute(api.admin)
    for (const date of ['2025-03-04', '2025-03-05']) await reportSpend(api, 0, date, { spendMinor: 1_000 })
    const [first] = await rowsOf(api, url)
    expect(first).toMatchObject({ locationId: 'clinic-0', wastedSpendMinor: 2_000, wastedWhileFullMinor: 2_000 })
  })

  test('what the gate took for two days, and where it went, to the cent of the plans', async ({ api, database }) => {
    await fullForAWhile(api, database, moments)
    const { rows } = await sql<{ cell_id: string; plan_number: number; minor: number }>`
      select cell_id, plan_number, daily_budget_minor as minor from budget_history order by cell_id, plan_number`.execute(
      api.admin,
    )
    const budget = (cell: number, plan: number) =>
      rows.findLast((row) => row.cell_id === `clinic-${cell}.south-east` && row.plan_number <= plan)?.minor ?? 0
    const taken = budget(0, 1) - budget(0, 2)
    expect(taken).toBeGreaterThan(0)
    const answer = await api.as('north', 'viewer')({ method: 'GET', url })
    const [first] = answer.body.items as Row[]
    expect(first).toMatchObject({ locationId: 'clinic-0', reclaimedSpendMinor: taken * 2 })
    const went = answer.body.reclaimedWentTo as { locationId: string | null; amountMinor: number }[]
    expect(went.reduce((sum, { amountMinor }) => sum + amountMinor, 0)).toBeCloseTo(taken * 2, -1)
    for (const { locationId, amountMinor } of went.filter((each) => each.locationId !== null)) {
      const clinic = Number(String(locationId).slice(-1))
      expect(amountMinor).toBe((budget(clinic, 2) - budget(clinic, 1)) * 2)
    }
  })

  test('a gate of a cell that is removed, or whose pool is archived, takes nothing any more', async ({
    api,
    database,
  }) => {
    const { reclaimed, budget, end } = await gatedForGood(api, database)
    const remove = () => api.as('north', 'admin')({ method: 'DELETE', url: '/v1/pools/south-east' })
    expect((await remove()).status).toBe(200)
    await sql`update cell_places set held_until = ${end}`.execute(api.admin)
    expect(await reclaimed()).toEqual([['clinic-0', (budget(1) - budget(2)) * 2]])
  })

  test('what a gate takes belongs to the place the cell had then', async ({ api, database }) => {
    const { reclaimed, budget, move } = await gatedForGood(api, database)
    await move(0)
    const taken = budget(1) - budget(2)
    expect(await reclaimed()).toEqual([
      ['clinic-0', taken * 2],
      // Up to midnight of the 10th. Summer time took an hour of a day, and none of its money.
      ['clinic-9', Math.round(taken * 5.5)],
    ])
  })

  test('what it gave went to the places the other cells had then', async ({ api, database }) => {
    const { move } = await gatedForGood(api, database)
    // All of it went to the reserve; here a part goes to the second clinic.
    await sql`
      insert into budget_history (org_id, pool_id, cell_id, plan_number, effective_number, effective_at, daily_budget_minor)
      select org_id, pool_id, cell_id, 2, effective_number + 1, ${moments[1]}, daily_budget_minor + 1000
        from budget_history where cell_id = 'clinic-1.south-east' and plan_number = 1`.execute(api.admin)
    const went = async () => {
      const { body } = await api.as('north', 'viewer')({ method: 'GET', url })
      return (body.reclaimedWentTo as Row[]).map(({ locationId }) => locationId)
    }
    const before = await went()
    expect(before).toContain('clinic-1')
    await move(1)
    expect(await went()).toEqual(before)
  })

  /** The first clinic is full from noon of the 3rd, and nothing changes since; `end` is noon of the 5th. */
  async function gatedForGood(api: Api, database: TestDatabase) {
    const pool = await plannedPool(api, database, [30, 30, 30])
    await pool.report(0, 0)
    await pool.recompute()
    await movePlan(api.admin, 1, moments[0])
    await movePlan(api.admin, 2, moments[1])
    await sql`
      insert into locations (org_id, id, name, time_zone)
      select org_id, 'clinic-9', 'Clinic 9', time_zone from locations where id = 'clinic-0'`.execute(api.admin)
    const { rows } = await sql<{ plan_number: number; minor: number }>`
      select plan_number, daily_budget_minor as minor from budget_history where cell_id = 'clinic-0.south-east'`.execute(
      api.admin,
    )
    return {
      end: moments[2],
      /** As configuration does: the cell's place of now, and the ones it held. */
      move: async (clinic: number) => {
        const id = `clinic-${clinic}.south-east`
        await sql`update cells set location_id = 'clinic-9' where id = ${id}`.execute(api.admin)
        await sql`
          update cell_places set held_from = ${moments[0]}, held_until = ${moments[2]}
           where cell_id = ${id} and held_until is not null`.execute(api.admin)
        await sql`update cell_places set held_from = ${moments[2]} where location_id = 'clinic-9'`.execute(api.admin)
      },
      budget: (plan: number) => rows.find(({ plan_number }) => plan_number === plan)?.minor ?? 0,
      reclaimed: async () =>
        (await rowsOf(api, url))
          .filter(({ reclaimedSpendMinor }) => reclaimedSpendMinor !== 0)
          .map(({ locationId, reclaimedSpendMinor }) => [locationId, reclaimedSpendMinor]),
    }
  }

  test('fill rate and idle openings of complete days; a day without news is as the one before', async ({
    api,
    database,
  }) => {
    await fullForAWhile(api, database, moments)
    await sql`delete from place_days`.execute(api.admin)
    await sql`
      insert into place_days (org_id, pool_id, location_id, service_line, date, slots_total, slots_open,
                              idle_openings_per_day, idle_value_minor_per_day)
      values ('north', 'south-east', 'clinic-0', 'orthodontics', '2025-02-20', 40, 10, 1, 100),
             ('north', 'south-east', 'clinic-0', 'orthodontics', '2025-03-06', 40, 30, 2, 200),
             ('north', 'south-east', 'clinic-1', 'orthodontics', '2025-03-10', null, null, null, null)`.execute(
      api.admin,
    )
    // Ten days: five at 30 of 40, five at 10 of 40.
    expect(await rowsOf(api, url)).toMatchObject([
      { locationId: 'clinic-0', fillShare: 0.5, idleOpeningsPerDay: 1.5, idleCapacityValueMinor: 1_500 },
      { locationId: 'clinic-1', fillShare: null, idleOpeningsPerDay: null, idleCapacityValueMinor: null },
    ])
    // Removed or archived in the night to the 9th: of the second stretch three days are left.
    await sql`
      update cell_places set held_from = '2024-01-01T00:00:00Z', held_until = '2025-03-09T05:00:00Z'
       where location_id = 'clinic-0'`.execute(api.admin)
    expect((await rowsOf(api, url))[0]).toMatchObject({
      ...{ locationId: 'clinic-0', fillShare: 0.5625, idleOpeningsPerDay: 1.375, idleCapacityValueMinor: 1_100 },
    })
  })

  test('a report that takes longer than a statement may is too large, not an outage', async ({ api }) => {
    const slow = readReport({ db: api.admin }, 'north', {}, async ({ trx }) => {
      await sql`set local statement_timeout = 1`.execute(trx)
      await sql`select pg_sleep(9)`.execute(trx)
    })
    await expect(slow).rejects.toMatchObject({ code: 'report-too-large', status: 422 })
  })

  test('of what the plans of a day saw of its places, the last is kept', async ({ api, database }) => {
    const pool = await makePool(api, database)
    await pool.report(0, 30)
    await pool.recompute()
    await pool.report(0, 12)
    await pool.recompute()
    const { rows } = await sql`
      select location_id, slots_total, slots_open, idle_openings_per_day is not null as is_idle_known from place_days
       where location_id = 'clinic-0'`.execute(api.admin)
    expect(rows).toEqual([{ location_id: 'clinic-0', slots_total: 40, slots_open: 12, is_idle_known: true }])
  })

  test('another organization’s pool is as unknown as none', async ({ api, database }) => {
    await makePool(api, database)
    const answer = await api.as('south', 'viewer')({ method: 'GET', url })
    expect(answer).toMatchObject({ status: 404, body: { code: 'pool-not-found' } })
  })
})

describe('reaction and stability', () => {
  /** Today and a day on either side: the pool's zone has another date than UTC for some hours, and midnight may be near. */
  const aboutToday = () => {
    const day = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)
    return `from=${day(-1)}&to=${day(1)}`
  }

  test('a plan that a person’s word led to has no reaction, whatever had been heard and changed nothing before', async ({
    api,
    database,
  }) => {
    const pool = await plannedPool(api, database, [30, 30, 30])
    await pool.report(0, 30)
    await pool.recompute()
    const send = api.as('north', 'admin')
    const override = { kind: 'fixed', dailyBudgetMinor: 9_000, reason: 'local_knowledge', decidedBy: 'ana' }
    const url = '/v1/pools/south-east/cells/clinic-0.south-east/override'
    expect((await send({ method: 'PUT', url, body: override })).status).toBeLessThan(300)
    await pool.recompute()
    const report = `/v1/reports/reaction?poolId=south-east&${aboutToday()}`
    expect((await send({ method: 'GET', url: '/v1/pools/south-east/plan' })).body.number).toBe(2)
    expect((await send({ method: 'GET', url: report })).body).toMatchObject({
      items: [],
      receivedToRecommended: { plans: 0 },
    })
  })

  test('from observation to plan: of each plan the newest event it considers', async ({ api, database }) => {
    const pool = await makePool(api, database)
    await pool.recompute()
    await pool.report(1, 30)
    await pool.report(0, 30)
    await pool.recompute()
    const report = () =>
      api.as('north', 'viewer')({ method: 'GET', url: `/v1/reports/reaction?poolId=south-east&${aboutToday()}` })
    const { body } = await report()
    const [newest] = body.items as Row[]
    expect(newest).toMatchObject({ planNumber: 2, appliedAt: null })
    const events = await api.admin.selectFrom('events').select('received_at').orderBy('received_at').execute()
    expect(newest?.receivedAt).toBe(events.at(-1)?.received_at.toISOString())
    expect(Date.parse(String(newest?.receivedAt))).toBeLessThanOrEqual(Date.parse(String(newest?.recommendedAt)))
    expect(body.receivedToRecommended).toMatchObject({ plans: 1 })
    expect(body.recommendedToApplied).toEqual({ plans: 0, p50Seconds: null, p95Seconds: null })
    // What is said to have been set before it was recommended is no reaction.
    await sql`
      insert into applied_budgets (org_id, pool_id, cell_id, applied_at, daily_budget_minor, plan_number, revision, author)
      select org_id, pool_id, 'clinic-0.south-east', computed_at + t.later, 1, number, 1, 'tool'
        from plans, (values (interval '-5 minutes'), (interval '90 seconds')) t (later) where number = 2`.execute(
      api.admin,
    )
    const later = await report()
    expect(later.body.recommendedToApplied).toEqual({ plans: 1, p50Seconds: 90, p95Seconds: 90 })
  })

  test('changes and flips in 30 days, of the days a cell had a budget', async ({ api, database }) => {
    await fullForAWhile(api, database, ['2025-03-01T05:00:00Z', '2025-03-03T17:00:00Z', '2025-03-05T17:00:00Z'])
    const url = '/v1/reports/stability?poolId=south-east&from=2025-03-01&to=2025-03-08'
    const [first] = await rowsOf(api, url)
    expect(first).toMatchObject({
      cellId: 'clinic-0.south-east',
      days: 8,
      gateFlips: 2,
      gateFlipsPer30Days: 7.5,
    })
  })
})

test('no table of reports shows another organization’s rows', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.report(0, 0)
  await pool.recompute()
  await withOwner(api.admin, 'south', async (trx) => {
    const { rows } = await sql`select 1 from gate_history union all select 1 from place_days`.execute(trx)
    expect(rows).toEqual([])
  })
})
