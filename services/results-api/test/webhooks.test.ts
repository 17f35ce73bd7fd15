import { webhookMessages } from '@sluice/contracts'
import { insertWebhookEvent, withOrganization } from '@sluice/database'
import { createSealer, webhookSecretPlace } from '@sluice/secrets'
import { expect } from 'vitest'
import { type Api, secretKeys, test } from './configuration-fixture.ts'
import { plannedPool } from './planned-pool.ts'

const path = '/v1/webhook-endpoints'
const settings = { url: 'https://93.184.215.14/hook', eventTypes: ['plan.published'] }

async function create(api: Api, changes: Record<string, unknown> = {}) {
  const answer = await api.as('north')({ method: 'POST', url: path, body: { ...settings, ...changes } })
  expect(answer.status).toBe(201)
  return { ...answer, id: String(answer.body.id), url: `${path}/${answer.body.id}` }
}

const happen = (api: Api, poolId: string | null) =>
  withOrganization(api.db, { role: 'sluice_worker', orgId: 'north' }, (trx) =>
    insertWebhookEvent(trx, { orgId: 'north', type: 'plan.published', poolId, at: new Date(), data: {} }),
  )

test('archiving a pool is told under a number of its own, to endpoints of that pool and of all', async ({
  api,
  database,
}) => {
  const all = await create(api, { eventTypes: ['pool.archived'] })
  await create(api, { eventTypes: ['pool.archived'], poolIds: ['another'] })
  await create(api, { eventTypes: ['plan.published'] })
  await plannedPool(api, database, [30, 30, 30])
  expect(await api.as('north')({ method: 'DELETE', url: '/v1/pools/south-east' })).toMatchObject({ status: 200 })
  const told = await api.admin
    .selectFrom('webhook_deliveries as d')
    .innerJoin('webhook_events as e', 'e.id', 'd.event_id')
    .select(['d.endpoint_id', 'e.body'])
    .where('e.type', '=', 'pool.archived')
    .execute()
  expect(told.map(({ endpoint_id }) => endpoint_id)).toEqual([all.id])
  const message = webhookMessages['pool.archived'].parse(JSON.parse(told[0]?.body ?? ''))
  expect(message.data).toEqual({ poolId: 'south-east', effectiveRevision: 2 })
})

test('made, read, changed, deleted; the secret is shown once and sealed at rest', async ({ api }) => {
  const send = api.as('north')
  const made = await create(api, { description: 'Bid tool' })
  const { secret, ...rest } = made.body
  expect(secret).toMatch(/^whsec_/)
  expect(rest).toMatchObject({ ...settings, poolIds: null, enabled: true, disabledReason: null, version: 1 })
  expect((await send({ method: 'GET', url: made.url })).body).toEqual(rest)
  expect((await send({ method: 'GET', url: path })).body.items).toEqual([rest])
  const { secret: sealed } = await api.admin.selectFrom('webhook_endpoints').select('secret').executeTakeFirstOrThrow()
  expect(sealed.toString('latin1')).not.toContain(String(secret).slice(6))
  expect(createSealer(secretKeys).open(sealed, webhookSecretPlace('north', made.id))).toBe(secret)
  const body = { ...settings, poolIds: ['a'], enabled: false }
  const changed = await send({ method: 'PUT', url: made.url, body, headers: { 'if-match': '"1"' } })
  expect(changed).toMatchObject({ status: 200, headers: { etag: '"2"' }, body: { poolIds: ['a'], enabled: false } })
  const late = await send({ method: 'PUT', url: made.url, body, headers: { 'if-match': '"1"' } })
  expect(late).toMatchObject({ status: 412, body: { code: 'precondition-failed' } })
  expect((await send({ method: 'DELETE', url: made.url })).status).toBe(204)
  expect(await send({ method: 'GET', url: made.url })).toMatchObject({ body: { code: 'webhook-endpoint-not-found' } })
  const audit = await api.admin.selectFrom('audit_log').select('action').where('object', '=', made.id).execute()
  expect(audit.map(({ action }) => action)).toEqual(
    ['create', 'update', 'delete'].map((verb) => `webhook-endpoint.${verb}`),
  )
})

test.for([
  'http://example.com/',
  'https://127.0.0.1/',
  'https://localhost/',
  'https://169.254.169.254/',
  'https://[::1]/',
  'https://10.1.2.3/',
  'https://93.184.215.14:8443/',
  'https://user:pass@93.184.215.14/',
  'ftp://93.184.215.14/',
  'https://2130706433/',
  'nonsense',
])('nothing is told to %s: 422, and the address is not repeated', async (url, { api }) => {
  const answer = await api.as('north')({ method: 'POST', url: path, body: { ...settings, url } })
  expect(answer).toMatchObject({ status: 422, body: { code: 'webhook-url-refused', errors: [{ pointer: '#/url' }] } })
  expect(answer.text).not.toContain(url)
})

test('an endpoint is told of the pools and types it wants, and of nothing while it is disabled', async ({ api }) => {
  const all = await create(api)
  const some = await create(api, { poolIds: ['a'] })
  const off = await create(api, { enabled: false })
  for (const poolId of ['a', 'b']) await happen(api, poolId)
  const count = async ({ url }: { url: string }) =>
    ((await api.as('north')({ method: 'GET', url: `${url}/deliveries` })).body.items as unknown[]).length
  expect([await count(all), await count(some), await count(off)]).toEqual([2, 1, 0])
})

test('the log of deliveries, newest first, page by page; one is replayed with its id', async ({ api }) => {
  const send = api.as('north')
  const { url } = await create(api)
  for (let n = 0; n < 3; n += 1) await happen(api, 'a')
  await api.admin
    .updateTable('webhook_deliveries')
    .set({ status: 'failed', attempts: 8, next_attempt_at: null, response_status: 500, duration_ms: 12 })
    .execute()
  const first = await send({ method: 'GET', url: `${url}/deliveries?limit=2` })
  const items = first.body.items as { id: number; messageId: string }[]
  const second = await send({ method: 'GET', url: `${url}/deliveries?limit=2&cursor=${first.body.nextCursor}` })
  const ids = [...items, ...(second.body.items as { id: number }[])].map(({ id }) => id)
  expect(ids).toEqual(ids.toSorted((a, b) => b - a))
  expect([ids.length, second.body.nextCursor]).toEqual([3, null])
  expect(items[0]).toMatchObject({ status: 'failed', attempts: 8, responseStatus: 500, durationMs: 12, failure: null })
  const replayed = await send({ method: 'POST', url: `${url}/deliveries/${ids[0]}/replay` })
  expect(replayed).toMatchObject({ status: 202, body: { deliveryId: ids[0] } })
  const [newest] = (await send({ method: 'GET', url: `${url}/deliveries` })).body.items as Record<string, unknown>[]
  expect(newest).toMatchObject({ status: 'pending', attempts: 0, messageId: items[0]?.messageId })
  const unknown = await send({ method: 'POST', url: `${url}/deliveries/999999/replay` })
  expect(unknown).toMatchObject({ status: 404, body: { code: 'webhook-endpoint-not-found' } })
})

test('a rotation shows another secret and says until when both sign', async ({ api }) => {
  const send = api.as('north')
  const { url, body } = await create(api)
  const rotated = await send({ method: 'POST', url: `${url}/secret/rotate`, body: { overlapSeconds: 60 } })
  expect(rotated).toMatchObject({ status: 200, body: { version: 2, previousSecretUntil: expect.any(String) } })
  expect(rotated.body.secret).not.toBe(body.secret)
  const again = await send({ method: 'POST', url: `${url}/secret/rotate`, body: { overlapSeconds: 60 } })
  expect(again).toMatchObject({ status: 409, body: { code: 'configuration-conflict' } })
  const atOnce = await send({ method: 'POST', url: `${url}/secret/rotate`, body: { overlapSeconds: 0 } })
  expect(atOnce.body.previousSecretUntil).toBeNull()
  expect(await send({ method: 'POST', url: `${url}/secret/rotate`, body: {} })).toMatchObject({ status: 200 })
})

test('of several rotations or changes at once one is made: each is weighed against what the one before it left', async ({
  api,
}) => {
  const send = api.as('north')
  const { url, id, body } = await create(api)
  const rotate = () => send({ method: 'POST', url: `${url}/secret/rotate`, body: { overlapSeconds: 60 } })
  const rotated = await Promise.all([rotate(), rotate(), rotate()])
  expect(rotated.map(({ status }) => status).sort()).toEqual([200, 409, 409])
  const place = webhookSecretPlace('north', id)
  const row = await api.admin.selectFrom('webhook_endpoints').selectAll().executeTakeFirstOrThrow()
  const opened = [row.secret, row.previous_secret].map(
    (sealed) => sealed && createSealer(secretKeys).open(sealed, place),
  )
  expect(opened).toEqual([rotated.find(({ status }) => status === 200)?.body.secret, body.secret])

  const headers = { 'if-match': '"2"' }
  const change = (description: string) => send({ method: 'PUT', url, headers, body: { ...settings, description } })
  const changed = await Promise.all([change('a'), change('b'), change('c')])
  expect(changed.map(({ status }) => status).sort()).toEqual([200, 412, 412])
  const isNew = { 'if-none-match': '*' }
  expect(await send({ method: 'PUT', url, headers: isNew, body: settings })).toMatchObject({ status: 412 })
})

test('a test is on its way; a disabled endpoint is told nothing', async ({ api }) => {
  const send = api.as('north')
  const { url, id } = await create(api)
  const tried = await send({ method: 'POST', url: `${url}/test` })
  expect(tried.status).toBe(202)
  const event = await api.admin.selectFrom('webhook_events').select('body').executeTakeFirstOrThrow()
  expect(JSON.parse(event.body)).toMatchObject({ type: 'endpoint.test', data: { endpointId: id } })
  await send({ method: 'PUT', url, body: { ...settings, enabled: false } })
  for (const action of ['test', `deliveries/${tried.body.deliveryId}/replay`]) {
    const refused = await send({ method: 'POST', url: `${url}/${action}` })
    expect(refused, action).toMatchObject({ status: 409, body: { code: 'webhook-endpoint-disabled' } })
  }
})

test('another organization’s endpoint is none', async ({ api }) => {
  const { url, id } = await create(api)
  await happen(api, 'a')
  const [delivery] = await api.admin.selectFrom('webhook_deliveries').select('id').execute()
  const other = api.as('south')
  const body = settings
  for (const request of [
    { method: 'GET', url },
    { method: 'PUT', url, body },
    { method: 'DELETE', url },
    { method: 'POST', url: `${url}/test` },
    { method: 'POST', url: `${url}/secret/rotate`, body: {} },
    { method: 'GET', url: `${url}/deliveries` },
    { method: 'POST', url: `${url}/deliveries/${delivery?.id}/replay` },
  ] as const) {
    const answer = await other(request)
    expect(answer, request.url).toMatchObject({ status: 404, body: { code: 'webhook-endpoint-not-found' } })
  }
  expect((await other({ method: 'GET', url: path })).body.items).toEqual([])
  expect((await api.as('north')({ method: 'GET', url })).body.id).toBe(id)
})
