import { PassThrough } from 'node:stream'
import { createAuthenticator } from '@sluice/auth'
import { operations } from '@sluice/contracts'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { expect } from 'vitest'
import { buildApp } from '../src/app.ts'
import { test } from './configuration-fixture.ts'

const canary = 'Jane-Roe-c4n4ry'
const bodies = [
  { [canary]: 1 },
  { name: { [canary]: canary } },
  { name: `${canary}\u0007` },
  [canary],
  canary,
  { cells: [{ id: 'a', [canary]: canary }], period: { kind: canary } },
]

interface Sent {
  method: 'GET' | 'PUT' | 'DELETE'
  url: string
  headers?: Record<string, string>
  payload?: string
}

test('what callers send is in no refusal and no log line, wherever they put it', async ({ api }) => {
  const destination = new PassThrough()
  const log: string[] = []
  destination.on('data', (chunk: Buffer) => log.push(chunk.toString()))
  const app = buildApp(
    { name: 'results-api', logger: createLogger({ name: 'x', level: 'trace', destination }), ready: async () => ({}) },
    {
      db: api.db,
      authenticate: async () => ({ orgId: 'north', keyId: 'k', scopes: ['plans:read', 'config:write'] }),
      hints: { poolIsDirty: () => undefined },
      questions: api.questions,
      sealer: createSealer(['a secret key for tests, of 32 characters']),
    },
  )
  const answers: { request: string; status: number; text: string }[] = []
  const send = async (request: Sent) => {
    const { statusCode, body, headers } = await app.inject(request)
    const text = `${body}${JSON.stringify(headers)}`
    answers.push({ request: JSON.stringify(request), status: statusCode, text })
  }
  const headers = { authorization: 'Bearer any', 'content-type': 'application/json' }
  for (const { method, path, body } of operations.filter(({ id }) => id !== 'postEvents')) {
    const url = path.replace(/\{number\}/, '1').replace(/\{\w+\}/g, canary)
    const upper = method.toUpperCase() as 'GET' | 'PUT' | 'DELETE'
    await send({ method: upper, url: `${url}?${canary}=${canary}`, headers })
    await send({ method: upper, url: `${path.replace(/\{\w+\}/g, `${canary}%20x`)}`, headers })
    await send({ method: upper, url: `${url}?cursor=${canary}&limit=${canary}`, headers })
    await send({
      method: upper,
      url,
      headers: { ...headers, authorization: canary, cookie: canary, 'x-request-id': `${canary} x` },
    })
    for (const payload of body ? bodies : [])
      await send({ method: upper, url, headers, payload: JSON.stringify(payload) })
    if (body) await send({ method: upper, url, headers, payload: `{"${canary}": ` })
    if (body)
      await send({
        method: upper,
        url,
        headers: { ...headers, 'content-type': `application/${canary}` },
        payload: canary,
      })
  }
  await send({ method: 'GET', url: `/${canary}` })
  const echoed = answers.filter(({ text }) => text.includes(canary))
  expect(echoed).toEqual([])
  expect(log.filter((line) => line.includes(canary))).toEqual([])
  expect(log.length).toBeGreaterThan(answers.length / 2)
  expect(answers.filter(({ status }) => status >= 500)).toEqual([])
  expect(answers.length).toBeGreaterThan(80)
})

test('a wrong key is refused without a word of it', async ({ api }) => {
  const authenticate = createAuthenticator({ db: api.db, role: 'sluice_results', cacheMs: 0 })
  expect(await authenticate(canary)).toBeNull()
  const answer = await api.app.inject({ url: '/v1/pools', headers: { authorization: `Bearer ${canary}` } })
  expect(answer.statusCode).toBe(401)
  expect(answer.body + JSON.stringify(answer.headers)).not.toContain(canary)
})
