import { once } from 'node:events'
import { type AddressInfo, connect } from 'node:net'
import { eventually } from '@sluice/test-kit'
import { expect, onTestFinished, test } from 'vitest'
import { z } from 'zod'
import { createHttpServer } from './http-server.ts'
import { createLogger } from './logger.ts'
import { serve } from './serve.ts'

const putThing = {
  id: 'putThing',
  method: 'put',
  path: '/v1/things',
  scopes: ['config:write'],
  body: { 'application/json': z.strictObject({ name: z.string() }) },
  bodyLimit: 1_000,
  responses: { 200: { body: z.strictObject({ name: z.string() }) } },
} as const

/** A service whose bodies, and what is made of them, may take 8,000 bytes together; the key is the organization. */
async function start() {
  const logger = createLogger({ name: 'test', level: 'silent' })
  const app = createHttpServer({ name: 'test', logger, bodies: { bytes: 8_000, share: 0 }, ready: async () => ({}) })
  const authenticate = async (orgId: string) => ({ orgId, keyId: 'k', scopes: ['config:write'] })
  serve(app, putThing, { authenticate }, async ({ body }) => ({ status: 200, body }))
  await app.listen({ host: '127.0.0.1', port: 0 })
  onTestFinished(() => app.close())
  const { port } = app.server.address() as AddressInfo
  const begin = (orgId: string, length: string) => {
    const client = connect(port, '127.0.0.1').on('error', () => undefined)
    onTestFinished(() => void client.destroy())
    client.write(
      `PUT /v1/things HTTP/1.1\r\nhost: x\r\nauthorization: Bearer ${orgId}\r\ncontent-type: application/json\r\nconnection: close\r\n${length}\r\n\r\n`,
    )
    let answer = ''
    client.on('data', (bytes) => {
      answer += bytes
    })
    const answered = once(client, 'close').then(() => answer)
    return { client, answered }
  }
  return { app, begin }
}

const CHUNKED = 'transfer-encoding: chunked'

test('a body takes four times its bytes from before it is read until it is answered: without a length all that its route takes', async () => {
  const { app, begin } = await start()
  const first = begin('north', CHUNKED)
  await eventually(
    () => app.bodies.held,
    (held) => held === 4_000,
  )
  const second = await begin('north', 'content-length: 14').answered
  expect(second).toMatch(/^HTTP\/1.1 503 .*retry-after: 1\r\n.*"code":"unavailable"/s)
  const other = begin('south', 'content-length: 14')
  other.client.write('{"name":"Ann"}')
  expect(await other.answered).toMatch(/^HTTP\/1.1 200 /)
  for (const byte of '{"name":"Ann"}') first.client.write(`1\r\n${byte}\r\n`)
  first.client.write('0\r\n\r\n')
  expect(await first.answered).toMatch(/^HTTP\/1.1 200 .*\{"name":"Ann"\}$/s)
  expect(app.bodies.held).toBe(0)
  expect((await app.inject('/metrics')).body).toContain('sluice_body_bytes 0')
})

test('whoever hangs up gives the room back; a body longer than its route takes is refused, in whatever chunks', async () => {
  const { app, begin } = await start()
  const gone = begin('north', CHUNKED)
  await eventually(
    () => app.bodies.held,
    (held) => held === 4_000,
  )
  gone.client.destroy()
  await eventually(
    () => app.bodies.held,
    (held) => held === 0,
  )
  const long = begin('north', CHUNKED)
  long.client.write('1\r\n \r\n'.repeat(1_001))
  expect(await long.answered).toMatch(/^HTTP\/1.1 413 .*"code":"body-too-large"/s)
})

test('a body that says it is longer than its route takes is refused before any of it comes; one that is not what it says too', async () => {
  const { app, begin } = await start()
  expect(await begin('north', 'content-length: 1001').answered).toMatch(/^HTTP\/1.1 413 .*"code":"body-too-large"/s)
  const headers = { authorization: 'Bearer north', 'content-type': 'application/json', 'content-length': '15' }
  const shorter = await app.inject({ method: 'PUT', url: '/v1/things', headers, payload: '{"name":"Ann"}' })
  expect([shorter.statusCode, shorter.json()]).toMatchObject([400, { code: 'malformed-request' }])
})
