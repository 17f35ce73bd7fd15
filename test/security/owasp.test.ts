// The OWASP API Security Top 10 (2023), item by item: a test here, or the name of the one that shows it elsewhere. What
// walks over routes is made from the catalogue of operations, so a new route is tried without being named here.
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createApiKey, revokeApiKey, type Scope, scopes } from '@sluice/auth'
import { type Operation, operations } from '@sluice/contracts'
import { describe, expect } from 'vitest'
import { type Answered, closed, elsewhere, type Installation, test } from './installation.ts'
import { exampleBody, parametersOf, requestOf } from './requests.ts'

/** A test that stands elsewhere; the name is looked up, so that it cannot be there no more. */
function shownBy(file: string, name: string): void {
  test(`shown by ${file}: ${name}`, () => {
    expect(readFileSync(join(import.meta.dirname, '..', '..', file), 'utf8')).toContain(name)
  })
}

/** First what reads, then what takes away, then what adds: north must not have made what it looks for. */
const inOrder = ['get', 'delete', 'post', 'put'].flatMap((method) => closed.filter((each) => each.method === method))
const unknown = 'unknown-id'

/** What every answer says anew: the request's id, moments, how often the asking organization's own configuration changed. */
const ofTheMoment = [
  /urn:sluice:request:[\w-]+/g,
  /\d{4}-\d\d-\d\dT[\d:.]+Z/g,
  /"configVersion":\d+/g,
  /"\w*[cC]ursor":"[^"]*"/g,
]

/** What an answer says, without what is of its moment, and without the id that was asked for. */
function told({ status, text, headers }: Answered, ids: readonly string[]): { status: number; said: string } {
  const all = `${text} ${headers.link ?? ''} ${headers.allow ?? ''}`
  const said = ofTheMoment.reduce((rest, part) => rest.replaceAll(part, ''), all)
  return {
    status,
    said: ids.reduce(
      (rest, id) => rest.replaceAll(new RegExp(`(?<=["=/])${id.replaceAll('.', '\\.')}(?=["&/>])`, 'g'), '(id)'),
      said,
    ),
  }
}

/**
 * An id that nobody has, another one for every `count`, in a form that the parameter takes; undefined: it is no id but a
 * number or a name of ours.
 */
function nobodysId({ params }: Operation, name: string, count: number): string | undefined {
  const digits = createHash('sha256').update(`${unknown}-${count}`).digest('hex')
  const forms = [`${unknown}-${count}`, digits.slice(0, 32), digits.slice(0, 12), `we_${digits.slice(0, 32)}`]
  return forms.find((form) => params?.shape[name]?.safeParse(form).success)
}

/** Every way to fill an operation's parameters with what stands in one row of south, where the parameters take it. */
function fillings(operation: Operation, rows: readonly string[][]): string[][] {
  const names = parametersOf(operation)
  const takes = (name: string, value: string) =>
    operation.params?.shape[name]?.safeParse(value).success === true &&
    !(nobodysId(operation, name, 0) !== undefined && /^\d+$/.test(value))
  const tuplesOf = (row: readonly string[]) =>
    names.reduce<string[][]>(
      (made, name) => made.flatMap((one) => row.filter((value) => takes(name, value)).map((value) => [...one, value])),
      [[]],
    )
  const inOneRow = rows.flatMap(tuplesOf)
  // Where no row has all of them: whatever goes together.
  const tuples = inOneRow.length > 0 ? inOneRow : tuplesOf([...new Set(rows.flat())])
  const found = new Map(tuples.map((tuple) => [tuple.join(' '), tuple]))
  return [...found.values()]
}

describe('API1 broken object level authorization', () => {
  test('lists and filters show nothing of it', async ({ installation: { ask, keys, idsOfSouth } }) => {
    const ids = [...new Set((await idsOfSouth()).flat())].filter((id) => !/^\d+$/.test(id))
    for (const operation of inOrder.filter(({ method, path }) => method === 'get' && !path.includes('{'))) {
      const filters = Object.keys(operation.query?.shape ?? {}).filter((name) =>
        /Id$|serviceLine|actor|source/.test(name),
      )
      const [plain] = [requestOf(operation, [], keys.all)]
      for (const filter of filters) {
        const by = async (id: string) => {
          const url = `${plain.url}${plain.url.includes('?') ? '&' : '?'}${filter}=${id}`
          return told(await ask({ ...plain, url }), [id])
        }
        const baseline = await by(unknown)
        for (const id of ids) expect(await by(id), `${operation.id} ${filter}=${id}`).toEqual(baseline)
      }
      expect((await ask(plain)).text, operation.id).not.toMatch(/"south"/)
    }
  })

  test('[R16] routes × ids of another organization × scopes: answered as unknown ids are, and nothing of it changes', {
    timeout: 240_000,
  }, async ({ installation: { ask, keys, idsOfSouth, rowsOfSouth } }) => {
    const [rows, before] = [await idsOfSouth(), await rowsOfSouth()]
    const baselines = new Map<string, ReturnType<typeof told>>()
    const tried = { requests: 0, notTried: [] as string[], leaks: [] as string[] }
    for (const operation of inOrder.filter((each) => parametersOf(each).length > 0)) {
      const found = fillings(operation, rows)
      if (found.length === 0) tried.notTried.push(operation.id)
      for (const scope of operation.scopes) {
        const key = 'alsoScopes' in operation ? keys.all : keys[scope]
        for (const ids of found) {
          const theirs = told(await ask(requestOf(operation, ids, key)), ids)
          // New each time: putting an id twice is not the same as putting it once. Reading it is.
          const count = operation.method === 'get' ? 0 : tried.requests
          const nobodys = ids.map((id, at) => nobodysId(operation, parametersOf(operation)[at] ?? '', count) ?? id)
          const known = `${operation.id} ${scope} ${nobodys}`
          const baseline = baselines.get(known) ?? told(await ask(requestOf(operation, nobodys, key)), nobodys)
          if (operation.method === 'get') baselines.set(known, baseline)
          tried.requests += 1
          if (JSON.stringify(theirs) !== JSON.stringify(baseline) || theirs.status >= 500)
            tried.leaks.push(`${operation.id} ${scope} ${ids}: ${JSON.stringify([theirs, baseline])}`)
        }
      }
    }
    expect(tried.leaks).toEqual([])
    expect(tried.notTried).toEqual([])
    expect(tried.requests).toBeGreaterThan(200)
    expect(await rowsOfSouth()).toBe(before)
  })

  shownBy(
    'packages/database/test/tenancy.test.ts',
    'sees its own organization in each table it may read, with no filter',
  )
  shownBy('services/results-api/test/configuration-access.test.ts', 'word for word as unknown ones')
})

describe('API2 broken authentication', () => {
  const read = { method: 'GET', url: '/v1/locations' }

  test('no key, half a key, an old key, a key in the wrong place: 401 each', async ({ installation }) => {
    const { ask, admin } = installation
    const make = (expiresAt?: Date) =>
      createApiKey(admin, { orgId: 'north', name: 'x', scopes: ['plans:read'], ...(expiresAt ? { expiresAt } : {}) })
    const [good, expired, revoked] = [await make(), await make(new Date(Date.now() - 1_000)), await make()]
    await revokeApiKey(admin, 'north', revoked.keyId)
    const { token } = good
    const refused: [string, Parameters<Installation['ask']>[0]][] = [
      ['missing', read],
      ['malformed', { ...read, token: 'slc_x' }],
      ['expired', { ...read, token: expired.token }],
      ['revoked', { ...read, token: revoked.token }],
      ['truncated', { ...read, token: token.slice(0, -1) }],
      ['of another kind', { ...read, token: token.replace('slc_', 'slc_test_') }],
      ['in another case', { ...read, token: token.toUpperCase() }],
      ['in the query', { ...read, url: `${read.url}?access_token=${token}` }],
      ['by another scheme', { ...read, headers: { authorization: `Basic ${token}` } }],
      ['twice', { ...read, headers: { authorization: `Bearer ${token} ${token}` } }],
      ['as a cookie', { ...read, headers: { cookie: `key=${token}` } }],
    ]
    for (const [what, asking] of refused) {
      const answer = await ask({ ...asking, headers: { 'x-forwarded-for': '192.0.2.1', ...asking.headers } })
      expect([what, answer.status]).toEqual([what, 401])
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/)
      expect(answer.text).not.toContain(token)
    }
    expect((await ask({ ...read, token })).status).toBe(200)
  })

  test('1,000 guesses of one client end in 429, for it alone; a key that was shown before still works there', async ({
    installation: { ask, keys },
  }) => {
    const from = (address: string, token: string) => ask({ ...read, token, headers: { 'x-forwarded-for': address } })
    expect((await from('198.51.100.7', keys['plans:read'])).status).toBe(200)
    const statuses = new Map<number, number>()
    for (let n = 0; n < 1_000; n += 1) {
      const { status } = await from('198.51.100.7', `slc_guess${n}`)
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    // A new minute may begin once on the way.
    expect([...statuses.keys()].sort()).toEqual([401, 429])
    expect(statuses.get(429)).toBeGreaterThanOrEqual(700)
    const last = await from('198.51.100.7', 'slc_guess')
    expect([last.status, Number(last.headers['retry-after']) > 0]).toEqual([429, true])
    expect((await from('198.51.100.7', keys['plans:read'])).status).toBe(200)
    expect((await from('198.51.100.8', 'slc_guess')).status).toBe(401)
  })

  shownBy('packages/service-kit/src/serve.test.ts', 'two keys')
  shownBy('packages/auth/test/keys.test.ts', 'only the hash of the secret is stored')
  // That known and unknown ids take as long is by construction (found-key.ts compares in constant time, also with nothing);
  // a test of times would fail on a busy machine and say nothing on a quiet one.
})

describe('API3 broken object property level authorization', () => {
  const takingJson = closed.filter(({ body }) => Object.keys(body ?? {}).includes('application/json'))

  test.for(takingJson.map((operation) => [operation.id, operation] as const))(
    '%s refuses properties it does not name',
    async ([_id, operation], { installation: { ask, keys } }) => {
      const asking = requestOf(operation, [], keys.all)
      const body: unknown = JSON.parse(exampleBody(operation, 'application/json') as string)
      for (const extra of ['org_id', 'organizationId', 'revision', 'computedAt', '__proto__x']) {
        const more = JSON.stringify({ ...(body as object), [extra]: 'south' })
        const answer = await ask({ ...asking, headers: { 'content-type': 'application/json' }, body: more })
        expect([extra, answer.status], answer.text).toEqual([extra, expect.toBeOneOf([400, 422])])
        expect(answer.text).not.toContain(extra)
      }
    },
  )

  // Answers are closed too: every request of this file runs with `checkResponses`, which fails with 500 where an answer has
  // a field that its operation does not name.
  shownBy('packages/service-kit/src/serve.test.ts', 'a field it does not name')
})

describe('API4 unrestricted resource consumption', () => {
  test('a body of one byte too many is refused, whatever the route', async ({ installation: { ask, keys } }) => {
    for (const operation of closed.filter(({ body }) => body)) {
      const asking = requestOf(operation, [], keys.all)
      if (asking.headers?.['content-type'] === 'application/x-ndjson') continue
      const body = Buffer.alloc((operation.bodyLimit ?? 1_048_576) + 1, ' ')
      expect([operation.id, (await ask({ ...asking, body })).status]).toEqual([operation.id, 413])
    }
  })

  test('pages are limited, and compressed bodies are not unpacked', async ({ installation: { ask, keys } }) => {
    for (const operation of closed.filter(({ query }) => query?.shape.limit)) {
      const { url, ...asking } = requestOf(operation, [], keys.all)
      const answer = await ask({ ...asking, url: `${url}${url.includes('?') ? '&' : '?'}limit=1000000000` })
      expect([operation.id, answer.status]).toEqual([operation.id, 400])
    }
    const headers = { 'content-type': 'application/cloudevents+json', 'content-encoding': 'gzip' }
    expect((await ask({ method: 'POST', url: '/v1/events', token: keys.all, headers, body: 'x' })).status).toBe(415)
  })

  test('a key’s limit is answered before its body is read, and told in every answer', async ({
    installation: { ask, admin },
  }) => {
    const { token } = await createApiKey(admin, {
      ...{ orgId: 'north', name: 'slow', scopes: ['config:write'] },
      requestsPerMinute: 1,
    })
    const put = { method: 'PUT', url: '/v1/locations/limited', token, body: 'no JSON at all' }
    const headers = { 'content-type': 'application/json' }
    const [first, second] = [await ask({ ...put, headers }), await ask({ ...put, headers })]
    expect([first.status, second.status]).toEqual([400, 429])
    expect(first.headers).toMatchObject({
      'ratelimit-policy': '"minute";q=1;w=60',
      ratelimit: expect.stringMatching(/^"minute";r=0;t=\d+$/),
    })
    expect(Number(second.headers['retry-after'])).toBeGreaterThan(0)
    expect(JSON.parse(second.text).code).toBe('too-many-requests')
  })

  shownBy('services/ingest-api/test/post-events.test.ts', 'of nothing is fine; of more than 1,000 is not')
  shownBy('services/ingest-api/test/post-events.test.ts', '100,000 levels are refused, and harm nobody')
  shownBy('services/ingest-api/test/held-bodies.test.ts', 'without a key nobody is waited for')
  shownBy('packages/service-kit/src/http-server.test.ts', 'a body that nobody reads is not waited for')
  shownBy('packages/service-kit/src/http-server.test.ts', 'slow senders are cut off: every timeout is set')
  shownBy('packages/service-kit/src/http-server.test.ts', 'a body that dribbles is cut off')
})

describe('API5 broken function level authorization', () => {
  const matrix = closed.flatMap((operation) => scopes.map((scope) => [operation.id, scope, operation] as const))

  test.for(matrix)('%s with %s alone', async ([_id, scope, operation], { installation: { ask, keys } }) => {
    const answer = await ask(requestOf(operation, [], keys[scope]))
    const isForbidden = answer.status === 403 && JSON.parse(answer.text).code === 'forbidden'
    const isEnough = (operation.scopes as readonly Scope[]).includes(scope) && !('alsoScopes' in operation)
    expect(isForbidden, answer.text).toBe(!isEnough)
  })

  test('a key makes no key that may do more', async ({ installation: { ask, keys } }) => {
    for (const scope of scopes.filter((each) => each !== 'keys:admin')) {
      const body = { name: 'x', scopes: ['keys:admin', scope] }
      const answer = await ask({ method: 'POST', url: '/v1/keys', token: keys['keys:admin'], body })
      expect([answer.status, JSON.parse(answer.text).code]).toEqual([403, 'scope-not-held'])
    }
  })
})

describe('API6 unrestricted access to sensitive business flows', () => {
  // Whoever may post capacity moves money: what bounds it is the ramp within a day, however many events, and the gate's
  // dwell; who did it is in the event log, by source.
  shownBy('packages/planning/src/half-year.test.ts', 'no ramp is compounded within a day')
  shownBy('packages/recompute/test/gate-memory.test.ts', 'the same events in any order, any of them twice')
})

describe('API7 server side request forgery', () => {
  // Everything that asks an address of a customer (feeds, webhooks) goes through packages/outbound.
  shownBy('packages/outbound/src/target.test.ts', 'however an IPv4 address inside is spelled, it is refused')
  shownBy('packages/outbound/test/names.test.ts', 'a name that resolves differently a moment later gains nothing')
  shownBy('packages/outbound/test/outbound.test.ts', 'each hop is checked as the first was')
})

describe('API8 security misconfiguration', () => {
  test('every kind of answer has the headers that protect a browser, and none says what runs here', async ({
    installation: { ask, keys },
  }) => {
    const askings = [
      { method: 'GET', url: '/healthz' },
      { method: 'GET', url: '/v1/locations' },
      { method: 'GET', url: '/v1/locations', token: keys.all },
      { method: 'GET', url: '/nothing/here' },
      { method: 'GET', url: '/docs' },
      {
        method: 'PUT',
        url: '/v1/locations/x',
        token: keys.all,
        body: '{',
        headers: { 'content-type': 'application/json' },
      },
    ]
    for (const asking of askings) {
      const { headers, text } = await ask({ ...asking, headers: { origin: 'https://evil.example', ...asking.headers } })
      expect(headers, asking.url).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect([headers['x-powered-by'], headers.server, headers['access-control-allow-origin']]).toEqual([
        undefined,
        undefined,
        undefined,
      ])
      expect(text).not.toMatch(/node_modules|\.ts:\d+|at [A-Za-z]+ \(/)
    }
  })

  test('methods that no route has are 404 or 405', async ({ installation: { ask, keys } }) => {
    for (const method of ['PATCH', 'OPTIONS', 'PROPFIND', 'TRACE']) {
      const { status } = await ask({ method, url: '/v1/locations', token: keys.all })
      expect([method, status]).toEqual([method, expect.toBeOneOf([404, 405])])
    }
  })

  shownBy('packages/service-kit/src/settings.test.ts', 'development secret')
  // TLS ends at the proxy in front (docker/Caddyfile); cookies are Secure where PUBLIC_URL is https:
  shownBy('services/dashboard/test/login.test.ts', 'the cookie is Secure')
})

describe('API9 improper inventory management', () => {
  test('what is served is what is in the catalogue', async ({ installation: { routes } }) => {
    const known = new Set(
      operations.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`),
    )
    const missing = operations
      .filter(({ id }) => !elsewhere.includes(id))
      .map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`)
      .filter((route) => !routes.includes(route) && !/\/(healthz|readyz|metrics)$/.test(route))
    expect(missing).toEqual([])
    const pageFiles = /^GET \/docs\/[a-z-]+\.(js|css)$/
    expect(routes.filter((route) => !known.has(route) && !pageFiles.test(route))).toEqual([])
  })

  shownBy('services/results-api/test/access.test.ts', 'the paths of the OpenAPI document are the same')
})

describe('API10 unsafe consumption of APIs', () => {
  // Feeds: read by an allow-list, within limits of size and time, and what could not be read is old, never zero.
  shownBy('packages/feeds/test/unsafe.test.ts', 'files that are empty say nothing: no zero')
  shownBy('packages/feeds/test/unsafe.test.ts', 'one bad line costs only itself')
  shownBy('packages/feeds/test/poll.test.ts', 'a set of which the publisher tells errors withdraws nothing')
  shownBy('packages/outbound/test/outbound.test.ts', 'a body is decompressed, and may be read as it comes')
})
