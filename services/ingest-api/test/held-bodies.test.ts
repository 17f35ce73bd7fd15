import { once } from 'node:events'
import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { eventually, makeCapacityEvent } from '@sluice/test-kit'
import { expect } from 'vitest'
import { batch, type Ingest, test } from './support.ts'

const MOST = 5 * 1_048_576

/** Sends the headers of a request and the first byte of its body, and then waits. */
async function hold({ app, keys }: Ingest, headers: Record<string, string | number>): Promise<ClientRequest> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  const authorization = `Bearer ${keys.north}`
  const held = request({
    port,
    method: 'POST',
    path: '/v1/events',
    agent: false,
    headers: { authorization, ...headers },
  })
  held.on('error', () => undefined)
  held.write('[')
  return held
}

/** The answers that come while `count` bodies are held: those that were turned away. */
async function turnedAway(ingest: Ingest, count: number, headers: Record<string, string | number>) {
  const answers: IncomingMessage[] = []
  const held: ClientRequest[] = []
  for (let one = 0; one < count; one += 1) {
    const sender = await hold(ingest, headers)
    sender.on('response', (answer: IncomingMessage) => answers.push(answer))
    held.push(sender)
  }
  return { answers, letGo: () => held.forEach((sender) => void sender.destroy()) }
}

test.for([
  ['bodies that say their length', { 'content-type': batch, 'content-length': MOST - 1 }, 12],
  ['bodies that do not', { 'content-type': batch, 'transfer-encoding': 'chunked' }, 12],
  ['streams, of which a part is held at a time', { 'content-type': 'application/x-ndjson' }, 60],
] as const)('%s: an organization holds 64 MiB, and the others get through', async ([_, headers, most], { ingest }) => {
  const { answers, letGo } = await turnedAway(ingest, most + 5, headers)
  await eventually(
    () => answers.length,
    (count) => count === 5,
  )
  for (const answer of answers) {
    expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1'])
    expect(await json(answer)).toMatchObject({ code: 'unavailable' })
  }
  const southern = { authorization: `Bearer ${ingest.keys.south}` }
  expect((await ingest.post(makeCapacityEvent(), southern)).status).toBe(202)
  letGo()
  await eventually(
    async () => (await ingest.post(' '.repeat(MOST - 1), { 'content-type': batch })).status,
    (status) => status === 400,
  )
})

test('what was answered holds nothing', async ({ ingest }) => {
  for (let one = 0; one < 14; one += 1)
    expect((await ingest.post(' '.repeat(MOST - 1), { 'content-type': batch })).status).toBe(400)
  const sender = await hold(ingest, { 'content-type': batch, 'content-length': 2 })
  sender.end(']')
  const [answer] = await once(sender, 'response')
  expect(answer.statusCode).toBe(200)
})
