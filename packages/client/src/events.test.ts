import { expect, test } from 'vitest'
import { answering, json } from '../test-support/answering.ts'
import { events } from './events.ts'

const path = '/v1/pools/{poolId}/plan/stream'
const quick = { path: { poolId: 'südost' }, firstPauseMs: 1 }

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
  const { url, asked } = await answering((response, _, turn) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' }).write(`id: ${turn + 1}\ndata: ${turn}\n\n`)
  })
  const stream = events({ url, key: 'k' }, path, { ...quick, silenceMs: 50 })
  expect((await stream.next()).value).toMatchObject({ data: 0 })
  expect((await stream.next()).value).toMatchObject({ data: 1 })
  expect(asked.map(({ headers }) => headers['last-event-id'])).toEqual([undefined, '1'])
  await stream.return()
})

test('comments keep a connection', async () => {
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
  expect(asked).toHaveLength(1)
  await stream.return()
})

test('what waiting does not mend is thrown', async () => {
  const { url } = await answering((response) => json(response, 404, { code: 'pool-not-found', detail: 'none' }))
  await expect(events({ url, key: 'k' }, path, quick).next()).rejects.toMatchObject({ code: 'pool-not-found' })
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
