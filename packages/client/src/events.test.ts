import type { ServerResponse } from 'node:http'
import { expect, test } from 'vitest'
import { answering, json } from '../test-support/answering.ts'
import { type ConnectionChange, events } from './events.ts'
import { ProblemError } from './problem-error.ts'

const path = '/v1/pools/{poolId}/plan/stream'
const quick = { path: { poolId: 'südost' }, firstPauseMs: 1 }

function stream(response: ServerResponse): ServerResponse {
  return response.writeHead(200, { 'content-type': 'text/event-stream' })
}

test('a stream that breaks is opened again where it ended', async () => {
  const { url, asked } = await answering((response, _, turn) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.write(`: hello\nretry: 1\n\nid: ${turn + 1}\nevent: plan\ndata: {"number":\ndata: ${turn + 1}}\n\n`)
    // The first ends in the middle of an event, the second as it should.
    if (turn === 0) response.write('id: 9\nda', () => response.destroy())
    else response.end()
  })
  const seen: unknown[] = []
  for await (const event of events({ url, key: 'secret' }, path, quick)) {
    seen.push(event)
    if (seen.length === 3) break
  }
  expect(seen).toEqual([1, 2, 3].map((number) => ({ id: String(number), event: 'plan', data: { number } })))
  expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '1', '2'])
  expect(asked[0]).toMatchObject({
    url: '/v1/pools/s%C3%BCdost/plan/stream',
    headers: { authorization: 'Bearer secret', accept: 'text/event-stream' },
  })
})

test('a service that is away is waited for, from where an earlier stream ended', async () => {
  const { url, asked } = await answering((response, request, turn) => {
    if (turn === 0) request.socket.destroy()
    else if (turn === 1) json(response, 503, { code: 'unavailable' })
    else response.writeHead(200, { 'content-type': 'text/event-stream' }).end('data: {}\n\n')
  })
  const stream = events({ url, key: 'k' }, path, { ...quick, lastEventId: '41' })
  expect((await stream.next()).value).toEqual({ id: undefined, event: 'message', data: {} })
  expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual(['41', '41', '41'])
  await stream.return()
})

test('a connection on which nothing comes any more is opened again where it ended', async () => {
  // Answered by what it is asked for: a busy machine may be silent for 50 ms before it has sent anything.
  const { url } = await answering((response, { headers }) => {
    const known = Number(headers['last-event-id'] ?? 0)
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`id: ${known + 1}\ndata: ${known}\n\n`)
  })
  const stream = events({ url, key: 'k' }, path, { ...quick, silenceMs: 50 })
  expect((await stream.next()).value).toMatchObject({ data: 0 })
  expect((await stream.next()).value).toMatchObject({ data: 1 })
  await stream.return()
})

test('comments keep a connection', async () => {
  // A process that has no processor for a second hears nothing meanwhile, and rightly opens another: then once more.
  let connections = 0
  for (let tries = 0; tries < 5 && connections !== 1; tries += 1) connections = await connectionsUntilData()
  expect(connections).toBe(1)
})

/** Opened until data came, behind comments for longer than silence is borne. */
async function connectionsUntilData(): Promise<number> {
  const { url, asked } = await answering((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    let left = 30
    const comments = setInterval(() => {
      response.write(left > 0 ? ': still here\n\n' : 'data: 1\n\n')
      if (left === 0) clearInterval(comments)
      left -= 1
    }, 50)
  })
  const stream = events({ url, key: 'k' }, path, { ...quick, silenceMs: 1_000 })
  expect((await stream.next()).value).toMatchObject({ data: 1 })
  await stream.return()
  return asked.length
}

test('whoever follows is told of each connection that was lost or could not be had, and of each that is open', async () => {
  const { url } = await answering((response, request, turn) => {
    if (turn === 0) request.socket.destroy()
    else if (turn === 1) json(response, 503, { code: 'unavailable', detail: 'It restarts.' })
    else if (turn === 2) stream(response).write('data: 1\n\n', () => response.destroy())
    else if (turn === 3) stream(response).end()
    else stream(response).write('data: 2\n\n')
  })
  const told: ConnectionChange[] = []
  const onConnection = (change: ConnectionChange) => told.push(change)
  const following = events({ url, key: 'k' }, path, { ...quick, steadyMs: Infinity, onConnection })
  expect((await following.next()).value).toMatchObject({ data: 1 })
  expect((await following.next()).value).toMatchObject({ data: 2 })
  await following.return()
  const lost = { state: 'lost', pauseMs: expect.any(Number) }
  expect(told).toEqual([
    { ...lost, why: 'unreachable', error: expect.any(TypeError), failures: 1 },
    { ...lost, why: 'refused', error: expect.any(ProblemError), failures: 2 },
    { state: 'open' },
    { ...lost, why: 'broken', error: expect.any(Error), failures: 1 },
    { state: 'open' },
    // It told nothing.
    { ...lost, why: 'ended', failures: 2 },
    { state: 'open' },
  ])
})

test.for([
  { connections: 'and end at once count as failed ones', steadyMs: Infinity, failed: [1, 2, 3, 4, 1, 2] },
  { connections: 'but last long enough do not', steadyMs: 0, failed: [1, 1, 1, 1, 1, 1] },
])('connections that tell nothing $connections; one that told something begins anew', async ({ steadyMs, failed }) => {
  const { url } = await answering((response, _, turn) => {
    if (turn === 4) stream(response).end('data: 1\n\n')
    else if (turn === 6) stream(response).write('data: 2\n\n')
    // As of a proxy that bears no long answer: comments and nothing else.
    else stream(response).end(': hello\nretry: 1\n\n')
  })
  const failures: number[] = []
  const onConnection = (change: ConnectionChange) => {
    if (change.state === 'lost') failures.push(change.failures)
  }
  const following = events({ url, key: 'k' }, path, { ...quick, steadyMs, onConnection })
  expect((await following.next()).value).toMatchObject({ data: 1 })
  expect((await following.next()).value).toMatchObject({ data: 2 })
  await following.return()
  expect(failures).toEqual(failed)
})

test('no pause and no connection leaves anybody listening to the signal', async () => {
  const { url } = await answering((response, _, turn) => {
    if (turn < 20) stream(response).end('data: 0\n\n')
    else stream(response).write('data: 1\n\n')
  })
  const stop = new AbortController()
  let listeners = 0
  const { signal } = stop
  const [add, remove] = [signal.addEventListener.bind(signal), signal.removeEventListener.bind(signal)]
  Object.assign(signal, {
    addEventListener: (...args: Parameters<typeof add>) => {
      listeners += 1
      add(...args)
    },
    removeEventListener: (...args: Parameters<typeof remove>) => {
      listeners -= 1
      remove(...args)
    },
  })
  const following = events({ url, key: 'k' }, path, { ...quick, signal })
  for await (const { data } of following) if (data === (1 as unknown)) break
  expect(listeners).toBe(0)
})

test.for([
  [401, 'no-valid-key'],
  [403, 'scope-missing'],
  [404, 'pool-not-found'],
] as const)('what waiting does not mend is thrown: %d', async ([status, code]) => {
  const { url } = await answering((response) => json(response, status, { code, detail: 'none' }))
  await expect(events({ url, key: 'k' }, path, quick).next()).rejects.toMatchObject({ status, code })
})

test('an answer that is no stream is thrown, whatever its status', async () => {
  const { url } = await answering((response) => {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<h1>Log in</h1>')
  })
  await expect(events({ url, key: 'k' }, path, quick).next()).rejects.toMatchObject({ status: 200, code: 'unknown' })
})

test.for([
  ['no address', { url: 'sluice', key: 'k' }],
  ['no address of the web', { url: 'ftp://127.0.0.1', key: 'k' }],
  ['a port that there is not', { url: 'http://127.0.0.1:99999', key: 'k' }],
  ['a key of two lines', { url: 'http://127.0.0.1:1', key: 'a\nb' }],
] as const)('%s is thrown, not tried for ever', async ([, service]) => {
  await expect(events(service, path, quick).next()).rejects.toThrow(TypeError)
})

test('a signal ends it, while it waits too', async () => {
  const { url } = await answering((response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n')
  })
  const stop = new AbortController()
  const stream = events({ url, key: 'k' }, path, { ...quick, signal: stop.signal })
  expect((await stream.next()).value).toMatchObject({ data: 1 })
  const next = stream.next()
  stop.abort()
  expect(await next).toEqual({ done: true, value: undefined })
})
