import type { Plan, Price } from '@sluice/contracts'
import { expect } from 'vitest'
import { type Answered, type Api, test } from './configuration-fixture.ts'
import { makePool } from './planned-pool.ts'

const get = (api: Api, query = '', headers = {}) =>
  api.as('north')({ method: 'GET', url: `/v1/pools/south-east/plan/prices${query}`, headers })
const items = (answer: Answered) => answer.body.items as Price[]

/** Clinic 0 is nearly full; the others have more room. */
async function makePriced(api: Api, database: Parameters<typeof makePool>[1]) {
  const pool = await makePool(api, database)
  await pool.report(0, 9)
  await pool.report(1, 30)
  await pool.report(2, 30)
  await pool.recompute()
  return pool
}

test('most worth first, each with what it is of and a sentence', async ({ api, database }) => {
  await makePriced(api, database)
  const answer = await get(api)
  expect(answer).toMatchObject({
    status: 200,
    headers: { 'cache-control': 'private, no-cache', 'sluice-computed-revision': expect.any(String) },
    body: { nextCursor: null },
  })
  const prices = items(answer)
  const worths = prices.map(({ weeklyValueMinor }) => weeklyValueMinor)
  expect(worths).toEqual(worths.toSorted((a, b) => b - a))
  expect(prices[0]).toMatchObject({ poolId: 'south-east', planNumber: 1, currency: 'USD' })
  const { body: plan } = await api.as('north')({ method: 'GET', url: '/v1/pools/south-east/plan' })
  const full = (plan as Plan).recommendations[0]
  expect(full?.slotAWeekValueMinor).toBeGreaterThan(0)
  expect(prices.find(({ kind }) => kind === 'cell_slots')).toMatchObject({
    cellId: full?.cellId,
    weeklyValueMinor: full?.slotAWeekValueMinor,
    nextSlotValueMinor: full?.nextSlotValueMinor,
    dailyValueMinor: null,
    sentence: expect.stringMatching(/^Open one slot a week at Clinic 0: worth \$[\d,.]+ a week\.$/),
  })
  expect(prices.find(({ kind }) => kind === 'pool_budget')).toMatchObject({
    cellId: null,
    dailyValueMinor: (plan as Plan).prices.nextDollarValueMinor,
    sentence: expect.stringMatching(/^One more \$1 a day for the pool: worth \$[\d,.]+ a day\.$/),
  })
})

test('only one kind, where asked', async ({ api, database }) => {
  await makePriced(api, database)
  const slots = items(await get(api, '?kind=cell_slots'))
  expect(new Set(slots.map(({ kind }) => kind))).toEqual(new Set(['cell_slots']))
  expect(await get(api, '?kind=cell')).toMatchObject({ status: 400, body: { code: 'invalid-request' } })
})

test('page by page, all of one plan, whatever is published meanwhile', async ({ api, database }) => {
  const pool = await makePriced(api, database)
  const all = items(await get(api))
  const seen: Price[] = []
  let url: string | undefined = '/v1/pools/south-east/plan/prices?limit=2'
  while (url) {
    const page: Answered = await api.as('north')({ method: 'GET', url })
    seen.push(...items(page))
    url = /<(.+)>; rel="next"/.exec(String(page.headers.link))?.[1]
    await pool.report(1, seen.length % 4 === 0 ? 0 : 30)
    await pool.recompute()
  }
  expect(all.length).toBeGreaterThan(2)
  expect(seen).toEqual(all)
})

test('a cursor into a plan no longer kept is refused', async ({ api, database }) => {
  const pool = await makePriced(api, database)
  const { nextCursor } = (await get(api, '?limit=1')).body
  await pool.report(0, 0)
  await pool.recompute()
  await api.admin.deleteFrom('plans').where('number', '=', 1).execute()
  expect(await get(api, `?limit=1&cursor=${nextCursor}`)).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
})

test('304 while it is the same plan and the same question', async ({ api, database }) => {
  const pool = await makePriced(api, database)
  const first = await get(api)
  const tag = { 'if-none-match': String(first.headers.etag) }
  expect(await get(api, '', tag)).toMatchObject({ status: 304, headers: { etag: first.headers.etag }, body: {} })
  expect((await get(api, '?limit=1', tag)).status).toBe(200)
  await pool.report(0, 0)
  await pool.recompute()
  expect((await get(api, '', tag)).status).toBe(200)
})

test('no plan yet is said; another organization’s pool is no pool', async ({ api, database }) => {
  const pool = await makePool(api, database)
  expect(await get(api)).toMatchObject({ status: 404, body: { code: 'plan-not-ready' } })
  await pool.recompute()
  const taken = await api.as('south')({ method: 'GET', url: '/v1/pools/south-east/plan/prices' })
  const unknown = await api.as('south')({ method: 'GET', url: '/v1/pools/unknown/plan/prices' })
  expect(taken).toMatchObject({ status: 404, body: { code: 'pool-not-found' } })
  expect({ ...taken.body, instance: '' }).toEqual({ ...unknown.body, instance: '' })
})

test('two organizations with a pool of the same id each see their own prices', async ({ api, database }) => {
  const north = await makePool(api, database, { orgId: 'north', clinics: 2 })
  const south = await makePool(api, database, { orgId: 'south', clinics: 3 })
  await Promise.all([north.recompute(), south.recompute()])
  const cells = async (orgId: 'north' | 'south') => {
    const answer = await api.as(orgId)({ method: 'GET', url: '/v1/pools/south-east/plan/prices?kind=cell_budget' })
    return items(answer).length
  }
  expect([await cells('north'), await cells('south')]).toEqual([2, 3])
})
