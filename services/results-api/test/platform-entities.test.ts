import { eventually } from '@sluice/test-kit'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { type Answered, type Api, cell, configure, location, pool, serviceLine, test } from './configuration-fixture.ts'

const url = '/v1/pools/west/platform-entities'
const entity = {
  platform: 'google_ads',
  accountId: '123-456-7890',
  level: 'campaign',
  externalId: '555',
  name: 'Smyrna | Search',
  cells: [{ cellId: 'smyrna-ortho' }],
}
const other = { ...entity, platform: 'meta', level: 'ad_set', accountId: '77', externalId: '2385' }
const halves = (cellId = 'smyrna-ortho') => [
  { id: 'search', ...entity, cells: [{ cellId, share: 0.5 }] },
  { id: 'social', ...other, cells: [{ cellId, share: 0.5 }] },
]

async function setUp(api: Api) {
  const send = api.as('north')
  await configure(send)
  const put = (path: string, body: unknown, headers = {}) =>
    send({ method: 'PUT', url: `${url}${path}`, body, headers })
  return { send, put, list: (query = '', headers = {}) => send({ method: 'GET', url: `${url}${query}`, headers }) }
}

const pointers = ({ body }: Answered) =>
  (body.errors as { pointer: string }[] | undefined)?.map(({ pointer }) => pointer)

test('one entity: put, read, put again, changed under a condition, removed; each change is in the audit log', async ({
  api,
}) => {
  const { send, put } = await setUp(api)
  expect(await put('/search', entity)).toMatchObject({ status: 201, headers: { etag: '"1"' }, body: { pools: [] } })
  expect(await put('/search', entity)).toMatchObject({ status: 200, body: { version: 1, changed: false } })
  const read = await send({ method: 'GET', url: `${url}/search` })
  expect(read.body).toEqual({
    id: 'search',
    ...entity,
    campaignIds: [],
    minimumDailyBudgetMinor: null,
    currency: null,
    cells: [{ cellId: 'smyrna-ortho', share: 1 }],
    version: 1,
  })
  const renamed = { ...entity, name: 'Smyrna | Brand' }
  expect(await put('/search', renamed, { 'if-match': '"7"' })).toMatchObject({ status: 412 })
  expect(await put('/search', renamed, { 'if-none-match': '*' })).toMatchObject({ status: 412 })
  expect(await put('/search', renamed, { 'if-match': '"1"' })).toMatchObject({ status: 200, headers: { etag: '"2"' } })
  expect(await send({ method: 'DELETE', url: `${url}/search` })).toMatchObject({ status: 200 })
  expect(await send({ method: 'GET', url: `${url}/search` })).toMatchObject({ status: 404 })
  expect(await send({ method: 'DELETE', url: `${url}/search` })).toMatchObject({
    body: { code: 'platform-entity-not-found' },
  })
  const log = await api.admin
    .selectFrom('audit_log')
    .select(['action', 'object'])
    .where('org_id', '=', 'north')
    .execute()
  expect(
    log.filter(({ action }) => action.startsWith('platform')).map(({ action, object }) => `${action} ${object}`),
  ).toEqual([
    'platform-entity.put west/search',
    'platform-entity.put west/search',
    'platform-entity.remove west/search',
  ])
})

test('the whole list: a cell divided over two platforms, replaced under the list’s own version, page by page', async ({
  api,
}) => {
  const { put, list } = await setUp(api)
  expect(await list()).toMatchObject({ status: 200, headers: { etag: '"0"' }, body: { items: [], nextCursor: null } })
  const first = await put('', { entities: halves() }, { 'if-match': '"0"' })
  expect(first).toMatchObject({ status: 200, headers: { etag: '"1"' }, body: { changed: true } })
  expect(await put('', { entities: halves() })).toMatchObject({ status: 200, body: { changed: false, version: 1 } })
  expect(await put('', { entities: [] }, { 'if-match': '"0"' })).toMatchObject({ status: 412 })
  const page = await list('?limit=1')
  expect(page).toMatchObject({ headers: { etag: '"1"' }, body: { items: [{ id: 'search' }] } })
  const next = await list(`?limit=1&cursor=${page.body.nextCursor}`)
  expect(next.body).toMatchObject({ items: [{ id: 'social' }], nextCursor: null })
  expect(await list('?limit=1', { 'if-none-match': '"1"' })).toMatchObject({ status: 304 })
  expect(await put('', { entities: [{ id: 'search', ...entity }] })).toMatchObject({
    status: 200,
    body: { version: 2 },
  })
  expect((await list()).body.items).toMatchObject([{ id: 'search', version: 2, cells: [{ share: 1 }] }])
})

test('two budgets swapped in one list are no collision', async ({ api }) => {
  const { put, list } = await setUp(api)
  const [a, b] = halves()
  const ids = (first: string, second: string) => ({
    entities: [
      { ...a, externalId: first },
      { ...a, id: 'social', externalId: second, name: 'Smyrna | Brand' },
    ],
  })
  expect(b?.id).toBe('social')
  expect(await put('', ids('1', '2'))).toMatchObject({ status: 200 })
  expect(await put('', ids('2', '1'))).toMatchObject({ status: 200 })
  expect((await list()).body.items).toMatchObject([{ externalId: '2' }, { externalId: '1' }])
})

test('what does not fit is refused whole, at its place', async ({ api }) => {
  const { send, put, list } = await setUp(api)
  const [search, social] = halves()
  const unknown = await put('', { entities: halves('nowhere') })
  expect([unknown.status, pointers(unknown)]).toEqual([
    422,
    ['#/entities/0/cells/0/cellId', '#/entities/1/cells/0/cellId'],
  ])
  const half = await put('', { entities: [search] })
  expect([half.status, pointers(half)]).toEqual([422, ['#/entities/0/cells/0/share']])
  expect(pointers(await put('/search', search && { ...entity, cells: search.cells }))).toEqual(['#/cells/0/share'])
  const twice = await put('', { entities: [search, { ...social, ...entity, id: 'b', cells: search?.cells }] })
  expect(pointers(twice)).toContain('#/entities/1/externalId')
  for (const spelled of [{ accountId: '1234567890' }, { level: 'shared_budget' }, { externalId: '0555' }]) {
    const again = { ...entity, ...spelled, cells: search?.cells }
    expect(pointers(await put('', { entities: [search, { id: 'b', ...again }] }))).toContain('#/entities/1/externalId')
  }
  expect(await put('/x', { ...entity, level: 'ad_set' })).toMatchObject({ status: 422 })
  expect(await put('/x', { ...other, level: 'shared_budget' })).toMatchObject({ status: 422 })
  expect(await put('/x', { ...entity, externalId: '5/../6' })).toMatchObject({ status: 422 })
  expect(await put('/x', { ...other, accountId: 'act_77' })).toMatchObject({
    status: 422,
    body: { errors: [{ pointer: '#/accountId', detail: expect.stringContaining('without its act_') }] },
  })
  expect(await put('/x', { ...entity, minimumDailyBudgetMinor: 0 })).toMatchObject({ status: 422 })
  for (const [body, at] of [
    [{ ...entity, campaignIds: ['1', '2'] }, '#/campaignIds'],
    [{ ...other, campaignIds: ['1'] }, '#/campaignIds'],
    [{ ...entity, level: 'shared_budget', campaignIds: ['7', '07'] }, '#/campaignIds/1'],
    [{ ...entity, currency: 'EUR' }, '#/currency'],
    [{ ...entity, currency: 'euro' }, '#/currency'],
  ] as const) {
    const refused = await put('/x', body)
    expect([refused.status, pointers(refused)]).toEqual([422, [at]])
  }
  expect(await put('', { entities: halves() })).toMatchObject({ status: 200 })
  expect(await send({ method: 'DELETE', url: `${url}/search` })).toMatchObject({ status: 409 })
  expect((await list()).body.items).toHaveLength(2)
})

test('putting one entity leaves no cell with a part of its money', async ({ api }) => {
  const { send, put, list } = await setUp(api)
  await send({ method: 'PUT', url: '/v1/locations/east', body: location })
  const cells = [...pool.cells, { id: 'b', ...cell, locationId: 'east' }]
  expect(await send({ method: 'PUT', url: '/v1/pools/west', body: { ...pool, cells } })).toMatchObject({ status: 200 })
  expect(await put('', { entities: halves() })).toMatchObject({ status: 200 })
  for (const carried of [[], [{ cellId: 'b' }]]) {
    expect(await put('/search', { ...entity, cells: carried })).toMatchObject({
      status: 409,
      body: {
        code: 'configuration-conflict',
        errors: [{ pointer: '#/cells', detail: expect.stringContaining('smyrna-ortho') }],
      },
    })
  }
  expect((await list()).body.items).toMatchObject([{ cells: [{ share: 0.5 }] }, { cells: [{ share: 0.5 }] }])
  // What does not touch the shares is changed alone, and who has all of a cell may give it up.
  const [search] = halves()
  expect(await put('/search', { ...entity, name: 'Smyrna | Brand', cells: search?.cells })).toMatchObject({
    status: 200,
  })
  expect(await put('', { entities: [{ id: 'search', ...entity }] })).toMatchObject({ status: 200 })
  expect(await put('/search', { ...entity, cells: [] })).toMatchObject({ status: 200 })
})

test('a budget is set by one pool only; an unknown pool and another organization’s are the same 404', async ({
  api,
}) => {
  const { send, put } = await setUp(api)
  await put('/search', entity)
  await send({ method: 'PUT', url: '/v1/pools/east', body: { ...pool, cells: [{ id: 'b', ...cell, channel: 'b' }] } })
  await send({ method: 'PUT', url: '/v1/locations/east', body: location })
  await send({ method: 'PUT', url: '/v1/service-lines/east', body: serviceLine })
  const east = { ...pool, cells: [{ id: 'b', ...cell, locationId: 'east' }] }
  expect(await send({ method: 'PUT', url: '/v1/pools/east', body: east })).toMatchObject({ status: 201 })
  const taken = await send({
    method: 'PUT',
    url: '/v1/pools/east/platform-entities/search',
    body: { ...entity, cells: [{ cellId: 'b' }] },
  })
  expect([taken.status, taken.body.code, pointers(taken)]).toEqual([409, 'configuration-conflict', ['#/externalId']])
  for (const spelled of [{ accountId: '1234567890' }, { level: 'shared_budget' }]) {
    const body = { ...entity, ...spelled, cells: [{ cellId: 'b' }] }
    const again = await send({ method: 'PUT', url: '/v1/pools/east/platform-entities/search', body })
    expect([again.status, pointers(again)]).toEqual([409, ['#/externalId']])
  }
  for (const answer of [
    await api.as('south')({ method: 'GET', url }),
    await api.as('south')({ method: 'PUT', url: `${url}/search`, body: entity }),
    await send({ method: 'GET', url: '/v1/pools/nowhere/platform-entities' }),
  ])
    expect(answer).toMatchObject({ status: 404, body: { code: 'pool-not-found' } })
  expect(await api.as('south')({ method: 'GET', url: `${url}/search` })).toMatchObject({ status: 404 })
})

const google = { ...entity, level: 'shared_budget', cells: [] }
const microsoft = { ...google, platform: 'microsoft_ads' }
test.for([
  ['a campaign of two budgets', [google, { campaignIds: ['7', '8'] }, { campaignIds: ['9', '08'] }, '/campaignIds/1']],
  ['a name of two campaigns', [google, { level: 'campaign' }, { level: 'campaign', name: 'SMYRNA | search' }, '/name']],
  [
    'a campaign and the shared budget it uses',
    [microsoft, { level: 'campaign', externalId: '900' }, { campaignIds: ['900'] }, '/campaignIds/0'],
  ],
  [
    'an id of Meta at two levels',
    [{ ...other, cells: [] }, { externalId: '5' }, { level: 'campaign', externalId: '5' }, '/externalId'],
  ],
] as const)(
  'two entities never set one campaign, in a list, one by one or in two pools: %s',
  async ([, given], { api }) => {
    const [base, one, two, at] = given
    const { send, put } = await setUp(api)
    const a = { ...base, externalId: '1', ...one }
    const b = { ...base, externalId: '2', ...two, accountId: base.accountId.replaceAll('-', '') }
    const list = (...entities: object[]) =>
      put('', { entities: entities.map((each, n) => ({ id: `e-${n}`, ...each })) })
    const both = await list(a, b)
    expect([both.status, pointers(both)]).toEqual([422, [`#/entities/1${at}`]])
    expect(await list(a)).toMatchObject({ status: 200 })
    const second = await put('/b', b)
    expect([second.status, pointers(second)]).toEqual([422, [`#${at}`]])
    await addEast(send)
    const elsewhere = await send({ method: 'PUT', url: '/v1/pools/east/platform-entities/b', body: b })
    expect([elsewhere.status, elsewhere.body.code, pointers(elsewhere)]).toEqual([
      409,
      'configuration-conflict',
      [`#${at}`],
    ])
    // In another account it is another one.
    const far = { ...b, accountId: '99' }
    const farther = await send({ method: 'PUT', url: '/v1/pools/east/platform-entities/b', body: far })
    expect(farther.status).toBe(201)
    // Nor does an entity stand against itself.
    expect(await put('/e-0', { ...a, currency: 'USD' })).toMatchObject({ status: 200, body: { version: 2 } })
  },
)

test('the one campaign an entity could name before there was a list: all there is of its own budget, not of a shared one', async ({
  api,
}) => {
  const { put, list } = await setUp(api)
  const named = [
    { id: 'own', ...entity },
    { id: 'shared', ...google, externalId: '6' },
    { id: 'there', ...microsoft, level: 'campaign' },
  ]
  expect(await put('', { entities: named })).toMatchObject({ status: 200 })
  await sql`update platform_entities set campaign_id = '77'`.execute(api.admin)
  const campaigns = async () => (await list()).body.items
  expect(await campaigns()).toMatchObject([{ campaignIds: ['77'] }, { campaignIds: [] }, { campaignIds: [] }])
  const known = { ...google, externalId: '6', campaignIds: ['78', '79'] }
  expect(await put('/shared', known)).toMatchObject({ status: 200, body: { version: 2 } })
  expect(await campaigns()).toMatchObject([{ campaignIds: ['77'] }, { campaignIds: ['78', '79'] }, {}])
})

/** A second pool, with a clinic of its own. */
async function addEast(send: ReturnType<Api['as']>) {
  await send({ method: 'PUT', url: '/v1/locations/east', body: location })
  const body = { ...pool, cells: [{ id: 'b', ...cell, locationId: 'east' }] }
  expect(await send({ method: 'PUT', url: '/v1/pools/east', body })).toMatchObject({ status: 201 })
}

const inEast = { ...entity, name: 'East | Search', cells: [{ cellId: 'b' }] }

test('two pools that are given one budget in the same instant: one has it, the other is told', async ({ api }) => {
  const { send, put } = await setUp(api)
  await addEast(send)
  const answers = await Promise.all([
    put('/search', entity),
    send({ method: 'PUT', url: '/v1/pools/east/platform-entities/search', body: inEast }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409])
  expect(answers.find(({ status }) => status === 409)).toMatchObject({
    body: { code: 'configuration-conflict', errors: [{ pointer: '#/externalId' }] },
  })
})

test.for([
  ['/search', inEast, '#/externalId'],
  ['', { entities: [{ id: 'search', ...inEast }] }, '#/entities'],
] as const)(
  'so is one whose budget another writer takes between its check and its row: PUT …%s',
  async ([path, body, pointer], { api }) => {
    const { send, put } = await setUp(api)
    await addEast(send)
    await put('/search', { ...entity, externalId: '1' })
    const elsewhere = await api.admin.startTransaction().execute()
    await elsewhere.updateTable('platform_entities').set({ external_id: '555' }).execute()
    const sent = send({ method: 'PUT', url: `/v1/pools/east/platform-entities${path}`, body })
    await eventually(
      () =>
        sql<{
          n: number
        }>`select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event = 'transactionid'`.execute(
          api.admin,
        ),
      ({ rows }) => rows[0]?.n === 1,
    )
    await elsewhere.commit().execute()
    expect(await sent).toMatchObject({
      status: 409,
      body: { code: 'configuration-conflict', errors: [{ pointer, detail: expect.stringContaining('another pool') }] },
    })
  },
)
