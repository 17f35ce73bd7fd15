import type { Plan, PooledRecommendation } from '@sluice/contracts'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { clinicId, eventually } from '@sluice/test-kit'
import { expect } from 'vitest'
import { buildApp } from '../src/app.ts'
import { type Api, test } from './configuration-fixture.ts'
import { makePool } from './planned-pool.ts'

const get = (api: Api, query = '', headers = {}) =>
  api.as('north')({ method: 'GET', url: `/v1/recommendations${query}`, headers })
const items = (answer: { body: Record<string, unknown> }) => answer.body.items as PooledRecommendation[]

test('the lines of all plans in force, as the plans have them', async ({ api, database }) => {
  const pools = [await makePool(api, database, { poolId: 'a' }), await makePool(api, database, { poolId: 'b' })]
  for (const pool of pools) {
    await pool.report(0, 30)
    await pool.recompute()
    await pool.report(1, 0)
    await pool.recompute()
  }
  await makePool(api, database, { poolId: 'not-computed-yet' })
  const expected: unknown[] = []
  for (const poolId of ['a', 'b']) {
    const { body } = await api.as('north')({ method: 'GET', url: `/v1/pools/${poolId}/plan` })
    const { number, currency, recommendations } = body as Plan
    expected.push(...recommendations.map((line) => ({ poolId, planNumber: number, currency, ...line })))
  }
  expect(items(await get(api))).toEqual(expected)
})

test('filters combine', async ({ api, database }) => {
  for (const poolId of ['a', 'b']) await (await makePool(api, database, { poolId })).recompute()
  const cells = async (query: string) => items(await get(api, query)).map(({ cellId }) => cellId)
  expect(await cells('?poolId=a')).toEqual(['clinic-0.a', 'clinic-1.a', 'clinic-2.a'])
  expect(await cells(`?locationId=${clinicId(1)}`)).toEqual(['clinic-1.a', 'clinic-1.b'])
  expect(await cells(`?locationId=${clinicId(1)}&poolId=b&serviceLine=orthodontics`)).toEqual(['clinic-1.b'])
  expect(await cells('?serviceLine=primary-care')).toEqual([])
  expect(await cells('?poolId=unknown')).toEqual([])
})

test('pages follow each other by Link; all lines of a pool are of one plan, whatever is published meanwhile', async ({
  api,
  database,
}) => {
  const a = await makePool(api, database, { poolId: 'a', clinics: 5 })
  const b = await makePool(api, database, { poolId: 'b', clinics: 2 })
  await a.report(0, 30)
  await Promise.all([a.recompute(), b.recompute()])
  const seen: PooledRecommendation[] = []
  let query: string | undefined = '?limit=2&serviceLine=orthodontics'
  for (let open = 0; query !== undefined; open = 30 - open) {
    const page = await get(api, query)
    seen.push(...items(page))
    query = /<\/v1\/recommendations(.+)>; rel="next"/.exec(String(page.headers.link))?.[1]
    expect(page.body.nextCursor === null).toBe(query === undefined)
    await a.report(0, open)
    await a.recompute()
  }
  expect(seen.map(({ cellId }) => cellId)).toEqual([
    ...[0, 1, 2, 3, 4].map((n) => `${clinicId(n)}.a`),
    ...[0, 1].map((n) => `${clinicId(n)}.b`),
  ])
  expect(new Set(seen.filter(({ poolId }) => poolId === 'a').map(({ planNumber }) => planNumber))).toEqual(new Set([1]))
  const { number } = (await api.as('north')({ method: 'GET', url: '/v1/pools/a/plan' })).body
  expect(number).toBeGreaterThan(1)
})

test('a cursor into a plan no longer kept is refused, not answered with another', async ({ api, database }) => {
  const pool = await makePool(api, database, { poolId: 'a' })
  await pool.report(0, 30)
  await pool.recompute()
  const first = await get(api, '?limit=1')
  await pool.report(0, 0)
  await pool.recompute()
  await api.admin.deleteFrom('plans').where('number', '=', 1).execute()
  const next = await otherProcess(api).inject(`/v1/recommendations?limit=1&cursor=${first.body.nextCursor}`)
  expect([next.statusCode, next.json().code]).toEqual([400, 'bad-cursor'])
})

test('an archived pool feeds nobody any more: no plan in force, no lines, no page to go on with; its history stays', async ({
  api,
  database,
}) => {
  for (const poolId of ['a', 'b']) await (await makePool(api, database, { poolId })).recompute()
  const north = api.as('north', 'admin')
  const first = await get(api, '?limit=1')
  const tag = { 'if-none-match': String((await north({ method: 'GET', url: '/v1/pools/a/plan' })).headers.etag) }
  expect((await north({ method: 'DELETE', url: '/v1/pools/a' })).status).toBe(200)
  const unknown = { status: 404, body: { code: 'pool-not-found' } }
  for (const path of ['plan', 'plan/prices']) {
    expect(await north({ method: 'GET', url: `/v1/pools/a/${path}` }), path).toMatchObject(unknown)
    expect(await north({ method: 'GET', url: `/v1/pools/a/${path}`, headers: tag }), path).toMatchObject(unknown)
  }
  expect(items(await get(api, '?poolId=a'))).toEqual([])
  expect(new Set(items(await get(api)).map(({ poolId }) => poolId))).toEqual(new Set(['b']))
  const next = await get(api, `?limit=1&cursor=${first.body.nextCursor}`)
  expect(next).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
  for (const path of ['plans', 'plans/1']) {
    expect((await north({ method: 'GET', url: `/v1/pools/a/${path}` })).status, path).toBe(200)
  }
})

test('a cursor goes on with the filters it was given for, and with no others', async ({ api, database }) => {
  for (const poolId of ['a', 'b']) await (await makePool(api, database, { poolId })).recompute()
  const pairs = [
    ['&poolId=a', '&poolId=b'],
    ['', '&poolId=a'],
    ['&poolId=a', ''],
    ['&serviceLine=orthodontics', '&serviceLine=primary-care'],
  ]
  for (const [asked = '', other = ''] of pairs) {
    const { nextCursor } = (await get(api, `?limit=1${asked}`)).body
    expect((await get(api, `?limit=2${asked}&cursor=${nextCursor}`)).status, asked).toBe(200)
    const answer = await get(api, `?limit=1${other}&cursor=${nextCursor}`)
    expect(answer, other).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
  }
})

test.for(['plans', 'plan/prices'])(
  'a cursor into the %s of one pool is none of another',
  async (path, { api, database }) => {
    for (const poolId of ['a', 'b']) {
      const pool = await makePool(api, database, { poolId })
      await pool.report(0, 9)
      await pool.recompute()
      await pool.report(0, 0)
      await pool.recompute()
    }
    const ask = (poolId: string, query: string) =>
      api.as('north')({ method: 'GET', url: `/v1/pools/${poolId}/${path}?limit=1${query}` })
    const { nextCursor } = (await ask('a', '')).body
    expect(nextCursor).toEqual(expect.any(String))
    expect((await ask('a', `&cursor=${nextCursor}`)).status).toBe(200)
    expect(await ask('b', `&cursor=${nextCursor}`)).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
  },
)

/** The same service elsewhere: it has not read the plan before. */
function otherProcess(api: Api) {
  const principal = { orgId: 'north', keyId: 'k', scopes: ['plans:read'] }
  const app = buildApp(
    { name: 'results-api', logger: createLogger({ name: 'other', level: 'silent' }), ready: async () => ({}) },
    {
      db: api.db,
      authenticate: async () => principal,
      hints: { poolIsDirty: () => undefined },
      questions: api.questions,
      sealer: createSealer(['a secret key for tests, of 32 characters']),
      checkResponses: true,
    },
  )
  return { inject: (url: string) => app.inject({ url, headers: { authorization: 'Bearer any' } }) }
}

test('304 until a plan of the page changes', async ({ api, database }) => {
  const pool = await makePool(api, database, { poolId: 'a' })
  await pool.report(0, 30)
  await pool.recompute()
  const first = await get(api)
  const tag = { 'if-none-match': String(first.headers.etag) }
  expect(await get(api, '', tag)).toMatchObject({ status: 304, headers: { etag: first.headers.etag } })
  expect((await get(api, '?limit=1', tag)).status).toBe(200)
  await pool.report(0, 0)
  await pool.recompute()
  expect((await get(api, '', tag)).status).toBe(200)
})

test('another organization sees none of it, also with a cursor of the first', async ({ api, database }) => {
  const pool = await makePool(api, database, { poolId: 'a' })
  await pool.recompute()
  const first = await get(api, '?limit=1')
  const other = api.as('south')
  expect((await other({ method: 'GET', url: '/v1/recommendations?poolId=a' })).body.items).toEqual([])
  const stolen = await other({ method: 'GET', url: `/v1/recommendations?cursor=${first.body.nextCursor}` })
  expect(stolen).toMatchObject({ status: 400, body: { code: 'bad-cursor' } })
})

const since = async (api: Api, cursor: unknown, query = '') => {
  const answer = await get(api, `?changedSince=${cursor}${query}`)
  return { cells: items(answer).map(({ cellId }) => cellId), cursor: answer.body.changesCursor, answer }
}

test('changedSince: the lines that have changed, whatever was published between reading and asking', async ({
  api,
  database,
}) => {
  const a = await makePool(api, database, { poolId: 'a' })
  const b = await makePool(api, database, { poolId: 'b' })
  for (const pool of [a, b]) {
    await pool.report(0, 30)
    await pool.recompute()
  }
  const all = await get(api)
  const nothing = await since(api, all.body.changesCursor)
  expect(nothing.cells).toEqual([])
  // Two plans of the one pool, one of the other, none of them seen.
  for (const [pool, clinic, open] of [
    [a, 1, 9],
    [a, 2, 0],
    [b, 1, 9],
  ] as const) {
    await pool.report(clinic, open)
    await pool.recompute()
  }
  const { cells, cursor, answer } = await since(api, nothing.cursor)
  expect(cells).toEqual(expect.arrayContaining(['clinic-1.a', 'clinic-2.a', 'clinic-1.b']))
  const now = items(await get(api))
  expect(items(answer)).toEqual(now.filter(({ cellId }) => cells.includes(cellId)))
  expect((await since(api, cursor)).cells).toEqual([])
  // Of another pool nothing was asked for.
  const onlyB = (await get(api, '?poolId=b')).body.changesCursor
  expect((await since(api, onlyB, '&poolId=b')).cells).toEqual([])
  for (const changedSince of [onlyB, 'nonsense']) {
    expect(await get(api, `?changedSince=${changedSince}`)).toMatchObject({
      status: 400,
      body: { code: 'bad-cursor', errors: [{ pointer: '#/query/changedSince' }] },
    })
  }
})

test('changedSince, page by page: the cursor for the next time is that of the first page', async ({
  api,
  database,
}) => {
  const pool = await makePool(api, database, { poolId: 'a', clinics: 5 })
  await pool.report(0, 30)
  await pool.recompute()
  const first = await get(api, '?limit=2')
  expect(first.body.changesCursor).toEqual(expect.any(String))
  // Published while the caller reads: the pages go on in the old plan, and what changed is told the next time.
  for (const clinic of [3, 4]) await pool.report(clinic, 0)
  await pool.recompute()
  const second = await get(api, `?limit=2&cursor=${first.body.nextCursor}`)
  expect([second.body.changesCursor, items(second)[0]?.planNumber]).toEqual([null, 1])
  const next = await since(api, first.body.changesCursor, '&limit=1')
  expect(next.cells).toHaveLength(1)
  const rest = await get(
    api,
    `?changedSince=${first.body.changesCursor}&limit=10&cursor=${next.answer.body.nextCursor}`,
  )
  expect([...next.cells, ...items(rest).map(({ cellId }) => cellId)]).toContain('clinic-4.a')
})

test('changedSince: cells whose place another id has now, and pools that were archived, are told as gone, once for each cursor', async ({
  api,
  database,
}) => {
  const a = await makePool(api, database, { poolId: 'a' })
  const b = await makePool(api, database, { poolId: 'b' })
  for (const pool of [a, b]) await pool.recompute()
  const { changesCursor: known } = (await get(api)).body
  await renameCell(api, 'a', 'clinic-1.a', 'renamed')
  await a.recompute()
  const renamed = await since(api, known)
  expect(renamed.cells).toContain('renamed')
  expect(renamed.answer.body).toMatchObject({ goneCells: [{ poolId: 'a', cellId: 'clinic-1.a' }], gonePoolIds: [] })
  // The same question again has the same answer: the first may have been lost on its way.
  expect((await since(api, known)).answer.body).toEqual(renamed.answer.body)
  const later = await since(api, renamed.cursor)
  expect([later.cells, later.answer.body.goneCells]).toEqual([[], []])

  expect(await api.as('north', 'admin')({ method: 'DELETE', url: '/v1/pools/b' })).toMatchObject({ status: 200 })
  // A pointer is believed for a moment, and the archiving was not decided here.
  const archived = await eventually(
    () => since(api, later.cursor),
    ({ answer }) => (answer.body.gonePoolIds as string[]).includes('b'),
  )
  expect([archived.cells, archived.answer.body.goneCells]).toEqual([[], []])
  // Back under its old id it is a line like any other.
  await renameCell(api, 'a', 'renamed', 'clinic-1.a')
  await a.recompute()
  const back = await eventually(
    () => since(api, later.cursor),
    ({ cells }) => cells.includes('clinic-1.a'),
  )
  expect(back.answer.body.goneCells).toEqual([{ poolId: 'a', cellId: 'renamed' }])
})

async function renameCell(api: Api, poolId: string, from: string, to: string): Promise<void> {
  const send = api.as('north', 'admin')
  const url = `/v1/pools/${poolId}`
  const { id: _, version, policyVersion, configVersion, state, ...pool } = (await send({ method: 'GET', url })).body
  const cells = (pool.cells as { id: string }[]).map((cell) => (cell.id === from ? { ...cell, id: to } : cell))
  expect(await send({ method: 'PUT', url, body: { ...pool, cells } })).toMatchObject({ status: 200 })
}

test('a caller who has seen a later plan than there is, of a database set back, is told everything', async ({
  api,
  database,
}) => {
  const pool = await makePool(api, database, { poolId: 'a' })
  await pool.report(0, 30)
  await pool.recompute()
  await pool.report(0, 0)
  await pool.recompute()
  const { changesCursor } = (await get(api)).body
  await api.admin.updateTable('pool_state').set({ plan_number: 1, effective_number: 1 }).execute()
  expect((await since(api, changesCursor)).cells).toHaveLength(3)
})

test('a page is packed for whoever accepts gzip, and links to its first page', async ({ api, database }) => {
  const pool = await makePool(api, database, { poolId: 'a' })
  await pool.recompute()
  const { headers } = await get(api, '?limit=1&poolId=a')
  expect(headers).toMatchObject({ vary: 'accept-encoding' })
  expect(String(headers.link).split(', ')[1]).toBe('</v1/recommendations?poolId=a&limit=1>; rel="first"')
})
