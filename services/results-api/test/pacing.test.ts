import type { CellPacing, Pacing } from '@sluice/contracts'
import { storeEvents } from '@sluice/ingestion'
import { recomputePool } from '@sluice/recompute'
import { clinicId, configurePool, makeEvent, type TestDatabase } from '@sluice/test-kit'
import { expect } from 'vitest'
import { type Api, test } from './configuration-fixture.ts'

const timeZone = 'America/New_York'

/** The pool's local date so many days from today. */
function dateIn(days: number): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone }).format(new Date())
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** Two clinics at $100 a day, a period of 30 days whose 11th is today, set up when it began. */
async function pacedPool(api: Api, database: TestDatabase) {
  const key = await configurePool(database, {
    orgId: 'north',
    poolId: 'paced',
    clinics: 2,
    changes: {
      period: {
        kind: 'custom',
        periods: [{ startsOn: dateIn(-10), endsOn: dateIn(20), budgetMinor: 600_000 }],
      },
      cells: [0, 1].map((n) => ({
        id: `cell-${n}`,
        locationId: clinicId(n),
        serviceLine: 'orthodontics',
        baselineDailyBudgetMinor: 10_000,
      })),
    },
  })
  const report = (clinic: number, days: number, spendMinor: number) =>
    storeEvents(api.db, 'north', [
      makeEvent('sluice.actuals.observed.v1', {
        locationId: clinicId(clinic),
        serviceLine: 'orthodontics',
        date: dateIn(days),
        currency: 'USD',
        spendMinor,
      }),
    ])
  return { key, report, plan: () => recomputePool({ db: api.db }, key) }
}

const get = async (api: Api, path = '/v1/pools/paced/pacing') => {
  const answer = await api.as('north')({ method: 'GET', url: path })
  expect(answer.status).toBe(200)
  return answer
}

test('spent against plan, missing days as missing, the projected end and what is left a day', async ({
  api,
  database,
}) => {
  const { report, plan } = await pacedPool(api, database)
  for (let days = -10; days < -1; days += 1) {
    await report(0, days, 12_000)
    if (days !== -5) await report(1, days, 10_000)
  }
  await report(1, -9, 0)
  await plan()
  const pacing = (await get(api)).body as unknown as Pacing
  // Nine days of $120, eight of them with $100 of the other (one of $0), and what the plan counts for the three missing.
  expect(pacing).toMatchObject({
    daysOver: 10,
    daysLeft: 20,
    budgetMinor: 600_000,
    reportedMinor: 9 * 12_000 + 7 * 10_000,
    assumedMinor: 30_000,
    spentMinor: 208_000,
    evenMinor: 200_000,
    leftMinor: 392_000,
    dailyMinor: 19_600,
    monthlyExposureMinor: Math.round(30.4 * pacing.inForceMinor),
    projection: { basis: 'trend', days: 8 },
  })
  expect(pacing.alarm.lowShare).toBeCloseTo(0.83, 10)
  expect(pacing.alarm.highShare).toBeCloseTo(1.17, 10)
  const at = (days: number) => pacing.points.find(({ date }) => date === dateIn(days))
  expect(at(-1)).toMatchObject({ spentMinor: null, assumedMinor: 20_000, missingCells: 2, basis: { baseline: 2 } })
  expect(at(-5)).toMatchObject({ spentMinor: 12_000, assumedMinor: 10_000, missingCells: 1 })
  expect(at(-9)).toMatchObject({ spentMinor: 12_000, assumedMinor: 0, missingCells: 0, basis: { actual: 2 } })
  expect(at(0)).toMatchObject({ spentMinor: null, cumulativeSpentMinor: null })
  expect(pacing.points).toHaveLength(30)
  const daily = await api.as('north')({ method: 'GET', url: '/v1/pools/paced/plan' })
  expect(daily.body.poolDailyBudgetMinor).toBe(pacing.dailyMinor)
})

test('far off, it says so; a pool without a plan paces at its baselines', async ({ api, database }) => {
  const { report } = await pacedPool(api, database)
  const before = (await get(api)).body as unknown as Pacing
  expect(before).toMatchObject({
    inForceMinor: 20_000,
    reportedMinor: 0,
    alarm: { state: 'ok' },
    projection: { basis: 'plan' },
  })
  for (let days = -10; days < 0; days += 1) for (const clinic of [0, 1]) await report(clinic, days, 15_000)
  const over = (await get(api)).body as unknown as Pacing
  expect(over).toMatchObject({ spentMinor: 300_000, projection: { endMinor: 900_000 } })
  expect(over.alarm).toMatchObject({ state: 'over', projectedShare: 1.5 })
})

test('cell by cell, in pages; an unknown pool and another organization’s', async ({ api, database }) => {
  const { report } = await pacedPool(api, database)
  for (const days of [-3, -2, -1]) await report(0, days, 11_000)
  const first = await get(api, '/v1/pools/paced/pacing/cells?limit=1')
  expect(first.headers.link).toContain('rel="next"')
  const second = await get(api, `/v1/pools/paced/pacing/cells?limit=1&cursor=${first.body.nextCursor}`)
  expect(second.body.nextCursor).toBeNull()
  const [cell, other] = [...(first.body.items as CellPacing[]), ...(second.body.items as CellPacing[])]
  expect(cell).toMatchObject({
    cellId: 'cell-0',
    reportedMinor: 33_000,
    reportedDays: 3,
    missingDays: 7,
    lastReportedOn: dateIn(-1),
    monthlyExposureMinor: 304_000,
    projection: { basis: 'trend', dailyMinor: 11_000 },
  })
  expect(other).toMatchObject({ cellId: 'cell-1', reportedMinor: null, lastReportedOn: null, assumedMinor: 100_000 })
  for (const path of ['/v1/pools/paced/pacing', '/v1/pools/paced/pacing/cells'])
    expect(await api.as('south')({ method: 'GET', url: path })).toMatchObject({
      status: 404,
      body: { code: 'pool-not-found' },
    })
})
