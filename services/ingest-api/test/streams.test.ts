import { once } from 'node:events'
import { type ClientRequest, request } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { createApiKey, revokeApiKey } from '@sluice/auth'
import { type EventLine, eventLine } from '@sluice/contracts'
import { makeCapacityEvent, makeEvent } from '@sluice/test-kit'
import { expect } from 'vitest'
import { batch, type Ingest, test } from './support.ts'

const ndjson = { 'content-type': 'application/x-ndjson' }
const toLines = (events: readonly unknown[]) => events.map((event) => `${JSON.stringify(event)}\n`).join('')

function readLines(answer: string): EventLine[] {
  return answer
    .trim()
    .split('\n')
    .map((line) => eventLine.parse(JSON.parse(line)))
}

/** A request whose body is written bit by bit. */
async function openStream({ app, keys }: Ingest, key = keys.north): Promise<ClientRequest> {
  if (!app.server.listening) await app.listen({ host: '127.0.0.1', port: 0 })
  const { port } = app.server.address() as AddressInfo
  return request({
    port,
    method: 'POST',
    path: '/v1/events',
    headers: { ...ndjson, authorization: `Bearer ${key}` },
  })
}

test('a chunk that is broken closes the answer that has begun, and puts no second one into it', async ({ ingest }) => {
  const { app, keys } = ingest
  await app.listen({ host: '127.0.0.1', port: 0 })
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1')
  const chunkOf = (line: string) => `${Buffer.byteLength(line).toString(16)}\r\n${line}\r\n`
  const head = ['POST /v1/events HTTP/1.1', 'host: x', `authorization: Bearer ${keys.north}`]
  head.push('content-type: application/x-ndjson', 'transfer-encoding: chunked')
  let answer = ''
  socket.setEncoding('utf8')
  const stored = new Promise<void>((resolve) => {
    socket.on('data', (text: string) => {
      answer += text
      if (answer.includes('"checkpoint"')) resolve()
    })
  })
  const closed = once(socket, 'close')
  socket.write(`${head.join('\r\n')}\r\n\r\n${chunkOf(toLines([makeCapacityEvent()]))}`)
  await stored
  socket.write('zz\r\n\r\n')
  await closed
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1)
  expect(answer).toMatch(/^HTTP\/1\.1 200 /)
  expect(answer).not.toContain('malformed-request')
})

test('good lines are stored and hinted, bad ones told by number, and nothing of them stays', async ({ ingest }) => {
  const canary = 'JaneRoe19680131'
  const event = makeCapacityEvent()
  const future = { ...makeCapacityEvent(), time: new Date(Date.now() + 3_600_000).toISOString() }
  const body = [
    `\ufeff${JSON.stringify(event)}\r\n`,
    `{"${canary}": \n`,
    ' \t\r\n',
    toLines([event, { ...event, [canary]: canary }, { ...event, id: 'mrn-4711000' }, future]),
    `MSH|^~\\&|${canary}\n`,
    `${canary.repeat(5_000)}\n`,
    // A crash leaves them where a file was not written yet.
    `${'\0'.repeat(300)}\n`,
    JSON.stringify({ ...event, data: { ...event.data, horizonDays: 7 } }),
  ].join('')
  const answer = await ingest.post(body, ndjson)
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'application/x-ndjson'])
  const refused = (line: number, code: string, pointer = '#') => ({
    ...{ kind: 'refused', line, code, pointer },
    detail: expect.any(String),
  })
  expect(readLines(answer.text)).toEqual([
    refused(2, 'malformed-json'),
    refused(5, 'invalid-event'),
    refused(6, 'phi-not-accepted', '#/id'),
    refused(7, 'future-timestamp', '#/time'),
    refused(8, 'phi-not-accepted'),
    refused(9, 'event-too-large'),
    refused(10, 'malformed-json'),
    refused(11, 'event-conflict', '#/id'),
    { kind: 'checkpoint', line: 11, accepted: 1, duplicate: 1, refused: 8 },
    { kind: 'summary', lines: 11, accepted: 1, duplicate: 1, refused: 8, notListed: 0 },
  ])
  expect(answer.text + ingest.logs.join('\n')).not.toContain(canary)
  expect(ingest.hints).toEqual([{ orgId: 'north', poolId: 'georgia', revision: 1 }])
  expect(await ingest.admin.selectFrom('events').select(['org_id', 'event_id']).execute()).toEqual([
    { org_id: 'north', event_id: event.id },
  ])
})

test('spend in the wrong unit is refused alone, in a stream as in a batch; confirmed it is taken', async ({
  ingest,
}) => {
  const wrong = makeEvent('sluice.actuals.observed.v1', {
    ...{ locationId: 'smyrna', serviceLine: 'orthodontics' },
    ...{ date: '2026-11-01', currency: 'USD', spendMinor: 4_000_000_000 },
  })
  const events = [makeCapacityEvent(), wrong, { ...wrong, id: 'right', data: { ...wrong.data, spendMinor: 10_000 } }]
  const of = { status: 'refused', code: 'actuals-implausible', detail: expect.stringContaining('minor units') }
  const answer = await ingest.post(JSON.stringify(events), { 'content-type': batch })
  expect(answer.json()).toMatchObject({
    accepted: 2,
    refused: 1,
    results: [{}, { ...of, pointer: '#/1/data/spendMinor' }, {}],
  })
  const { status: _, ...ofLine } = of
  expect(readLines((await ingest.post(toLines(events), ndjson)).text)).toMatchObject([
    { kind: 'refused', line: 2, ...ofLine, pointer: '#/data/spendMinor' },
    { kind: 'checkpoint', duplicate: 2 },
    { kind: 'summary', duplicate: 2, refused: 1 },
  ])
  const confirmed = { ...wrong, data: { ...wrong.data, spendConfirmed: true } }
  expect((await ingest.post(toLines([confirmed]), ndjson)).text).toContain('"accepted":1')
})

test('another tenant’s stream is another tenant’s; a key that may not write is told before anything is read', async ({
  ingest: { post, keys, admin },
}) => {
  const body = toLines([makeCapacityEvent()])
  expect((await post(body, { ...ndjson, authorization: `Bearer ${keys.south}` })).text).toContain('"accepted":1')
  expect(await admin.selectFrom('events').select('org_id').execute()).toEqual([{ org_id: 'south' }])
  expect((await post(body, { ...ndjson, authorization: `Bearer ${keys.reader}` })).status).toBe(403)
})

test('what is stored is said while the sender still writes; sent again, all is a duplicate', async ({ ingest }) => {
  const events = Array.from({ length: 1_200 }, () => makeCapacityEvent())
  const sender = await openStream(ingest)
  sender.write(toLines(events.slice(0, 600)))
  const [answer] = await once(sender, 'response')
  const [first] = await once(answer, 'data')
  expect(JSON.parse(String(first).split('\n')[0] ?? '')).toMatchObject({ kind: 'checkpoint', line: 500 })
  sender.end(toLines(events.slice(600)))
  expect(readLines(await text(answer)).at(-1)).toMatchObject({ kind: 'summary', lines: 1_200, accepted: 1_200 })
  const again = readLines((await ingest.post(toLines(events), ndjson)).text)
  expect(again.at(-1)).toMatchObject({ accepted: 0, duplicate: 1_200 })
  const { count } = await ingest.admin
    .selectFrom('events')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .executeTakeFirstOrThrow()
  expect(Number(count)).toBe(1_200)
})

test('a client that writes everything before it reads is answered, beyond the limit of bodies', async ({ ingest }) => {
  const sender = await openStream(ingest)
  // Node drops an answer nobody waits for; its body is not read until all is written.
  const answered = once(sender, 'response')
  const wrong = `{"specversion":"1.0","x":"${'x'.repeat(200)}"}\n`.repeat(1_000)
  for (let part = 0; part < 30; part += 1) if (!sender.write(wrong)) await once(sender, 'drain')
  sender.end(toLines([makeCapacityEvent()]))
  await once(sender, 'finish')
  const [answer] = await answered
  const lines = readLines(await text(answer))
  expect(lines.filter(({ kind }) => kind === 'refused')).toHaveLength(1_000)
  expect(lines.at(-1)).toMatchObject({ kind: 'summary', accepted: 1, refused: 30_000, notListed: 29_000 })
})

test('a process that ends says where to resume', async ({ ingest }) => {
  const sender = await openStream(ingest)
  sender.write(toLines([makeCapacityEvent()]))
  const [answer] = await once(sender, 'response')
  await once(answer, 'data')
  const closed = ingest.app.close()
  const rest = text(answer)
  sender.end()
  expect(readLines(await rest).at(-1)).toMatchObject({ kind: 'aborted', line: 1, code: 'unavailable' })
  await closed
})

test('a key that is revoked while its stream is open stores nothing more, and is told what is stored', async ({
  ingest,
}) => {
  const { admin } = ingest
  const { keyId, token } = await createApiKey(admin, { orgId: 'north', name: 'old', scopes: ['events:write'] })
  const sender = await openStream(ingest, token)
  sender.write(toLines([makeCapacityEvent()]))
  const [answer] = await once(sender, 'response')
  await once(answer, 'data')
  await revokeApiKey(admin, 'north', keyId)
  const rest = text(answer)
  sender.end(toLines([makeCapacityEvent()]))
  expect(readLines(await rest)).toEqual([
    { kind: 'aborted', line: 1, code: 'unauthenticated', accepted: 1, duplicate: 0, refused: 0 },
  ])
  expect(await admin.selectFrom('events').select('event_id').execute()).toHaveLength(1)
})
