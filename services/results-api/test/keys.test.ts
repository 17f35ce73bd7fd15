import { createApiKey, createAuthenticator, revokeApiKey, roles, type Scope } from '@sluice/auth'
import { expect } from 'vitest'
import { type Api, type ApiRequest, test } from './configuration-fixture.ts'

type Shown = { id: string; token: string; previousSecretUntil: string | null } & Record<string, unknown>

const reader = { name: 'reader', role: 'viewer' }
const post = (url: string, body: unknown = {}): ApiRequest => ({ method: 'POST', url, body })
const read = { method: 'GET', url: '/v1/locations' } as const

async function made(send: ReturnType<Api['as']>, body: unknown = reader): Promise<Shown> {
  const answer = await send(post('/v1/keys', body))
  expect(answer.status).toBe(201)
  return answer.body as Shown
}

test('a key is made, shown once, listed without what opens it, and works', async ({ api }) => {
  const admin = api.as('north', 'admin')
  const key = await made(admin, { ...reader, expiresAt: '2090-01-01T00:00:00Z', limits: { requestsPerMinute: 7 } })
  expect(key).toMatchObject({
    name: 'reader',
    scopes: ['plans:read'],
    state: 'in-force',
    expiresAt: '2090-01-01T00:00:00.000Z',
    limits: { requestsPerMinute: 7, requestsPerDay: null },
  })
  expect((await api.withToken(key.token)(read)).status).toBe(200)
  const { body, text } = await admin({ method: 'GET', url: '/v1/keys' })
  const { token, ...listed } = key
  expect(body.items).toContainEqual({ ...listed, lastUsedAt: expect.toBeOneOf([null, expect.any(String)]) })
  expect(text).not.toContain(token)
  expect(text).not.toContain(token.split('_')[2])
})

test('keys are listed in pages, and only those of the own organization', async ({ api }) => {
  const ids = async (orgId: 'north' | 'south') => {
    const found: string[] = []
    for (let cursor: unknown = ''; cursor !== null; ) {
      const { body } = await api.as(
        orgId,
        'admin',
      )({
        method: 'GET',
        url: `/v1/keys?limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`,
      })
      found.push(...(body.items as { id: string }[]).map(({ id }) => id))
      cursor = body.nextCursor
    }
    return found
  }
  const [north, south] = [await ids('north'), await ids('south')]
  expect([north.length, south.length]).toEqual([Object.keys(roles).length, Object.keys(roles).length])
  expect(north).toEqual([...new Set(north)].sort())
  expect(north.filter((id) => south.includes(id))).toEqual([])
})

test('no key gives what it does not have: neither made nor rotated', async ({ api }) => {
  const held: Scope[] = ['keys:admin', 'plans:read']
  const { token } = await createApiKey(api.admin, { orgId: 'north', name: 'x', scopes: held })
  const send = api.withToken(token)
  expect((await send(post('/v1/keys', { name: 'x', scopes: ['plans:read', 'config:write'] }))).body.code).toBe(
    'scope-not-held',
  )
  expect((await send(post('/v1/keys', { name: 'x', role: 'admin' }))).status).toBe(403)
  const stronger = await made(api.as('north', 'admin'), { name: 'x', role: 'marketer' })
  expect((await send(post(`/v1/keys/${stronger.id}/rotate`))).body.code).toBe('scope-not-held')
  await made(send, { name: 'x', scopes: held })
})

test('a limited key makes no key that is less limited', async ({ api }) => {
  const limited = await made(api.as('north', 'admin'), { name: 'x', role: 'admin', limits: { requestsPerMinute: 50 } })
  const send = api.withToken(limited.token)
  const more = await send(post('/v1/keys', { ...reader, limits: { requestsPerMinute: 51 } }))
  expect([more.status, more.body.errors]).toEqual([
    422,
    [{ pointer: '#/limits/requestsPerMinute', detail: 'at most 50' }],
  ])
  expect(await made(send)).toMatchObject({ limits: { requestsPerMinute: 50, requestsPerDay: null } })
  // The installation's own, where the key has none.
  const aboveAll = { ...reader, limits: { requestsPerDay: api.keyLimits.requestsPerDay + 1 } }
  expect((await api.as('north', 'admin')(post('/v1/keys', aboveAll))).status).toBe(422)
})

test('a key that ends makes and rotates none that outlasts it; unless said, what it makes ends with it', async ({
  api,
}) => {
  const admin = api.as('north', 'admin')
  const expiresAt = '2090-01-01T00:00:00.000Z'
  const ending = await made(admin, { name: 'x', role: 'admin', expiresAt })
  const send = api.withToken(ending.token)
  expect(await made(send)).toMatchObject({ expiresAt })
  expect(await made(send, { ...reader, expiresAt })).toMatchObject({ expiresAt })
  const later = await send(post('/v1/keys', { ...reader, expiresAt: '2090-01-01T00:00:00.001Z' }))
  expect([later.status, later.body.code]).toEqual([403, 'expiry-not-held'])
  const lasting = await made(admin)
  expect((await send(post(`/v1/keys/${lasting.id}/rotate`))).body.code).toBe('expiry-not-held')
  expect((await send(post(`/v1/keys/${ending.id}/rotate`))).status).toBe(200)
  expect((await admin(post(`/v1/keys/${ending.id}/rotate`))).status).toBe(200)
})

test('a key that was revoked a moment ago, and is believed yet, leaves none behind', async ({ api }) => {
  const gone = await made(api.as('north', 'admin'), { name: 'x', role: 'admin' })
  const send = api.withToken(gone.token)
  expect((await send(read)).status).toBe(200)
  await revokeApiKey(api.admin, 'north', gone.id)
  expect((await send(post('/v1/keys', reader))).body.code).toBe('key-not-in-force')
})

test('nor does it get the secret of one by rotating it; its own and those like it it rotates', async ({ api }) => {
  const admin = api.as('north', 'admin')
  const of = (limits: object) => made(admin, { ...reader, limits })
  const limited = await made(admin, { name: 'x', role: 'admin', limits: { requestsPerMinute: 5, requestsPerDay: 100 } })
  const send = api.withToken(limited.token)
  const codeOf = async (key: { id: unknown }) => {
    const { status, body } = await send(post(`/v1/keys/${key.id}/rotate`))
    return body.code ?? status
  }
  expect(await codeOf(await of({ requestsPerMinute: 5, requestsPerDay: 100 }))).toBe(200)
  expect(await codeOf(await of({ requestsPerMinute: 4, requestsPerDay: 99 }))).toBe(200)
  expect(await codeOf(await of({ requestsPerMinute: 6, requestsPerDay: 100 }))).toBe('limits-not-held')
  expect(await codeOf(await of({ requestsPerMinute: 5, requestsPerDay: 101 }))).toBe('limits-not-held')
  // What has none of its own has the installation's, and a 0 of the command line is no limit at all.
  expect(await codeOf(await of({}))).toBe('limits-not-held')
  const { keyId } = await createApiKey(api.admin, {
    ...{ orgId: 'north', name: 'x', scopes: ['plans:read' as const] },
    ...{ requestsPerMinute: 0, requestsPerDay: 0 },
  })
  expect(await codeOf({ id: keyId })).toBe('limits-not-held')
  expect((await admin(post(`/v1/keys/${keyId}/rotate`))).body.code).toBe('limits-not-held')
  expect(await codeOf(limited)).toBe(200)
})

test('rotated: the id stays, both secrets work, and a day is the default', async ({ api }) => {
  const admin = api.as('north', 'admin')
  const key = await made(admin)
  const { status, body } = await admin(post(`/v1/keys/${key.id}/rotate`))
  expect([status, body.id]).toEqual([200, key.id])
  const untilMs = Date.parse(String(body.previousSecretUntil)) - Date.parse(String(body.rotatedAt))
  expect(Math.round(untilMs / 1_000)).toBe(86_400)
  for (const token of [key.token, String(body.token)]) expect((await api.withToken(token)(read)).status).toBe(200)
  const atOnce = await admin(post(`/v1/keys/${key.id}/rotate`, { overlapSeconds: 0 }))
  expect(atOnce.body.previousSecretUntil).toBeNull()
  for (const token of [key.token, String(body.token)]) expect((await api.withToken(token)(read)).status).toBe(401)
  expect((await api.withToken(String(atOnce.body.token))(read)).status).toBe(200)
})

test('revoked: refused by this process at once, by another within its five seconds', async ({ api }) => {
  const admin = api.as('north', 'admin')
  const key = await made(admin)
  const clock = { ms: Date.now() }
  const elsewhere = createAuthenticator({
    db: api.db,
    role: 'sluice_ingest',
    cacheMs: 5_000,
    now: () => clock.ms,
  })
  expect([await elsewhere(key.token), (await api.withToken(key.token)(read)).status]).toEqual([expect.anything(), 200])
  const revoked = await admin({ method: 'DELETE', url: `/v1/keys/${key.id}` })
  expect(revoked).toMatchObject({ status: 200, body: { state: 'revoked' } })
  expect((await api.withToken(key.token)(read)).status).toBe(401)
  clock.ms += 5_000
  expect(await elsewhere(key.token)).toBeNull()
  expect((await admin({ method: 'DELETE', url: `/v1/keys/${key.id}` })).body).toEqual(revoked.body)
  expect((await admin(post(`/v1/keys/${key.id}/rotate`))).body.code).toBe('key-not-in-force')
})

test('the last key that can make keys stays; once there is another it may go', async ({ api }) => {
  const admin = api.as('north', 'admin')
  const { body } = await admin({ method: 'GET', url: '/v1/keys' })
  const own = (body.items as { id: string; name: string }[]).find(({ name }) => name === 'admin')
  const revokeOwn = { method: 'DELETE', url: `/v1/keys/${own?.id}` } as const
  const refused = await admin(revokeOwn)
  expect([refused.status, refused.body.code]).toEqual([409, 'last-admin-key'])
  // One that will not outlast it does not count.
  await createApiKey(api.admin, { orgId: 'north', name: 'x', scopes: roles.admin, expiresAt: new Date(Date.now() - 1) })
  expect((await admin(revokeOwn)).status).toBe(409)
  await made(admin, { name: 'another', role: 'admin' })
  expect((await admin(revokeOwn)).status).toBe(200)
})

test('another organization’s key is 404, as an unknown one; nothing happens to it', async ({ api }) => {
  const theirs = await made(api.as('south', 'admin'))
  const admin = api.as('north', 'admin')
  for (const id of [theirs.id, 'unknown']) {
    expect((await admin({ method: 'DELETE', url: `/v1/keys/${id}` })).body.code).toBe('key-not-found')
    expect((await admin(post(`/v1/keys/${id}/rotate`))).body.code).toBe('key-not-found')
  }
  expect((await api.withToken(theirs.token)(read)).status).toBe(200)
})

test.for([
  ['neither scopes nor a role', { name: 'x' }],
  ['both', { name: 'x', role: 'viewer', scopes: ['plans:read'] }],
  ['no scope', { name: 'x', scopes: [] }],
  ['an unknown scope', { name: 'x', scopes: ['plans:rite'] }],
  ['an end that is past', { ...reader, expiresAt: '2020-01-01T00:00:00Z' }],
  ['an endless end', { ...reader, expiresAt: 'infinity' }],
  ['no limit at all', { ...reader, limits: { requestsPerMinute: 0 } }],
  ['another organization', { ...reader, organizationId: 'south' }],
])('%s: 422', async ([_what, body], { api }) => {
  expect((await api.as('north', 'admin')(post('/v1/keys', body))).status).toBe(422)
})

test('making, rotating and revoking are in the audit log, with who did it', async ({ api }) => {
  const admin = api.as('north', 'admin')
  const key = await made(admin)
  await admin(post(`/v1/keys/${key.id}/rotate`))
  await admin({
    method: 'DELETE',
    url: `/v1/keys/${key.id}`,
    headers: { 'x-request-id': '0b7a2c1e-5f0d-4c3a-9a51-7d2f6f1f0e01' },
  })
  const { body } = await admin({ method: 'GET', url: '/v1/audit-log?limit=3' })
  const items = body.items as Record<string, unknown>[]
  expect(items.map(({ action, object }) => [action, object])).toEqual(
    ['api-key.revoke', 'api-key.rotate', 'api-key.create'].map((action) => [action, key.id]),
  )
  expect(items[0]).toMatchObject({ requestId: '0b7a2c1e-5f0d-4c3a-9a51-7d2f6f1f0e01', actor: items[2]?.actor })
  expect(items[0]?.actor).not.toBe('owner')
})
