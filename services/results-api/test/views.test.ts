import { expect } from 'vitest'
import { test } from './configuration-fixture.ts'
import { makePool, plannedPool } from './planned-pool.ts'

type Line = Record<string, unknown>

test('operations see openings and what advertising does because of them', async ({ api, database }) => {
  const pool = await plannedPool(api, database, [30, 30, 30])
  await pool.report(0, 0)
  await pool.recompute()
  const answer = await api.as('north', 'operations')({ method: 'GET', url: '/v1/views/operations?moved=only' })
  expect(answer.status).toBe(200)
  const [full] = answer.body.items as Line[]
  expect(full).toMatchObject({
    locationId: 'clinic-0',
    advertised: 'no',
    openings: 0,
    because: ['no_headroom'],
    adBudgetNowMinor: 1_000,
    sentence: expect.stringContaining('Clinic 0'),
  })
  expect(full?.adBudgetChangeMinor).toBe(1_000 - Number(full?.adBudgetBeforeMinor))
  expect(Number(full?.oneMoreOpeningMinor)).toBeGreaterThan(0)
})

test('a clinic that is full by old data is cut as soon as fresh data say the same, and how many wait there is told as it grows', async ({
  api,
  database,
}) => {
  const pool = await plannedPool(api, database, [], { clinics: 2 })
  const weekAgo = new Date(Date.now() - 200 * 3_600_000).toISOString()
  const read = async (url: string) => (await api.as('north', 'operations')({ method: 'GET', url })).body
  const full = async () => ((await read('/v1/views/operations')).items as Line[])[0]
  await pool.report(0, 0, { time: weekAgo })
  await pool.recompute()
  expect(await full()).toMatchObject({ locationId: 'clinic-0', advertised: 'yes', freshness: 'dead' })
  expect(await full()).toMatchObject({ adBudgetNowMinor: 10_000 })
  const { changesCursor } = await read('/v1/recommendations')

  await pool.report(0, 0)
  await pool.recompute()
  expect(await full()).toMatchObject({ advertised: 'no', freshness: 'fresh', adBudgetNowMinor: 1_000 })

  await pool.reportWaitlist(0, 120)
  await pool.recompute()
  await pool.reportWaitlist(0, 500)
  await pool.recompute()
  expect(await full()).toMatchObject({ waitlistSize: 500, adBudgetNowMinor: 1_000 })
  const { items, changesCursor: next } = await read(`/v1/recommendations?changedSince=${changesCursor}`)
  expect(items).toContainEqual(expect.objectContaining({ cellId: 'clinic-0.south-east', waitlistSize: 500 }))
  // Only older: nothing to tell.
  await pool.report(0, 0)
  await pool.recompute()
  expect((await read(`/v1/recommendations?changedSince=${next}`)).items).toEqual([])
})

test('a clinic that somebody paused is not advertised, however much room it has', async ({ api, database }) => {
  const pool = await plannedPool(api, database, [30, 30, 30])
  const url = '/v1/pools/south-east/cells/clinic-0.south-east/override'
  const pause = { kind: 'pause', reason: 'brand_safety' }
  expect((await api.as('north', 'approver')({ method: 'PUT', url, body: pause })).status).toBe(200)
  await pool.recompute()
  const { body } = await api.as('north', 'operations')({ method: 'GET', url: '/v1/views/operations' })
  expect(body.items).toMatchObject([
    { locationId: 'clinic-0', advertised: 'no', adBudgetNowMinor: 0 },
    { locationId: 'clinic-1', advertised: 'yes' },
    { locationId: 'clinic-2', advertised: 'yes' },
  ])
})

test('a full clinic is advertised as long as its cut waits for approval, and a newcomer whose money waits is not', async ({
  api,
  database,
}) => {
  const decisions = { mode: 'approval', gateCutsWithoutApproval: false } as const
  const pool = await plannedPool(api, database, [30, 30, 30], { decisions })
  await pool.report(0, 0)
  await pool.recompute()
  const send = api.as('north', 'admin')
  const lines = async (view: string) => (await send({ method: 'GET', url: `/v1/views/${view}` })).body.items as Line[]
  const [full] = await lines('operations')
  expect(full).toMatchObject({ locationId: 'clinic-0', openings: 0, advertised: 'yes' })
  expect(full?.adBudgetNowMinor).toBe(full?.adBudgetBeforeMinor)
  const { number } = (await send({ method: 'GET', url: '/v1/pools/south-east/plan?status=proposed' })).body
  const url = `/v1/pools/south-east/plans/${number}/decisions`
  const cellIds = ['clinic-0.south-east']
  expect((await send({ method: 'POST', url, body: { decision: 'approve', cellIds } })).status).toBe(200)
  expect((await lines('operations'))[0]).toMatchObject({ advertised: 'no', adBudgetNowMinor: 1_000 })

  const cell = {
    locationId: 'clinic-1',
    serviceLine: 'orthodontics',
    channel: 'search',
    baselineDailyBudgetMinor: 10_000,
  }
  const added = await send({ method: 'PUT', url: '/v1/pools/south-east/cells/new', body: cell })
  expect(added.status).toBe(201)
  await pool.recompute()
  const found = (items: Line[]) => items.find(({ cellId }) => cellId === 'new')
  expect(found(await lines('operations'))).toMatchObject({ advertised: 'no', adBudgetNowMinor: 0 })
  expect(found(await lines('marketing'))).toMatchObject({ status: 'paused', budgetNowMinor: 0 })
  const { text } = await send({ method: 'GET', url: '/v1/pools/south-east/plans/current/exports/json?rows=all' })
  expect(JSON.parse(text).lines.find(({ cellId }: Line) => cellId === 'new')).toMatchObject({
    status: 'paused',
    dailyBudgetMinor: null,
  })
})

test('operations see which rows an undo moved, and to which plan', async ({ api, database }) => {
  const pool = await plannedPool(api, database, [30, 30, 12])
  await pool.report(0, 14)
  await pool.recompute()
  const undo = { planNumber: 1, reason: 'wrong_data' }
  await api.as('north', 'approver')({ method: 'POST', url: '/v1/pools/south-east/undo', body: undo })
  await pool.recompute()
  const { body } = await api.as('north', 'operations')({ method: 'GET', url: '/v1/views/operations?moved=only' })
  const lines = body.items as Line[]
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines) {
    expect(line.because).toContain('undo:1')
    expect(line.sentence).toContain('goes back to what it had under plan 1 (undo by approver)')
  }
})

test('marketing sees budgets, what they should bring, and what limits them; page by page', async ({
  api,
  database,
}) => {
  await plannedPool(api, database, [30, 30, 30])
  const get = (url: string) => api.as('north', 'viewer')({ method: 'GET', url })
  const lines: Line[] = []
  let url: string | undefined = '/v1/views/marketing?limit=2'
  while (url) {
    const { status, body, headers } = await get(url)
    expect(status).toBe(200)
    lines.push(...(body.items as Line[]))
    url = /<([^>]+)>; rel="next"/.exec(String(headers.link))?.[1]
  }
  const { body: plan } = await get('/v1/pools/south-east/plan')
  const recommended = (plan.recommendations as Line[]).map((line) => line.recommendedDailyBudgetMinor)
  expect(lines.map((line) => line.budgetNowMinor)).toEqual(recommended)
  for (const line of lines) {
    expect(line).toMatchObject({ poolId: 'south-east', currency: 'USD', proposedMinor: null })
    expect(Number(line.expectedCostPerBookingMinor)).toBeCloseTo(
      Number(line.budgetNowMinor) / Number(line.expectedBookingsPerDay),
      1,
    )
  }
})

test('304 until the plan changes; another organization sees nothing', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.report(0, 30)
  await pool.recompute()
  for (const url of ['/v1/views/operations', '/v1/views/marketing']) {
    const first = await api.as('north', 'viewer')({ method: 'GET', url })
    const headers = { 'if-none-match': String(first.headers.etag) }
    expect((await api.as('north', 'viewer')({ method: 'GET', url, headers })).status, url).toBe(304)
    expect((await api.as('south', 'viewer')({ method: 'GET', url })).body.items, url).toEqual([])
  }
})
