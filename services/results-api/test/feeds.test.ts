import { noHistory } from '@sluice/configuration'
import { addDeliveries, sourceId, withOrganization, writeFeedStatus } from '@sluice/database'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { configure, feed, mapping, test } from './configuration-fixture.ts'

test('a feed that was never polled is new and due; polling it can be asked for', async ({ api }) => {
  const send = api.as('north')
  await configure(send)
  const got = await send({ method: 'GET', url: '/v1/feeds/west' })
  expect(got.body).toMatchObject({
    ...feed,
    intervalMinutes: 2,
    enabled: true,
    status: { state: 'new', lastSuccessAt: null, lastFailureCode: null, lastPoll: null },
  })
  const due = await send({ method: 'POST', url: '/v1/feeds/west/poll' })
  expect([due.status, typeof due.body.nextPollAt]).toEqual([202, 'string'])
  expect(await send({ method: 'POST', url: '/v1/feeds/none/poll' })).toMatchObject({
    status: 404,
    body: { code: 'feed-not-found' },
  })
  expect((await api.as('south')({ method: 'POST', url: '/v1/feeds/west/poll' })).status).toBe(404)
  expect((await api.as('north', 'viewer')({ method: 'POST', url: '/v1/feeds/west/poll' })).status).toBe(403)
})

test('switched off or archived it is not polled; put again it is', async ({ api }) => {
  const send = api.as('north')
  await configure(send)
  const put = (body: object) => send({ method: 'PUT', url: '/v1/feeds/west', body })
  const statusOf = async () => (await send({ method: 'GET', url: '/v1/feeds/west' })).body.status
  await put({ ...feed, enabled: false })
  expect(await statusOf()).toMatchObject({ state: 'off', nextPollAt: null })
  expect((await send({ method: 'POST', url: '/v1/feeds/west/poll' })).body).toEqual({ nextPollAt: null })
  expect((await send({ method: 'DELETE', url: '/v1/feeds/west' })).status).toBe(200)
  expect((await put(feed)).status).toBe(201)
  expect(await statusOf()).toMatchObject({ state: 'new', nextPollAt: expect.any(String) })
})

test('a feed needs its mapping, and a mapping that a feed uses stays', async ({ api }) => {
  const send = api.as('north')
  await configure(send)
  const lost = await send({ method: 'PUT', url: '/v1/feeds/east', body: { ...feed, mappingId: 'none' } })
  expect(lost).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/mappingId' }] } })
  const used = await send({ method: 'DELETE', url: '/v1/mappings/ortho' })
  expect(used).toMatchObject({ status: 409, body: { code: 'configuration-conflict' } })
})

test.for([
  'ftp://example.org/$bulk-publish',
  'https://example.org/manifest.json',
  'https://jane:roe@example.org/$bulk-publish',
  'https://example.org/a b/$bulk-publish',
])('%s is no address of a feed', async (url, { api }) => {
  const answer = await api.as('north')({ method: 'PUT', url: '/v1/feeds/west', body: { ...feed, url } })
  expect(answer).toMatchObject({ status: 422, body: { errors: [{ pointer: '#/url' }] } })
  expect(JSON.stringify(answer)).not.toMatch(/jane/)
})

test.for([
  ['http://example.org/$bulk-publish', 'scheme-not-allowed'],
  ['http://10.1.2.3/$bulk-publish', 'scheme-not-allowed'],
  ['https://127.0.0.1/$bulk-publish', 'address-not-allowed'],
  ['https://localhost/$bulk-publish', 'address-not-allowed'],
  ['https://169.254.169.254/$bulk-publish', 'address-not-allowed'],
  ['https://[::1]/$bulk-publish', 'address-not-allowed'],
  ['https://2130706433/$bulk-publish', 'address-not-allowed'],
  ['https://93.184.215.14:8443/$bulk-publish', 'port-not-allowed'],
  ['https://:roe@93.184.215.14/$bulk-publish', 'credentials-in-url'],
] as const)('%s would never be polled: %s, at once', async ([url, detail], { api }) => {
  const send = api.as('north')
  await configure(send)
  const answer = await send({ method: 'PUT', url: '/v1/feeds/west', body: { ...feed, url } })
  expect(answer).toMatchObject({
    status: 422,
    body: { code: 'feed-url-refused', errors: [{ pointer: '#/url', detail }] },
  })
  expect(answer.text).not.toContain(url)
  expect((await send({ method: 'GET', url: '/v1/feeds/west' })).body).toMatchObject({ url: feed.url, version: 1 })
})

test('a name that has no address yet is taken: it may have one by the next poll', async ({ api }) => {
  const send = api.as('north')
  await configure(send)
  const body = { ...feed, url: 'https://clinic.invalid/$bulk-publish' }
  expect((await send({ method: 'PUT', url: '/v1/feeds/west', body })).status).toBe(200)
})

test('a mapping’s texts of theirs have no blanks, and its faults repeat none', async ({ api }) => {
  const body = { ...mapping, services: [{ code: 'Jane Roe', serviceLine: 'ortho' }], ignoredExtensions: ['Jane Roe'] }
  const answer = await api.as('north')({ method: 'PUT', url: '/v1/mappings/ehr', body })
  expect(answer.body.errors).toMatchObject([{ pointer: '#/services/0/code' }, { pointer: '#/ignoredExtensions/0' }])
  expect(JSON.stringify(answer)).not.toMatch(/Roe/)
})

test('why nothing arrives of a feed is in the deliveries of its source, before anything of it was ever accepted', async ({
  api,
}) => {
  await configure(api.as('north'))
  const counts = { accepted: 0, duplicate: 0, conflict: 0, unmatched: 0, refused: {}, leftOut: {}, lags: {} }
  const at = new Date(Date.now() - 3_600_000).toISOString()
  const of = { source: feed.source, keyId: 'west', mode: 'feed', requestId: 'lease', lastObservedAt: null }
  await withOrganization(api.db, { role: 'sluice_worker', orgId: 'north' }, async (trx) => {
    for (const [minutes, code] of [
      ['00', 'stalled'],
      ['01', 'tls-failed'],
      ['03', 'stalled'],
    ] as const) {
      const minute = `${at.slice(0, 14)}${minutes}:00.000Z`
      await addDeliveries(trx, 'north', [
        { ...counts, ...of, minute, lastAt: minute, requests: 1, failedPolls: { [code]: 1 } },
      ])
    }
    const failed = { lastAttemptAt: at, lastFailureAt: at, lastFailureCode: 'stalled' as const, failuresInARow: 3 }
    await writeFeedStatus(trx, { orgId: 'north', feedId: 'west' }, { history: { ...noHistory, ...failed } })
  })
  const read = api.as('north', 'viewer')
  const url = `/v1/sources/${sourceId(feed.source)}`
  const list = await read({ method: 'GET', url: `${url}/deliveries` })
  const codes = (list.body.items as { failedPolls: unknown }[]).map(({ failedPolls }) => failedPolls)
  expect(codes).toEqual([
    [{ code: 'stalled', count: 1 }],
    [{ code: 'tls-failed', count: 1 }],
    [{ code: 'stalled', count: 1 }],
  ])
  expect((await read({ method: 'GET', url })).body).toMatchObject({
    source: feed.source,
    lastDeliveryAt: null,
    lastPolledAt: null,
    lastFailedPoll: { at, code: 'stalled' },
    failedPolls: [
      { code: 'stalled', count: 2 },
      { code: 'tls-failed', count: 1 },
    ],
    last24Hours: { accepted: 0, refused: 0 },
  })
  const south = await api.as('south')({ method: 'GET', url: `${url}/deliveries` })
  expect(south.status).toBe(404)
})

test.for([
  ['feeds', 'feed', feed],
  ['mappings', 'mapping', mapping],
] as const)(
  'an organization has 1,000 %s at most; those that are there can be changed',
  async ([nouns, noun, body], { api }) => {
    const send = api.as('north')
    await configure(send)
    const put = (id: string, changes = {}) =>
      send({ method: 'PUT', url: `/v1/${nouns}/${id}`, body: { ...body, ...changes } })
    await put('first')
    await sql`insert into ${sql.table(nouns)} (org_id, id, version, body)
    select 'north', 'many-' || n, 1, ${JSON.stringify(body)}::jsonb
      from generate_series(1, 1000 - (select count(*)::int from ${sql.table(nouns)} where org_id = 'north')) n`.execute(
      api.admin,
    )
    const refused = await put('one-more')
    expect([refused.status, refused.body.code, refused.body.detail]).toEqual([
      409,
      'configuration-conflict',
      `An organization has at most 1,000 ${nouns}: delete those that are used no more.`,
    ])
    expect((await send({ method: 'GET', url: `/v1/${nouns}/one-more` })).status).toBe(404)
    const changed = noun === 'feed' ? { intervalMinutes: 4 } : { horizonDays: 7 }
    expect((await put('first', changed)).status).toBe(200)
    expect((await send({ method: 'DELETE', url: `/v1/${nouns}/many-1` })).status).toBe(200)
    expect((await put('one-more')).status).toBe(201)
    // Put again it is one more, too.
    expect((await put('many-1')).status).toBe(409)
  },
)
