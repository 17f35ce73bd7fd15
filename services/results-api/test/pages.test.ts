import { createHash } from 'node:crypto'
import { connect } from '@sluice/database'
import { createSealer } from '@sluice/secrets'
import { createLogger, problems } from '@sluice/service-kit'
import { afterAll, expect, test } from 'vitest'
import { buildApp } from '../src/app.ts'

const ignore = () => undefined
const db = connect({
  url: 'postgres://nobody@127.0.0.1:1/none',
  applicationName: 'x',
  maxConnections: 1,
  onError: ignore,
})
const app = buildApp(
  { name: 'results-api', logger: createLogger({ name: 'test', level: 'silent' }), ready: async () => ({}) },
  {
    db,
    authenticate: async () => null,
    hints: { poolIsDirty: ignore },
    questions: { ask: async () => ({ kind: 'no-such-pool' }) },
    sealer: createSealer(['a secret key for tests, of 32 characters']),
    checkResponses: true,
  },
)
afterAll(() => app.close())

test('the document, with a tag; 304 for who has it', async () => {
  const answer = await app.inject('/openapi.json')
  expect(answer.json()).toMatchObject({ openapi: '3.1.1', servers: [{ url: '/' }] })
  const again = await app.inject({ url: '/openapi.json', headers: { 'if-none-match': String(answer.headers.etag) } })
  expect([again.statusCode, again.body, again.headers.etag]).toEqual([304, '', answer.headers.etag])
})

/** What a page loads, by the attributes that load. */
const loaded = (html: string) => [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, url]) => String(url))

test('/docs loads only what is here, and its policy allows nothing else', async () => {
  const page = await app.inject('/docs')
  expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
  expect(page.body).not.toMatch(/<script>|https?:\/\//)
  const policy = String(page.headers['content-security-policy'])
  expect(policy).toContain("default-src 'none'; script-src 'self'")
  expect(policy).not.toMatch(/script-src[^;]*unsafe|https?:|\*/)
  for (const url of loaded(page.body)) expect((await app.inject(url)).statusCode, url).toBe(200)
})

test.each([
  ['/docs/swagger-ui-bundle.js', 'text/javascript; charset=utf-8'],
  ['/docs/swagger-ui.css', 'text/css; charset=utf-8'],
  ['/docs/page.js', 'text/javascript; charset=utf-8'],
])('%s comes packed, with its type', async (url, type) => {
  const { headers } = await app.inject(url)
  expect(headers).toMatchObject({ 'content-type': type, 'content-encoding': 'gzip' })
})

test.each(['/docs/package.json', '/docs/../package.json', '/docs/%2e%2e/package.json'])(
  '%s is not there',
  async (url) => {
    expect((await app.inject(url)).statusCode).toBe(404)
  },
)

test.each(['/', '/problems', '/problems/plan-not-ready', '/nowhere'])(
  '%s has no script, and its one style is the one its policy names',
  async (url) => {
    const { body, headers } = await app.inject({ url, headers: { accept: 'text/html' } })
    const style = /<style>([\s\S]*?)<\/style>/.exec(body)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers['content-security-policy']).toContain(`style-src 'sha256-${hash}'`)
    expect(body).not.toContain('<script')
    expect(body).toContain('<meta name="viewport"')
  },
)

test.each(Object.entries(problems))('the type of %s leads to a page and to JSON', async (code, { title }) => {
  const page = await app.inject(`/problems/${code}`)
  expect(page.body).toContain(`<h1>${title}</h1>`)
  expect(page.body).not.toContain('`')
  const json = await app.inject({ url: `/problems/${code}`, headers: { accept: 'application/json' } })
  expect(json.json()).toMatchObject({ code, title })
})

test('/problems lists every code with what to do, code as code; the same as JSON', async () => {
  const page = await app.inject('/problems')
  for (const code of Object.keys(problems)) expect(page.body).toContain(`<a href="/problems/${code}">`)
  expect(page.body).toContain('Ask again after the seconds of <code>Retry-After</code>.')
  expect(page.body).not.toContain('`')
  const json = await app.inject({ url: '/problems', headers: { accept: 'application/json' } })
  expect(json.json().items.map(({ code }: { code: string }) => code)).toEqual(Object.keys(problems))
})

// What Firefox sends when a link is followed.
const browser = { accept: 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8' }

test.each(['/nowhere', '/v1/nowhere', '/problems/unknown'])(
  '%s: a browser is shown a page, a program told a problem',
  async (url) => {
    const page = await app.inject({ url, headers: browser })
    expect([page.statusCode, page.headers['content-type'], page.headers['cache-control']]).toEqual([
      404,
      'text/html; charset=utf-8',
      'no-store',
    ])
    expect(page.body).toContain('<a href="/problems">')
    expect(page.body).not.toContain(url.slice(1))
    for (const accept of ['*/*', 'application/json', undefined]) {
      const told = await app.inject({ url, headers: accept === undefined ? {} : { accept } })
      expect(told.json()).toMatchObject({ code: 'not-found', status: 404 })
      expect(told.headers['content-type']).toContain('application/problem+json')
    }
    const posted = await app.inject({ method: 'POST', url: '/nowhere', headers: browser })
    expect(posted.json()).toMatchObject({ code: 'not-found' })
  },
)

test.each(['unknown', 'constructor', '__proto__'])('there is no problem %s', async (code) => {
  expect((await app.inject(`/problems/${code}`)).json()).toMatchObject({ title: expect.any(String) })
  expect([400, 404]).toContain((await app.inject(`/problems/${code}`)).statusCode)
})
