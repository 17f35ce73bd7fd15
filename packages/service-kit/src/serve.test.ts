import { PassThrough, Readable } from 'node:stream'
import { gunzipSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createHttpServer } from './http-server.ts'
import type { RequestLimits } from './limits.ts'
import { createLogger } from './logger.ts'
import type { Authenticate, Handler } from './operation.ts'
import { PreparedJson } from './prepared-json.ts'
import { Problem } from './problem.ts'
import { type ServeOptions, serve } from './serve.ts'

const putThing = {
  id: 'putThing',
  method: 'put',
  path: '/v1/things/{thingId}',
  scopes: ['config:write', 'keys:admin'],
  params: z.strictObject({ thingId: z.string().max(8) }),
  query: z.strictObject({ limit: z.coerce.number().int().max(10).default(5) }),
  body: { 'application/json': z.strictObject({ name: z.string().max(5) }) },
  bodyLimit: 200,
  responses: {
    200: { body: z.strictObject({ id: z.string(), name: z.string(), limit: z.number(), orgId: z.string() }) },
    304: {},
  },
} as const

const authenticate: Authenticate = async (token) =>
  token === 'good' ? { orgId: 'acme', keyId: 'k1', scopes: ['plans:read', 'keys:admin'] } : null

const echo: Handler<typeof putThing> = async ({ params, query, body, principal }) => ({
  status: 200,
  headers: { etag: '"1"' },
  body: { id: params.thingId, name: body.name, limit: query.limit, orgId: principal.orgId },
})

function makeApp(
  handler: Handler<typeof putThing> = echo,
  who: Authenticate = authenticate,
  { alsoScopes = [], ...more }: Pick<ServeOptions, 'limits' | 'refusals'> & { alsoScopes?: string[] } = {},
) {
  const destination = new PassThrough()
  const log: string[] = []
  destination.on('data', (chunk: Buffer) => log.push(chunk.toString()))
  const logger = createLogger({ name: 'test', level: 'trace', destination })
  const app = createHttpServer({ name: 'test', logger, ready: async () => ({}) })
  const operation: typeof putThing = Object.assign({ alsoScopes }, putThing)
  serve(app, operation, { authenticate: who, checkResponses: true, ...more }, handler)
  const put = (options: { url?: string; type?: string; payload?: unknown; headers?: Record<string, string> } = {}) =>
    app.inject({
      method: 'PUT',
      url: options.url ?? '/v1/things/t1',
      headers: { authorization: 'Bearer good', 'content-type': options.type ?? 'application/json', ...options.headers },
      payload: JSON.stringify(options.payload ?? { name: 'Ann' }),
    })
  const metrics = async () => (await app.inject('/metrics')).body
  return { put, log, metrics }
}

test('a handler gets what the schemas made of the request, and who asks', async () => {
  const { put } = makeApp()
  const answer = await put({ url: '/v1/things/t1?limit=7' })
  expect([answer.statusCode, answer.json(), answer.headers.etag, answer.headers['content-type']]).toEqual([
    200,
    { id: 't1', name: 'Ann', limit: 7, orgId: 'acme' },
    '"1"',
    'application/json; charset=utf-8',
  ])
})

test('an answer without a body is without a body', async () => {
  const { put } = makeApp(async () => ({ status: 304 }))
  const answer = await put()
  expect([answer.statusCode, answer.body]).toEqual([304, ''])
})

test('a handler that has its answer at once needs no promise, whatever the answer', async () => {
  const text = JSON.stringify({ id: 't1', name: 'x'.repeat(2_000), limit: 1, orgId: 'acme' })
  const json = new PreparedJson(text)
  const headers = { 'accept-encoding': 'gzip' }
  const unchanged = await makeApp(() => ({ status: 304, headers: { etag: '"1"' } })).put()
  expect([unchanged.statusCode, unchanged.body, unchanged.headers.etag]).toEqual([304, '', '"1"'])
  const plain = await makeApp(() => ({ status: 200, json })).put()
  expect([plain.statusCode, plain.body]).toEqual([200, text])
  for (const _ of ['packed now', 'packed before']) {
    const packed = await makeApp(() => ({ status: 200, json })).put({ headers })
    expect(gunzipSync(packed.rawPayload).toString()).toBe(text)
  }
})

test('a handler that refuses at once is answered as one that refuses later', async () => {
  const refuse = () => {
    throw new Problem('pool-not-found', 'There is no such pool.')
  }
  const [now, later] = [await makeApp(refuse).put(), await makeApp(async () => refuse()).put()]
  expect([now.statusCode, now.json().type, now.headers['content-type']]).toEqual([
    404,
    later.json().type,
    'application/problem+json; charset=utf-8',
  ])
  expect((await makeApp(() => ({ status: 200, json: '{"id":1}' })).put()).statusCode).toBe(500)
})

test('an operation is measured and logged by its pattern, also where it was refused', async () => {
  const { put, metrics, log } = makeApp()
  await put()
  await put({ headers: { authorization: 'Bearer bad' } })
  const shown = await metrics()
  for (const status of [200, 401])
    expect(shown).toContain(`_count{method="PUT",route="/v1/things/:thingId",status="${status}"} 1`)
  expect(log.join('')).toContain('"route":"/v1/things/:thingId"')
})

test.each([
  ['JSON text already', (text: string) => text],
  ['bytes of it', (text: string) => Buffer.from(text)],
])('an answer that is %s is sent as it is, and checked as any other', async (_form, as) => {
  const json = '{ "id": "t1", "name": "Zoë", "limit": 1, "orgId": "acme" }'
  const answer = await makeApp(async () => ({ status: 200, json: as(json) })).put()
  expect([answer.body, answer.headers['content-type']]).toEqual([json, 'application/json; charset=utf-8'])
  expect((await makeApp(async () => ({ status: 200, json: as('{"id":1}') })).put()).statusCode).toBe(500)
})

test('prepared JSON is packed for whoever accepts it, checked as any other', async () => {
  const text = JSON.stringify({ id: 't1', name: 'Ann', limit: 1, orgId: 'a'.repeat(2_000) })
  const { put } = makeApp(async () => ({ status: 200, json: new PreparedJson(text) }))
  const plain = await put()
  expect([plain.body, plain.headers['content-encoding']]).toEqual([text, undefined])
  const packed = await put({ headers: { 'accept-encoding': 'br, gzip' } })
  expect(packed.headers).toMatchObject({
    'content-encoding': 'gzip',
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(packed.rawPayload.byteLength),
  })
  expect(gunzipSync(packed.rawPayload).toString()).toBe(text)
  expect((await makeApp(async () => ({ status: 200, json: new PreparedJson('{}') })).put()).statusCode).toBe(500)
})

test('an answer that varies says so beside what it varies by already', async () => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const app = createHttpServer({ name: 'test', logger, ready: async () => ({}), corsOrigins: ['https://a.example'] })
  const get = { id: 'get', method: 'get', path: '/v1/things', scopes: [], responses: { 304: {} } } as const
  await app.register(async (scope) =>
    serve(scope, get, { authenticate }, async () => ({ status: 304, headers: { vary: 'accept-encoding' } })),
  )
  const { headers } = await app.inject({ url: '/v1/things', headers: { origin: 'https://a.example' } })
  expect(headers.vary).toBe('Origin, accept-encoding')
})

test('an answer that is a stream and no JSON is sent as it comes', async () => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const app = createHttpServer({ name: 'test', logger, ready: async () => ({}) })
  const follow = {
    id: 'follow',
    method: 'get',
    path: '/v1/stream',
    scopes: [],
    responses: { 200: { mediaType: 'text/event-stream', body: z.string() } },
  } as const
  serve(app, follow, { authenticate, checkResponses: true }, async () => ({
    status: 200,
    stream: Readable.from(['a', 'b']),
  }))
  const { headers, body } = await app.inject('/v1/stream')
  expect([headers['content-type'], body]).toEqual(['text/event-stream', 'ab'])
})

test.each([
  ['no header', { authorization: '' }],
  ['another scheme', { authorization: 'Basic good' }],
  ['no key after Bearer', { authorization: 'Bearer ' }],
  ['two keys', { authorization: 'Bearer good good' }],
  ['an unknown key', { authorization: 'Bearer bad' }],
  ['the key in another case', { authorization: 'Bearer GOOD' }],
])('%s is 401 with a challenge', async (_case, headers) => {
  const { put } = makeApp()
  const answer = await put({ headers })
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'unauthenticated'])
  expect(answer.headers['www-authenticate']).toMatch(/^Bearer realm="sluice"/)
})

test('a key in the query is none', async () => {
  const { put } = makeApp()
  expect((await put({ url: '/v1/things/t1?access_token=good', headers: { authorization: '' } })).statusCode).toBe(401)
})

test('a scheme in lower case is the same scheme', async () => {
  const { put } = makeApp()
  expect((await put({ headers: { authorization: 'bearer good' } })).statusCode).toBe(200)
})

test('a key without any of the scopes is 403 and told which', async () => {
  const { put } = makeApp(echo, async () => ({ orgId: 'acme', keyId: 'k', scopes: ['plans:read'] }))
  const answer = await put()
  expect([answer.statusCode, answer.json().code]).toEqual([403, 'forbidden'])
  expect(answer.headers['www-authenticate']).toContain('scope="config:write keys:admin"')
})

test('a key without a scope that is needed as well is 403 and told which, also where it has one of the others', async () => {
  const statusOf = async (scopes: string[]) => {
    const who = async () => ({ orgId: 'acme', keyId: 'k', scopes })
    const { statusCode, headers } = await makeApp(echo, who, { alsoScopes: ['plans:read'] }).put()
    return [statusCode, headers['www-authenticate']]
  }
  expect(await statusOf(['keys:admin'])).toEqual([403, expect.stringContaining('scope="plans:read"')])
  expect(await statusOf(['plans:read'])).toEqual([403, expect.stringContaining('scope="config:write keys:admin"')])
  expect((await statusOf(['plans:read', 'keys:admin']))[0]).toBe(200)
})

test('keys that cannot be looked up are not refused: 503', async () => {
  const { put } = makeApp(echo, () => Promise.reject(Object.assign(new Error('x'), { code: 'ECONNREFUSED' })))
  expect((await put()).statusCode).toBe(503)
})

test('access is checked before anything of the body is read', async () => {
  const { put } = makeApp()
  const answer = await put({ headers: { authorization: 'Bearer bad' }, payload: 'x'.repeat(1_000) })
  expect(answer.statusCode).toBe(401)
})

test('another media type is 415 and told which', async () => {
  const { put } = makeApp()
  const answer = await put({ type: 'application/merge-patch+json' })
  expect([answer.statusCode, answer.headers.accept]).toEqual([415, 'application/json'])
})

test.each([
  ['path', { url: '/v1/things/jane-roe-1' }, 400, '#/path/thingId'],
  ['query', { url: '/v1/things/t1?limit=jane' }, 400, '#/query/limit'],
  ['query that is not asked for', { url: '/v1/things/t1?jane=1' }, 400, '#/query'],
  ['query given twice', { url: '/v1/things/t1?limit=1&limit=2' }, 400, '#/query/limit'],
  ['body', { payload: { name: 'jane-roe' } }, 422, '#/name'],
  ['key of the body', { payload: { name: 'Ann', jane: 1 } }, 422, '#'],
  ['body of another kind', { payload: ['jane'] }, 422, '#'],
  ['body over the limit of the route', { payload: { name: 'jane'.repeat(100) } }, 413, undefined],
])('a refused %s is told where, and never repeated', async (_case, request, status, pointer) => {
  const { put, log } = makeApp()
  const answer = await put(request)
  expect([answer.statusCode, answer.json().errors?.[0]?.pointer]).toEqual([status, pointer])
  expect(answer.body + log.join()).not.toContain('jane')
})

test('where an operation has no query none is taken: nobody believes that what is not read was done', async () => {
  const { query: _query, method: _method, ...plain } = putThing
  const poked = { ...plain, id: 'pokeThing', method: 'post', responses: { 204: {} } } as const
  const statusOf = async (operation: typeof poked | (Omit<typeof poked, 'scopes'> & { scopes: readonly [] })) => {
    const logger = createLogger({ name: 'test', level: 'silent' })
    const app = createHttpServer({ name: 'test', logger, ready: async () => ({}) })
    serve(app, operation, { authenticate }, async () => ({ status: 204 }))
    const headers = { authorization: 'Bearer good' }
    const url = '/v1/things/t1?dryRun=true'
    return (await app.inject({ method: 'POST', url, headers, payload: { name: 'Ann' } })).statusCode
  }
  expect(await statusOf(poked)).toBe(400)
  expect(await statusOf({ ...poked, scopes: [] })).toBe(204)
})

test.each([
  ['a field it does not name', { id: 't1', name: 'Ann', limit: 1, orgId: 'acme', secret: 'x' }],
  ['a field of another type', { id: 't1', name: 'Ann', limit: '1', orgId: 'acme' }],
])('an answer with %s fails, where answers are checked', async (_case, body) => {
  // As a handler could only do by a cast: JSON out of the database has no type of its own.
  const { put } = makeApp(async () => ({ status: 200, body: body as never }))
  expect((await put()).statusCode).toBe(500)
})

test('OPTIONS can be an operation, and a browser’s question still gets its answer', async () => {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const app = createHttpServer({ name: 'test', logger, ready: async () => ({}), corsOrigins: ['https://a.example'] })
  const agree = { id: 'agree', method: 'options', path: '/v1/things', scopes: [], responses: { 204: {} } } as const
  await app.register(async (scope) =>
    serve(scope, agree, { authenticate }, async () => ({ status: 204, headers: { allow: 'POST' } })),
  )
  const ask = async (headers: Record<string, string>) =>
    (await app.inject({ method: 'OPTIONS', url: '/v1/things', headers })).headers
  expect(await ask({})).toMatchObject({ allow: 'POST' })
  expect(await ask({ origin: 'https://a.example', 'access-control-request-method': 'POST' })).toMatchObject({
    allow: 'POST',
    'access-control-allow-origin': 'https://a.example',
    'access-control-allow-methods': expect.stringContaining('POST'),
  })
})

/** A limiter that lets `most` requests through, and `guesses` keys that are none. */
function makeLimits(most: number, guesses = 0) {
  const seen = { taken: 0, guessed: [] as string[] }
  const limits: RequestLimits = {
    take: () => {
      seen.taken += 1
      const waitSeconds = seen.taken > most ? 42 : 0
      return {
        waitSeconds,
        headers: { ratelimit: `"minute";r=${Math.max(0, most - seen.taken)};t=42` },
        detail: 'Slower.',
      }
    },
    requestsPerMinute: 0,
    charge: () => undefined,
    lookAtDay: () => ({ waitSeconds: 0, detail: '' }),
    noteGuess: (address, token) => seen.guessed.push(`${address} ${token}`),
    guessWaitSeconds: () => (seen.guessed.length >= guesses ? 42 : 0),
  }
  return { limits, seen }
}

test('a key that has asked too often is 429 before its body is read, and told what is left in every answer', async () => {
  const { limits } = makeLimits(1)
  const { put } = makeApp(echo, authenticate, { limits })
  const [passed, refused] = [await put(), await put({ payload: 'x'.repeat(1_000) })]
  expect([passed.statusCode, passed.headers.ratelimit]).toEqual([200, '"minute";r=0;t=42'])
  expect([refused.statusCode, refused.json().code, refused.json().detail]).toEqual([
    429,
    'too-many-requests',
    'Slower.',
  ])
  expect(refused.headers).toMatchObject({ 'retry-after': '42', ratelimit: '"minute";r=0;t=42' })
})

test('keys that are none are counted by client; past the limit they are 429, and only keys in force are looked up', async () => {
  const { limits, seen } = makeLimits(10, 1)
  const asked: unknown[] = []
  const { put } = makeApp(
    echo,
    async (token, options) => {
      asked.push(options?.inForceOnly)
      return authenticate(token)
    },
    { limits },
  )
  const bad = { headers: { authorization: 'Bearer bad' } }
  expect([(await put(bad)).statusCode, (await put(bad)).statusCode, (await put()).statusCode]).toEqual([401, 429, 200])
  expect(asked).toEqual([false, true, true])
  expect(seen.guessed).toEqual(['127.0.0.1 bad', '127.0.0.1 bad'])
  expect(seen.taken).toBe(1)
})

test('the secret of a key that has ended is no guess, a wrong one of a known key is', async () => {
  const { limits, seen } = makeLimits(10, 1)
  const { put } = makeApp(
    echo,
    (token, options) => {
      options?.onRefused?.({ orgId: 'acme', keyId: 'k1' }, { hadItsSecret: token === 'ended' })
      return null
    },
    { limits },
  )
  const show = async (token: string) => (await put({ headers: { authorization: `Bearer ${token}` } })).statusCode
  expect([await show('ended'), await show('ended'), seen.guessed]).toEqual([401, 401, []])
  expect([await show('wrong'), await show('wrong'), await show('ended')]).toEqual([401, 429, 401])
})

test('refusals are told with whose they were and why, once answered; what was let in is not', async () => {
  const noted: string[] = []
  const refusals = { note: ({ keyId }: { keyId: string }, reason: string) => noted.push(`${keyId} ${reason}`) }
  const { put } = makeApp(echo, authenticate, { refusals })
  const lacking = makeApp(echo, async () => ({ orgId: 'acme', keyId: 'k2', scopes: [] }), { refusals })
  await put()
  await put({ headers: { authorization: 'Bearer bad' } })
  await put({ payload: { name: 'jane'.repeat(100) } })
  await put({ type: 'text/html' })
  await put({ payload: { name: 1 } })
  await lacking.put()
  expect(noted).toEqual(['k1 body-too-large', 'k1 unsupported-media-type', 'k1 invalid-body', 'k2 forbidden'])
})

const { body: _body, ...bodiless } = putThing
const poke = { ...bodiless, id: 'pokeThing', method: 'delete', responses: { 204: {} } } as const

test.each(['application/json', 'application/merge-patch+json'])(
  'where an operation takes no body, an empty one is none, as %s too',
  async (type) => {
    const app = createHttpServer({
      name: 'test',
      logger: createLogger({ name: 'test', level: 'silent' }),
      ready: async () => ({}),
    })
    serve(app, poke, { authenticate }, async () => ({ status: 204 }))
    serve(app, putThing, { authenticate }, echo)
    const send = (method: 'DELETE' | 'PUT', payload?: string) =>
      app.inject({
        method,
        url: '/v1/things/t1',
        headers: { authorization: 'Bearer good', 'content-type': type },
        ...(payload === undefined ? {} : { payload }),
      })
    expect([(await send('DELETE')).statusCode, (await send('DELETE', '')).statusCode]).toEqual([204, 204])
    expect((await send('DELETE', '{"name": jane}')).json()).toMatchObject({ code: 'malformed-json' })
    expect((await send('PUT')).statusCode).toBeGreaterThanOrEqual(400)
  },
)
