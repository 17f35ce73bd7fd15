import { gunzipSync } from 'node:zlib'
import type { Plan as ContractPlan } from '@sluice/contracts'
import type { Plan } from '@sluice/planning'
import { expect, expectTypeOf } from 'vitest'
import type { PackedPlan } from '../src/stored-plan.ts'
import { test } from './configuration-fixture.ts'
import { makePool } from './planned-pool.ts'

test('what planning makes is what we say a plan is', () => {
  expectTypeOf<Plan>().toExtend<PackedPlan>()
  expectTypeOf<ContractPlan>().toExtend<Plan>()
})

test('the plan in force, with tag and revision; its amounts add up', async ({ api, database }) => {
  const pool = await makePool(api, database)
  const revision = await pool.report(0, 3)
  await pool.recompute()
  const answer = await api.as('north')({ method: 'GET', url: '/v1/pools/south-east/plan' })
  expect(answer).toMatchObject({
    status: 200,
    headers: {
      etag: 'W/"south-east.1"',
      'cache-control': 'private, no-cache',
      'sluice-computed-revision': String(revision),
      'content-type': 'application/json; charset=utf-8',
    },
    body: { poolId: 'south-east', number: 1, status: 'published', inputRevision: revision, currency: 'USD' },
  })
  const plan = answer.body as ContractPlan
  const total = plan.recommendations.reduce((sum, line) => sum + line.recommendedDailyBudgetMinor, 0)
  expect(total + plan.reserveDailyMinor).toBe(plan.poolDailyBudgetMinor)
  expect(plan.recommendations[0]?.sentence).toMatch(/^Clinic 0 /)
})

test('304 while it is the same plan, also after a revision that changed nothing; 200 after one that did', async ({
  api,
  database,
}) => {
  const pool = await makePool(api, database)
  await pool.report(0, 30)
  await pool.recompute()
  const get = (tag?: string) =>
    api.as('north')({
      method: 'GET',
      url: '/v1/pools/south-east/plan',
      ...(tag ? { headers: { 'if-none-match': tag } } : {}),
    })
  const first = await get()
  const revision = await pool.report(0, 30)
  await pool.recompute()
  const same = await get(String(first.headers.etag))
  expect(same).toMatchObject({
    status: 304,
    headers: {
      etag: first.headers.etag,
      'cache-control': 'private, no-cache',
      'sluice-computed-revision': String(revision),
    },
    body: {},
  })
  await pool.report(0, 0)
  await pool.recompute()
  const changed = await get(String(first.headers.etag))
  expect(changed).toMatchObject({ status: 200, headers: { etag: 'W/"south-east.2"' }, body: { number: 2 } })
})

test('a pool that decides by itself: proposed is effective', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.recompute()
  const [effective, proposed] = await Promise.all(
    ['', '?status=proposed'].map((query) =>
      api.as('north')({ method: 'GET', url: `/v1/pools/south-east/plan${query}` }),
    ),
  )
  expect(proposed?.body).toEqual(effective?.body)
})

test('packed for whoever accepts gzip: the same tag, the same plan, also as 304', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.recompute()
  const gzip = { 'accept-encoding': 'gzip' }
  const get = (headers: Record<string, string>) =>
    api.app.inject({
      url: '/v1/pools/south-east/plan',
      headers: { ...headers, authorization: `Bearer ${api.token('north')}` },
    })
  const [plain, packed] = [await get({}), await get(gzip)]
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    vary: 'accept-encoding',
    etag: plain.headers.etag,
  })
  expect(gunzipSync(packed.rawPayload).toString()).toBe(plain.body)
  const same = await get({ ...gzip, 'if-none-match': String(packed.headers.etag) })
  expect([same.statusCode, same.headers.vary, same.body]).toEqual([304, 'accept-encoding', ''])
})

test('configured and not yet computed: 404 that says to ask again', async ({ api, database }) => {
  await makePool(api, database)
  const answer = await api.as('north')({ method: 'GET', url: '/v1/pools/south-east/plan' })
  expect(answer).toMatchObject({ status: 404, headers: { 'retry-after': '1' }, body: { code: 'plan-not-ready' } })
})

test('a plan of the history never changes and may be kept for a year', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.report(0, 30)
  await pool.recompute()
  const current = await api.as('north')({ method: 'GET', url: '/v1/pools/south-east/plan' })
  await pool.report(0, 0)
  await pool.recompute()
  const url = '/v1/pools/south-east/plans/1'
  const kept = await api.as('north')({ method: 'GET', url })
  expect(kept).toMatchObject({ status: 200, headers: { 'cache-control': 'private, max-age=31536000, immutable' } })
  // How often what is in force has changed is no part of a plan.
  expect({ ...kept.body, effectiveRevision: 1 }).toEqual(current.body)
  const latest = await api.as('north')({ method: 'GET', url: '/v1/pools/south-east/plans/2' })
  expect(latest.headers['cache-control']).toBe('private, no-cache')
  const again = await api.as('north')({ method: 'GET', url, headers: { 'if-none-match': String(kept.headers.etag) } })
  expect(again).toMatchObject({ status: 304, headers: { etag: kept.headers.etag } })
})

test('the history, newest first, page by page, unshaken by a plan published meanwhile', async ({ api, database }) => {
  const pool = await makePool(api, database)
  for (const open of [30, 0, 25, 0, 20]) {
    await pool.report(0, open)
    await pool.recompute()
  }
  const get = (url: string) => api.as('north')({ method: 'GET', url })
  const numbers: unknown[] = []
  let url: string | undefined = '/v1/pools/south-east/plans?limit=2'
  const newest = Number((await get('/v1/pools/south-east/plan')).body.number)
  while (url) {
    const { status, body, headers } = await get(url)
    expect(status).toBe(200)
    numbers.push(...(body.items as { number: number }[]).map((item) => item.number))
    url = /<(.+)>; rel="next"/.exec(String(headers.link))?.[1]
    expect(body.nextCursor === null).toBe(url === undefined)
    await pool.report(1, numbers.length % 2 === 0 ? 0 : 30)
    await pool.recompute()
  }
  expect(numbers).toEqual(Array.from({ length: newest }, (_, index) => newest - index))
})

test('a page has a tag of its own: 304 until it changes', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.report(0, 30)
  await pool.recompute()
  const get = (headers = {}) => api.as('north')({ method: 'GET', url: '/v1/pools/south-east/plans?limit=5', headers })
  const first = await get()
  const tag = { 'if-none-match': String(first.headers.etag) }
  expect((await get(tag)).status).toBe(304)
  await pool.report(0, 0)
  await pool.recompute()
  expect((await get(tag)).status).toBe(200)
})

test('another organization’s pool is 404, word for word as an unknown one', async ({ api, database }) => {
  const pool = await makePool(api, database)
  await pool.recompute()
  for (const path of ['plan', 'plans', 'plans/1', 'plans/99']) {
    const taken = await api.as('south')({ method: 'GET', url: `/v1/pools/south-east/${path}` })
    const unknown = await api.as('south')({ method: 'GET', url: `/v1/pools/unknown/${path}` })
    expect([taken.status, unknown.status], path).toEqual([404, 404])
    expect({ ...taken.body, instance: '' }).toEqual({ ...unknown.body, instance: '' })
    expect(taken.body.code).toBe('pool-not-found')
  }
})

test('two organizations with a pool of the same id each see their own', async ({ api, database }) => {
  const north = await makePool(api, database, { orgId: 'north', clinics: 2 })
  const south = await makePool(api, database, { orgId: 'south', clinics: 3 })
  await Promise.all([north.recompute(), south.recompute()])
  const lines = async (orgId: 'north' | 'south') => {
    const { body } = await api.as(orgId)({ method: 'GET', url: '/v1/pools/south-east/plan' })
    return (body as ContractPlan).recommendations.length
  }
  expect([await lines('north'), await lines('south')]).toEqual([2, 3])
})

test.for([
  ['/v1/pools/south-east/plans/2', 404, 'plan-not-found'],
  ['/v1/pools/south-east/plans/0', 400, 'invalid-request'],
  ['/v1/pools/south-east/plans/1e3', 400, 'invalid-request'],
  ['/v1/pools/south-east/plans/9007199254740993', 400, 'invalid-request'],
  ['/v1/pools/south%20east/plan', 400, 'invalid-request'],
  [`/v1/pools/${'x'.repeat(65)}/plan`, 400, 'invalid-request'],
  ['/v1/pools/south-east/plan?status=draft', 400, 'invalid-request'],
  ['/v1/pools/south-east/plan?unknown=1', 400, 'invalid-request'],
  ['/v1/pools/south-east/plans?limit=0', 400, 'invalid-request'],
  ['/v1/pools/south-east/plans?limit=1001', 400, 'invalid-request'],
  ['/v1/pools/south-east/plans?limit=1&limit=2', 400, 'invalid-request'],
  ['/v1/pools/south-east/plans?cursor=eyJsIjoicGxhbnMifQ', 400, 'bad-cursor'],
  ['/v1/recommendations?cursor=nonsense', 400, 'bad-cursor'],
  ['/v1/recommendations?locationId=a%20b', 400, 'invalid-request'],
] as const)('%s: %i %s', async ([url, status, code], { api, database }) => {
  const pool = await makePool(api, database)
  await pool.recompute()
  const answer = await api.as('north')({ method: 'GET', url })
  expect(answer).toMatchObject({ status, body: { status, code } })
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
})
