import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { PassThrough } from 'node:stream'
import { eventually } from '@sluice/test-kit'
import { afterEach, expect, test } from 'vitest'
import { exemptFromArrival, suspendArrival } from './arrival.ts'
import { createHttpServer, type HttpApp, type HttpServerOptions } from './http-server.ts'
import { createLogger } from './logger.ts'
import { Problem } from './problem.ts'

const apps: HttpApp[] = []
afterEach(async () => {
  await Promise.all(apps.splice(0).map((app) => app.close()))
})

function makeApp(options: Partial<HttpServerOptions> = {}): { app: HttpApp; log: () => string } {
  const destination = new PassThrough()
  let written = ''
  destination.on('data', (chunk: Buffer) => {
    written += chunk.toString()
  })
  const app = createHttpServer({
    name: 'test',
    logger: createLogger({ name: 'test', level: 'trace', destination }),
    ready: async () => ({ database: true }),
    ...options,
  })
  apps.push(app)
  return { app, log: () => written }
}

const pgError = (code: string) => Object.assign(new Error('Jane Roe'), { code, severity: 'ERROR', detail: 'Jane Roe' })

test('a live process answers /healthz, and /readyz what it needs', async () => {
  const { app } = makeApp({ ready: async () => ({ database: true, queue: true }) })
  expect((await app.inject('/healthz')).json()).toEqual({ status: 'ok' })
  const ready = await app.inject('/readyz')
  expect([ready.statusCode, ready.json()]).toEqual([200, { status: 'ready', checks: { database: true, queue: true } }])
})

test.each<[string, HttpServerOptions['ready']]>([
  ['something is missing', async () => ({ database: false })],
  ['asking fails', () => Promise.reject(new Error('no'))],
  ['asking never ends', () => new Promise(() => undefined)],
])('/readyz is 503 when %s', async (_case, ready) => {
  const { app } = makeApp({ ready })
  const answer = await app.inject('/readyz')
  expect([answer.statusCode, answer.headers['retry-after'], answer.json().status]).toEqual([503, '1', 'not ready'])
})

test('metrics go by the pattern of the route', async () => {
  const { app } = makeApp()
  app.get('/v1/pools/:poolId', async () => 'x')
  await app.inject('/v1/pools/jane-roe?name=jane-roe')
  await app.inject('/jane-roe')
  const { body } = await app.inject('/metrics')
  expect(body).toContain('http_request_duration_seconds_count{method="GET",route="/v1/pools/:poolId",status="200"} 1')
  expect(body).toContain('route="unknown",status="404"')
  expect(body).not.toContain('jane')
})

test('every answer has the headers a browser needs, an id, and is not kept', async () => {
  const { app } = makeApp()
  for (const url of ['/healthz', '/nowhere']) {
    const { headers } = await app.inject(url)
    expect(headers).toMatchObject({
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
      'cache-control': 'no-store',
      'x-request-id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    })
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(headers).not.toHaveProperty('access-control-allow-origin')
  }
})

test.each([
  ['0b7a2c1e-5f0d-4c3a-9a51-7d2f6f1f0e01', '0b7a2c1e-5f0d-4c3a-9a51-7d2f6f1f0e01'],
  ['01JDA3Z9QK4V7N1M0T8X5W6Y2R', '01JDA3Z9QK4V7N1M0T8X5W6Y2R'],
  ['4bf92f3577b34da6a3ce929d0e0e4736', '4bf92f3577b34da6a3ce929d0e0e4736'],
  ['123-45-6789', /^[0-9a-f-]{36}$/],
  ['MRN0012345', /^[0-9a-f-]{36}$/],
  ['jane.roe', /^[0-9a-f-]{36}$/],
  ['mrn-0b7a2c1e-5f0d-4c3a-9a51-7d2f6f1f0e01', /^[0-9a-f-]{36}$/],
  ['jane roe', /^[0-9a-f-]{36}$/],
  ['x'.repeat(65), /^[0-9a-f-]{36}$/],
  ['a"b', /^[0-9a-f-]{36}$/],
])('x-request-id %j of the caller', async (given, answered) => {
  const { app } = makeApp()
  const { headers } = await app.inject({ url: '/healthz', headers: { 'x-request-id': given } })
  expect(headers['x-request-id']).toEqual(typeof answered === 'string' ? answered : expect.stringMatching(answered))
})

test('an address that is not there is 404, a method that is not 405 with those that are', async () => {
  const { app } = makeApp()
  app.get('/v1/pools/:poolId', async () => 'x')
  app.put('/v1/pools/:poolId', async () => 'x')
  app.post('/v1/events', async () => 'x')
  app.options('/v1/events', async () => 'x')
  expect((await app.inject('/v1/events')).headers.allow).toBe('OPTIONS, POST')
  const missing = await app.inject('/v1/nothing/jane-roe')
  expect([missing.statusCode, missing.json().code]).toEqual([404, 'not-found'])
  expect(missing.body).not.toContain('jane')
  const wrong = await app.inject({ method: 'DELETE', url: '/v1/pools/jane-roe' })
  expect([wrong.statusCode, wrong.json().code, wrong.headers.allow]).toEqual([
    405,
    'method-not-allowed',
    'GET, HEAD, PUT',
  ])
  expect(wrong.headers['content-type']).toMatch(/^application\/problem\+json/)
})

test.each([
  ['no JSON', 'application/json', '{"name": jane}', 400, 'malformed-json'],
  ['an empty body', 'application/json', '', 400, 'malformed-json'],
  ['a key that would reach prototypes', 'application/json', '{"__proto__":{"a":1}}', 400, 'malformed-json'],
  ['a member twice', 'application/json', '{"a":{"jane":1,"jane":2}}', 422, 'invalid-body'],
  ['a member twice', 'application/x+json', '[{"jane":1,"\\u006aane":2}]', 422, 'invalid-body'],
  ['no end of levels', 'application/json', '['.repeat(65) + ']'.repeat(65), 422, 'invalid-body'],
  ['text', 'text/plain', 'jane', 415, 'unsupported-media-type'],
  ['a form', 'multipart/form-data; boundary=x', 'jane', 415, 'unsupported-media-type'],
  ['more than the limit', 'application/json', JSON.stringify('j'.repeat(200)), 413, 'body-too-large'],
])('%s is a problem that repeats nothing', async (_case, type, payload, status, code) => {
  const { app, log } = makeApp({ bodyLimit: 150 })
  app.post('/things', async () => 'x')
  const answer = await app.inject({ method: 'POST', url: '/things', headers: { 'content-type': type }, payload })
  expect([answer.statusCode, answer.json()]).toEqual([status, expect.objectContaining({ status, code })])
  expect(answer.body + log()).not.toContain('jane')
})

test('a body of more values than any has is refused before they are made', async () => {
  const { app } = makeApp({ bodyLimit: 8 * 1_048_576 })
  app.post('/things', async () => 'x')
  const post = (values: number) => {
    const payload = `[${'1,'.repeat(values - 2)}1]`
    return app.inject({ method: 'POST', url: '/things', headers: { 'content-type': 'application/json' }, payload })
  }
  expect((await post(2_000_000)).statusCode).toBe(200)
  const refused = await post(2_000_001)
  expect([refused.statusCode, refused.json()]).toMatchObject([
    413,
    { detail: 'The body has more than 2000000 values.' },
  ])
  // What begins so is not even parsed: it is no JSON.
  const begun = await app.inject({
    method: 'POST',
    url: '/things',
    headers: { 'content-type': 'application/json' },
    payload: `[${'1,'.repeat(2_000_000)}`,
  })
  expect(begun.statusCode).toBe(413)
})

test('+json is JSON', async () => {
  const { app } = makeApp()
  app.post('/things', async ({ body }) => body)
  const headers = { 'content-type': 'application/cloudevents+json; charset=utf-8' }
  expect((await app.inject({ method: 'POST', url: '/things', headers, payload: '{"a":1}' })).json()).toEqual({ a: 1 })
})

test.each([
  ['a bug', new TypeError('cannot read Jane Roe'), 500, 'internal-error', undefined],
  ['not even an error', 'Jane Roe', 500, 'internal-error', undefined],
  ['a violation', pgError('23505'), 500, 'internal-error', undefined],
  ['a database that went away', pgError('57P01'), 503, 'unavailable', '1'],
  ['no connection', Object.assign(new Error('x'), { code: 'ECONNREFUSED' }), 503, 'unavailable', '1'],
  [
    'an error with a status of its own',
    Object.assign(new Error('Jane Roe'), { statusCode: 418 }),
    500,
    'internal-error',
    undefined,
  ],
])('%s says nothing of the inside', async (_case, error, status, code, retryAfter) => {
  const { app } = makeApp()
  app.get('/fails', async () => {
    throw error
  })
  const answer = await app.inject('/fails')
  expect([answer.statusCode, answer.json().code, answer.headers['retry-after']]).toEqual([status, code, retryAfter])
  expect(answer.body).not.toMatch(/Jane|cannot read|\.ts:|TypeError/)
})

test('a problem keeps its headers, and its cause goes to the log only', async () => {
  const { app, log } = makeApp()
  app.get('/fails', async () => {
    throw new Problem('unavailable', 'Later.', { headers: { 'retry-after': '7' }, cause: new Error('the inside') })
  })
  const answer = await app.inject('/fails')
  expect(answer.headers['retry-after']).toBe('7')
  expect(answer.json()).toMatchObject({ code: 'unavailable', detail: 'Later.' })
  expect(answer.body).not.toContain('the inside')
  expect(log()).toContain('the inside')
})

test('what cannot be an address is a problem too, and is not repeated', async () => {
  const { app, log } = makeApp()
  app.get('/v1/pools/:poolId', async () => 'x')
  const broken = await app.inject('/v1/pools/%zz-jane')
  expect([broken.statusCode, broken.json().code]).toEqual([400, 'malformed-request'])
  const long = await app.inject(`/v1/pools/jane${'x'.repeat(300)}`)
  expect([long.statusCode, long.headers['content-type']]).toEqual([414, 'application/problem+json; charset=utf-8'])
  expect(broken.body + long.body + log()).not.toContain('jane')
})

test('an expectation that nobody knows is no reason to answer otherwise', async () => {
  const { app } = makeApp()
  const address = await app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.write('GET /healthz HTTP/1.1\r\nhost: x\r\nexpect: miracles\r\nconnection: close\r\n\r\n')
  const [answer] = await once(socket, 'data')
  expect(String(answer)).toMatch(/^HTTP\/1\.1 200 /)
})

test('who asks before sending a body is told to send it once let in, and else only why not', async () => {
  const { app } = makeApp()
  app.post(
    '/things',
    {
      onRequest: async ({ headers }) => {
        if (headers.authorization !== 'good') throw new Problem('unauthenticated', 'No.')
      },
    },
    async ({ body }) => body,
  )
  await app.listen({ host: '127.0.0.1', port: 0 })
  const ask = (key: string) =>
    `POST /things HTTP/1.1\r\nhost: x\r\nauthorization: ${key}\r\nexpect: 100-continue\r\ncontent-type: application/json\r\ncontent-length: 2\r\n`
  expect(await sendRaw(app, `${ask('good')}connection: close\r\n\r\n{}`)).toMatch(
    /^HTTP\/1\.1 100 Continue\r\n\r\nHTTP\/1\.1 200 /,
  )
  // The connection ends: what comes next on it could be the body or another request.
  expect(await sendRaw(app, `${ask('bad')}\r\n`)).toMatch(/^HTTP\/1\.1 401 /)
})

test.each([
  ['no Host', 'GET /healthz HTTP/1.1\r\n', /^HTTP\/1\.1 400 .*"code":"malformed-request"/s],
  ['two Hosts', 'GET /healthz HTTP/1.1\r\nhost: x\r\nHost: y\r\n', /^HTTP\/1\.1 400 .*"code":"malformed-request"/s],
  [
    'two media types',
    'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nContent-Type: text/plain\r\ncontent-length: 0\r\n',
    /^HTTP\/1\.1 400 .*"code":"malformed-request"/s,
  ],
  ['HTTP/1.0, which has no Host', 'GET /healthz HTTP/1.0\r\n', /^HTTP\/1\.1 200 /],
])('%s: %#', async (_case, head, expected) => {
  const { app } = makeApp()
  app.post('/things', async () => 'x')
  await app.listen({ host: '127.0.0.1', port: 0 })
  expect(await sendRaw(app, `${head}connection: close\r\n\r\n`)).toMatch(expected)
})

test('the log has one line a request: pattern, status and id; no address, header or query', async () => {
  const { app, log } = makeApp()
  app.get('/v1/pools/:poolId', async () => 'x')
  await app.inject({
    url: '/v1/pools/jane?name=roe',
    headers: { authorization: 'Bearer jane', 'x-request-id': '4bf92f3577b34da6a3ce929d0e0e4736' },
  })
  const lines = log()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
  expect(lines).toMatchObject([
    {
      msg: 'answered',
      method: 'GET',
      route: '/v1/pools/:poolId',
      status: 200,
      requestId: '4bf92f3577b34da6a3ce929d0e0e4736',
    },
  ])
  expect(log()).not.toMatch(/jane|roe/)
})

test('pages of named origins may call, others may not', async () => {
  const { app } = makeApp({ corsOrigins: ['https://a.example'] })
  const preflight = (origin: string) =>
    app.inject({ method: 'OPTIONS', url: '/healthz', headers: { origin, 'access-control-request-method': 'GET' } })
  expect((await preflight('https://a.example')).headers['access-control-allow-origin']).toBe('https://a.example')
  expect((await preflight('https://b.example')).headers).not.toHaveProperty('access-control-allow-origin')
  expect((await app.inject('/nowhere')).statusCode).toBe(404)
})

test.each([
  ['no HTTP at all', 'jane\r\n\r\n', 400, 'malformed-request'],
  ['headers of 20 KiB', `GET / HTTP/1.1\r\nhost: x\r\nx-jane: ${'j'.repeat(20_000)}\r\n\r\n`, 431, 'headers-too-large'],
])('%s is answered as a problem on the socket', async (_case, bytes, status, code) => {
  const { app, log } = makeApp()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const answer = await sendRaw(app, bytes)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect(answer).toContain(`"code":"${code}"`)
  expect(answer + log()).not.toContain('jane')
})

test('an answer to HEAD has no body, not even on the socket', async () => {
  const { app } = makeApp()
  await app.listen({ host: '127.0.0.1', port: 0 })
  const answer = await sendRaw(app, `HEAD / HTTP/1.1\r\nhost: x\r\nx-jane: ${'j'.repeat(20_000)}\r\n\r\n`)
  expect(answer).toMatch(/^HTTP\/1.1 431 .*\r\n\r\n$/s)
})

const sound = (path: string) =>
  `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}`

test.each([
  ['nothing that is HTTP', 'GARBAGE\r\n\r\n'],
  [
    'a request whose body breaks',
    `${sound('/other').replace('content-length: 2', 'transfer-encoding: chunked')}zz\r\n`,
  ],
])('a request is answered as it deserves though %s follows it', async (_case, behind) => {
  const { app } = makeApp()
  const { promise: isStored, resolve: store } = Promise.withResolvers<void>()
  app.post('/things', async () => {
    await isStored
    return 'stored'
  })
  app.post('/other', async () => 'whole')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const broke = once(app.server, 'clientError')
  const answered = sendRaw(app, sound('/things') + behind)
  await broke
  store()
  const answer = await answered
  expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 200'])
  expect(answer).toMatch(/connection: close/i)
  expect(answer).toMatch(/stored$/)
})

test('requests that came whole are all answered, in their order, before the connection ends for what follows', async () => {
  const { app } = makeApp()
  const { promise: isStored, resolve: store } = Promise.withResolvers<void>()
  app.post('/things', () => isStored.then(() => 'first'))
  app.post('/other', async () => 'second')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const broke = once(app.server, 'clientError')
  const answered = sendRaw(app, `${sound('/things')}${sound('/other')}GARBAGE\r\n\r\n`)
  await broke
  store()
  expect((await answered).match(/HTTP\/1.1 \d+|first|second/g)).toEqual([
    'HTTP/1.1 200',
    'first',
    'HTTP/1.1 200',
    'second',
  ])
})

test.each([
  ['POST', '/things'],
  ['OPTIONS', '/things'],
  ['POST', '/nowhere'],
])('more than a thousand headers are refused, and no body that they hide is read: %s %s', async (method, path) => {
  const { app } = makeApp()
  app.post('/things', async () => 'whole')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const head = `${method} ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n`
  const answer = await sendRaw(app, `${head}${'a:b\r\n'.repeat(1_100)}transfer-encoding: chunked\r\n\r\n2\r\n{}\r\n`)
  expect(answer).toMatch(/^HTTP\/1.1 431 /)
  expect(answer).toContain('"code":"headers-too-large"')
})

test('every header of a request is seen, whatever Node keeps by itself', () => {
  // Before 24.21 Node keeps a thousand, and reads the body that a later one announces.
  expect(makeApp().app.server.maxHeadersCount).toBe(0)
})

async function sendRaw(
  app: HttpApp,
  bytes: string,
  later?: { after: Promise<unknown>; bytes: string },
): Promise<string> {
  const address = app.server.address()
  if (typeof address !== 'object' || address === null) throw new Error('not listening')
  const socket = connect(address.port, '127.0.0.1')
  let answer = ''
  socket.on('data', (chunk) => {
    answer += chunk
  })
  socket.on('error', () => undefined)
  socket.write(bytes)
  void later?.after.then(() => socket.writable && socket.write(later.bytes))
  await once(socket, 'close')
  return answer
}

test('slow senders are cut off: every timeout is set', () => {
  const { server } = makeApp().app
  expect([server.headersTimeout, server.requestTimeout, server.timeout]).toEqual([15_000, 0, 90_000])
})

test('connections beyond the bound are closed unheard; those that are open go on', async () => {
  const { app } = makeApp({ maxConnections: 1 })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const first = connect(port, '127.0.0.1')
  await once(app.server, 'connection')
  const second = connect(port, '127.0.0.1').on('error', () => undefined)
  await once(second, 'close')
  first.write('GET /healthz HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n')
  expect(String(await once(first, 'data'))).toContain('200 OK')
  expect(makeApp().app.server.maxConnections).toBe(16_384)
})

test('a body that dribbles is cut off, unless its route reads a stream', async () => {
  const { app } = makeApp({ arrivalMs: 50 })
  const isReading = Promise.withResolvers<void>()
  app.addContentTypeParser('text/x-dribble', (request, body, done) => {
    if (request.url === '/streams') {
      exemptFromArrival(request)
      isReading.resolve()
    }
    body.on('data', () => undefined).on('end', () => done(null, 'x'))
  })
  for (const path of ['/things', '/streams']) app.post(path, async () => 'whole')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const half = (path: string) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: text/x-dribble\r\ncontent-length: 4\r\n\r\nab`
  // The stream came first: once the other, who came after it, has been cut off, its own time is over as well.
  const limited = isReading.promise.then(() => sendRaw(app, half('/things')))
  const exempt = sendRaw(app, half('/streams'), { after: limited, bytes: 'cd' })
  expect(await limited).toMatch(/^HTTP\/1.1 408 /)
  expect(await exempt).toMatch(/^HTTP\/1.1 200 /)
})

test('what a body waits before it is read is not its sender’s time; from then on it has all of that', async () => {
  const { app } = makeApp({ arrivalMs: 50 })
  const isWaiting = Promise.withResolvers<() => void>()
  app.addHook('preParsing', async (request) => {
    if (request.url !== '/waits') return
    const resume = suspendArrival(request)
    await new Promise<void>((read) => isWaiting.resolve(read))
    resume()
  })
  for (const path of ['/waits', '/things']) app.post(path, async () => 'whole')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const half = (path: string) =>
    `POST ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\ncontent-length: 4\r\n\r\n"a`
  const waited = sendRaw(app, half('/waits'))
  const read = await isWaiting.promise
  expect(await sendRaw(app, half('/things')), 'it came later, and its time is over').toMatch(/^HTTP\/1.1 408 /)
  expect(await Promise.race([waited, 'no answer'])).toBe('no answer')
  read()
  expect(await waited).toMatch(/^HTTP\/1.1 408 /)
})

test.each([
  ['OPTIONS /things', 413],
  ['OPTIONS /nowhere', 404],
  ['POST /nowhere', 404],
  ['PUT /healthz', 405],
])('%s: a body that nobody reads is not waited for', async (line, status) => {
  const { app } = makeApp()
  app.route({ method: 'OPTIONS', url: '/things', handler: async () => 'asked' })
  await app.listen({ host: '127.0.0.1', port: 0 })
  const head = `${line} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n`
  for (const length of ['content-length: 1040000', 'transfer-encoding: chunked'])
    expect(await sendRaw(app, `${head}${length}\r\n\r\n`)).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
  expect((await app.inject({ method: 'OPTIONS', url: '/things' })).statusCode).toBe(200)
})

test.each([
  ['gzip, chunked', 415],
  ['Chunked', 200],
])('transfer-encoding %s: %i', async (coding, status) => {
  const { app } = makeApp()
  app.post('/things', async () => 'whole')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const head = 'POST /things HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n'
  const answer = await sendRaw(app, `${head}transfer-encoding: ${coding}\r\n\r\n2\r\n{}\r\n0\r\n\r\n`)
  expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
})

test('a client that hangs up within its body is no failure of ours', async () => {
  const { app, log } = makeApp()
  app.post('/things', async () => 'whole')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const begun = once(app.server, 'request')
  const client = connect(port, '127.0.0.1')
  client.write('POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 9\r\n\r\n{')
  await begun
  client.destroy()
  await eventually(log, (text) => text.includes('request refused'))
  expect(log()).toContain('"code":"malformed-request"')
  expect(log()).not.toMatch(/"level":"?(error|50)|aborted/)
})

test('a body that dribbles on after its answer gets no second one: the connection ends', async () => {
  const { app } = makeApp({ arrivalMs: 50 })
  app.post('/things', async () => 'whole')
  await app.listen({ host: '127.0.0.1', port: 0 })
  const answer = await sendRaw(
    app,
    'POST /things HTTP/1.1\r\nhost: x\r\ncontent-type: text/x\r\ncontent-length: 4\r\n\r\nab',
  )
  expect(answer.match(/HTTP\/1.1 \d+/g)).toEqual(['HTTP/1.1 415'])
})
