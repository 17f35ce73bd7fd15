import { expect, expectTypeOf, test } from 'vitest'
import { answering, json } from '../test-support/answering.ts'
import { createClient } from './client.ts'
import { items } from './pages.ts'
import { ProblemError } from './problem-error.ts'

const retry = { firstPauseMs: 1, longestPauseMs: 1_000 }
const problem = { code: 'plan-not-ready', detail: 'Its first plan comes within seconds.', errors: [] }
const params = { path: { poolId: 'georgia' } }

test('the key goes along, the answer has the types of the document, ids are encoded', async () => {
  const { url, asked } = await answering((response) => json(response, 200, { id: 'a b', recommendations: [] }))
  const client = createClient({ url: `${url}/`, key: 'secret' })
  const { data } = await client.GET('/v1/pools/{poolId}/plan', { params: { path: { poolId: 'a/b' } } })
  expect(asked).toMatchObject([{ url: '/v1/pools/a%2Fb/plan', headers: { authorization: 'Bearer secret' } }])
  expectTypeOf(data).exclude<undefined>().toHaveProperty('recommendations')
  expectTypeOf(data?.number).toEqualTypeOf<number | undefined>()
})

test('304 is no error and has no data', async () => {
  const { url } = await answering((response) => void response.writeHead(304).end())
  const client = createClient({ url, key: 'k' })
  const { data, response } = await client.GET('/v1/pools/{poolId}/plan', {
    params: { ...params, header: { 'if-none-match': 'W/"georgia.1"' } },
  })
  expect([data, response.status]).toEqual([undefined, 304])
})

test('a refusal is thrown with all a program needs to act on it', async () => {
  const errors = [{ pointer: '#/query/limit', detail: 'must be a number' }]
  const { url } = await answering((response) =>
    json(response, 404, { ...problem, errors }, { 'retry-after': '2', 'x-request-id': 'r-1' }),
  )
  const asking = createClient({ url, key: 'k' }).GET('/v1/pools/{poolId}/plan', { params })
  await expect(asking).rejects.toThrow(ProblemError)
  await expect(asking).rejects.toMatchObject({
    status: 404,
    code: 'plan-not-ready',
    message: problem.detail,
    errors,
    requestId: 'r-1',
    retryAfterSeconds: 2,
  })
})

test.for([['<html>'], ['null'], ['[]'], ['{"detail":7,"errors":[{}]}']])(
  'an answer that is no problem document (%s) is an error all the same',
  async ([body]) => {
    const { url } = await answering((response) => void response.writeHead(400).end(body))
    const asking = createClient({ url, key: 'k' }).GET('/v1/pools/{poolId}/plan', { params })
    await expect(asking).rejects.toMatchObject({ status: 400, code: 'unknown', errors: [] })
  },
)

test.each([429, 502, 503, 504])('%d is tried again until it passes, with the same body', async (status) => {
  const bodies: string[] = []
  const { url, asked } = await answering((response, request, turn) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      bodies.push(body)
      if (turn < 3) json(response, status, problem, turn === 0 ? { 'retry-after': '0' } : {})
      else json(response, 200, { version: 1, configVersion: 1, changed: true, pools: [] })
    })
  })
  const { data } = await createClient({ url, key: 'k', retry }).PUT('/v1/locations/{locationId}', {
    params: { path: { locationId: 'smyrna' } },
    body: { name: 'Smyrna', timeZone: 'America/New_York' },
  })
  expect([data?.version, asked.length, new Set(bodies).size]).toEqual([1, 4, 1])
})

test('nobody there yet: tried again', async () => {
  const { url, asked } = await answering((response, request, turn) =>
    turn < 2 ? request.socket.destroy() : json(response, 200, { items: [], nextCursor: null }),
  )
  await createClient({ url, key: 'k', retry }).GET('/v1/pools')
  expect(asked).toHaveLength(3)
})

test('tried again so many times and no more; then the refusal is thrown', async () => {
  const { url, asked } = await answering((response) => json(response, 503, { ...problem, code: 'unavailable' }))
  const asking = createClient({ url, key: 'k', retry: { ...retry, retries: 2 } }).GET('/v1/pools')
  await expect(asking).rejects.toMatchObject({ status: 503, code: 'unavailable' })
  expect(asked).toHaveLength(3)
})

test.each([400, 401, 403, 404, 409, 412, 422, 500])('%d is not tried again', async (status) => {
  const { url, asked } = await answering((response) => json(response, status, problem))
  await expect(createClient({ url, key: 'k', retry }).GET('/v1/pools')).rejects.toMatchObject({ status })
  expect(asked).toHaveLength(1)
})

test('a POST that is not safe to repeat is sent once; events are', async () => {
  const { url, asked } = await answering((response) => json(response, 503, problem))
  const client = createClient({ url, key: 'k', retry: { ...retry, retries: 1 } })
  const body = { changes: {} } as never
  await expect(client.POST('/v1/pools/{poolId}/simulations', { params, body })).rejects.toMatchObject({ status: 503 })
  expect(asked).toHaveLength(1)
  await expect(client.POST('/v1/events', { body: {} as never })).rejects.toMatchObject({ status: 503 })
  expect(asked).toHaveLength(3)
})

test('a list is read page after page, each when it is wanted', async () => {
  const { url, asked } = await answering((response, request) => {
    const cursor = new URL(request.url ?? '', 'http://x').searchParams.get('cursor')
    const page =
      cursor === null
        ? { items: [{ number: 3 }, { number: 2 }], nextCursor: 'n e' }
        : { items: [{ number: 1 }], nextCursor: null }
    json(response, 200, page)
  })
  const plans = items(createClient({ url, key: 'k' }), '/v1/pools/{poolId}/plans', { ...params, query: { limit: 2 } })
  expect((await plans.next()).value).toMatchObject({ number: 3 })
  expect(asked).toHaveLength(1)
  const rest: number[] = []
  for await (const { number } of plans) rest.push(number)
  expect(rest).toEqual([2, 1])
  expect(asked.map((request) => request.url)).toEqual([
    '/v1/pools/georgia/plans?limit=2',
    '/v1/pools/georgia/plans?limit=2&cursor=n%20e',
  ])
})
