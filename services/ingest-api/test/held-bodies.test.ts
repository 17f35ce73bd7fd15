import { type ClientRequest, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { createApiKey } from '@sluice/auth'
import { eventually, makeCapacityEvent, makeOrganization, type TestDatabase } from '@sluice/test-kit'
import { expect, onTestFinished } from 'vitest'
import { test as base, batch, type Ingest, startIngest } from './support.ts'

const MOST = 5 * 1_048_576

/** Sends the headers of a request and the first byte of its body, and then waits. */
type Hold = (
  headers: Record<string, string | number>,
  method?: string,
) => { sender: ClientRequest; answers: IncomingMessage[] }

/**
 * `hold` lets go of everybody when its test ends, however it ends: else the service would wait for their bodies before
 * it closes.
 */
const test = base.extend('hold', async ({ ingest }: { ingest: Ingest }, { onCleanup }): Promise<Hold> => {
  const { hold, letGo } = await holdBodies(ingest)
  onCleanup(letGo)
  return hold
})

async function holdBodies(ingest: Ingest): Promise<{ hold: Hold; letGo: () => void }> {
  await ingest.app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = ingest.app.server.address() as AddressInfo
  const senders: ClientRequest[] = []
  const hold: Hold = (headers, method = 'POST') => {
    const sent = { authorization: `Bearer ${ingest.keys.north}`, ...headers }
    const sender = request({ port, method, path: '/v1/events', agent: false, headers: sent })
    const answers: IncomingMessage[] = []
    senders.push(sender)
    sender.on('error', () => undefined)
    sender.on('response', (answer: IncomingMessage) => answers.push(answer))
    sender.write('[')
    return { sender, answers }
  }
  return { hold, letGo: () => senders.forEach((sender) => void sender.destroy()) }
}

test.for([
  ['bodies that say their length', { 'content-type': batch, 'content-length': MOST - 1 }, 13],
  ['bodies that do not', { 'content-type': batch, 'transfer-encoding': 'chunked' }, 13],
  ['streams, of which 16 are open at a time', { 'content-type': 'application/x-ndjson' }, 16],
  ['streams however their type is written', { 'content-type': 'Application/X-NDJSON ; charset=utf-8' }, 16],
] as const)(
  '%s: an organization holds what it may, and the others get through',
  async ([_, headers, most], { ingest, hold }) => {
    const held = Array.from({ length: most + 5 }, () => hold(headers))
    const answers = await eventually(
      () => held.flatMap((one) => one.answers),
      ({ length }) => length === 5,
    )
    for (const answer of answers) {
      expect([answer.statusCode, answer.headers['retry-after']]).toEqual([503, '1'])
      expect(await json(answer)).toMatchObject({ code: 'unavailable' })
    }
    const southern = { authorization: `Bearer ${ingest.keys.south}` }
    expect((await ingest.post(makeCapacityEvent(), southern)).status).toBe(202)
    for (const { sender } of held) sender.destroy()
    await eventually(
      async () => (await ingest.post(' '.repeat(MOST - 1), { 'content-type': batch })).status,
      (status) => status === 400,
    )
  },
)

test('two organizations that hold all they can get do not keep a third one out', async ({ ingest, hold, database }) => {
  await makeOrganization((database as TestDatabase).adminUrl, 'west', [
    { poolId: 'georgia', locationId: 'smyrna', serviceLine: 'orthodontics' },
  ])
  const { token } = await createApiKey(ingest.admin, { orgId: 'west', name: 'test', scopes: ['events:write'] })
  const western = { authorization: `Bearer ${token}` }
  for (const key of [ingest.keys.north, ingest.keys.south]) {
    const attacker = { authorization: `Bearer ${key}` }
    const streams = Array.from({ length: 20 }, () => hold({ ...attacker, 'content-type': 'application/x-ndjson' }))
    await eventually(
      () => streams.filter(({ answers }) => answers[0]?.statusCode === 503).length,
      (refused) => refused === 4,
    )
    const bodies = Array.from({ length: 70 }, () =>
      hold({ ...attacker, 'content-type': batch, 'content-length': 1_048_576 }),
    )
    await eventually(
      () => bodies.flatMap(({ answers }) => answers).length,
      (refused) => refused > 0,
    )
  }
  const large = { ...western, 'content-type': batch }
  expect((await ingest.post(' '.repeat(MOST - 1), large)).status, 'read, and no JSON').toBe(400)
  expect((await ingest.post(makeCapacityEvent(), western)).status).toBe(202)
  const stream = { ...western, 'content-type': 'application/x-ndjson' }
  expect((await ingest.post(`${JSON.stringify(makeCapacityEvent())}\n`, stream)).text).toContain('"accepted":1')
  const metrics = (await ingest.app.inject('/metrics')).body
  expect(metrics).toMatch(/sluice_turned_away_total\{reason="streams-of-organization"\} 8/)
  expect(metrics).toMatch(/sluice_turned_away_total\{reason="bodies-of-organization"\} \d+/)
})

test('an organization whose first long body finds no room waits for it, unread, and is the next to get some', async ({
  database,
}) => {
  const { ingest, close } = await startIngest(database, { bodies: { bytes: MOST, share: 0 } })
  const { hold, letGo } = await holdBodies(ingest)
  onTestFinished(async () => {
    letGo()
    await close()
  })
  const large = { 'content-type': batch, 'content-length': MOST }
  const first = hold(large)
  await eventually(
    async () => (await ingest.app.inject('/metrics')).body,
    (metrics) => metrics.includes(`sluice_body_bytes ${MOST}`),
  )
  const southern = { authorization: `Bearer ${ingest.keys.south}` }
  // Two connections: which of them arrives first is nobody's to say. One waits, and then the other is turned away.
  const two = [hold({ ...large, ...southern }), hold({ ...large, ...southern })] as const
  const turnedAway = await eventually(
    () => two.find(({ answers }) => answers.length > 0),
    (found) => found !== undefined,
  )
  expect(turnedAway?.answers[0]?.statusCode).toBe(503)
  const waiting = two[0] === turnedAway ? two[1] : two[0]
  // Written to the end, and not answered: nobody has read it.
  waiting.sender.end(' '.repeat(MOST - 1))
  first.sender.destroy()
  await eventually(
    () => waiting.answers[0]?.statusCode,
    (status) => status === 400,
  )
  expect(waiting.answers).toHaveLength(1)
})

test('without a key nobody is waited for: the handshake has no body', async ({ ingest, hold }) => {
  const asks = { authorization: '', 'content-type': 'application/json' }
  const sizes = [{ 'content-length': 1_040_000 }, { 'transfer-encoding': 'chunked' }]
  const held = sizes.flatMap((size) => Array.from({ length: 20 }, () => hold({ ...size, ...asks }, 'OPTIONS')))
  const answers = await eventually(
    () => held.flatMap((one) => one.answers),
    ({ length }) => length === held.length,
  )
  expect(new Set(answers.map(({ statusCode }) => statusCode))).toEqual(new Set([413]))
  const asked = await ingest.app.inject({ method: 'OPTIONS', url: '/v1/events' })
  expect(asked.statusCode).toBe(204)
})

test('what was answered holds nothing', async ({ ingest, hold }) => {
  for (let one = 0; one < 14; one += 1)
    expect((await ingest.post(' '.repeat(MOST - 1), { 'content-type': batch })).status).toBe(400)
  const { sender, answers } = hold({ 'content-type': batch, 'content-length': 2 })
  sender.end(']')
  await eventually(
    () => answers[0]?.statusCode,
    (status) => status === 200,
  )
})
