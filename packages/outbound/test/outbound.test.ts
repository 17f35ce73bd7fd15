import type { RequestListener, ServerResponse } from 'node:http'
import { gzipSync } from 'node:zlib'
import { test as base, describe, expect } from 'vitest'
import type { OutboundRequest } from '../src/index.ts'
import { listen, open } from './server.ts'

/** Behaves as its path says. */
const manners: Record<string, (response: ServerResponse) => void> = {
  '/fine': (response) => response.end('fine'),
  '/refuses': (response) => response.writeHead(410).end('gone'),
  '/hop': (response) => response.writeHead(302, { location: '/fine' }).end(),
  '/circle': (response) => response.writeHead(307, { location: '/circle' }).end(),
  '/inside': (response) => response.writeHead(302, { location: 'http://127.0.0.2:9/fine' }).end(),
  '/metadata': (response) => response.writeHead(302, { location: 'https://169.254.169.254/latest' }).end(),
  '/file': (response) => response.writeHead(302, { location: 'file:///etc/passwd' }).end(),
  '/silent': () => undefined,
  '/stalls': (response) => void response.write('a'),
  '/drips': (response) => {
    const timer = setInterval(() => response.write('a'), 5)
    response.on('close', () => clearInterval(timer))
  },
  '/endless': (response) => {
    const more = () => {
      while (!response.destroyed && response.write('x'.repeat(65_536)));
    }
    response.on('drain', more)
    more()
  },
  '/breaks': (response) => {
    response.writeHead(200, { 'content-length': '100' })
    response.write('a', () => response.destroy())
  },
  '/gzip': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('fine')),
  '/bomb': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end(bomb),
  '/no-gzip': (response) => response.writeHead(200, { 'content-encoding': 'gzip' }).end('this is not gzip'),
  '/zstd': (response) => response.writeHead(200, { 'content-encoding': 'zstd' }).end('x'),
}
/** 100 kB that unfold to 100 MB. */
const bomb = gzipSync(Buffer.alloc(100_000_000))

const answer: RequestListener = (request, response) => manners[request.url ?? '']?.(response)

// biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
const test = base.extend('server', async ({}, { onCleanup }) => {
  const server = await listen(answer)
  const outbound = open(['127.0.0.1/32'])
  onCleanup(async () => {
    await outbound.close()
    await server.close()
  })
  const limits = { firstByteMs: 5_000, stalledMs: 5_000, totalMs: 5_000, bodyBytes: 1_000_000 }
  const get = (path: string, more: Partial<OutboundRequest> = {}) =>
    outbound.send({ method: 'GET', url: `${server.url}${path}`, ...more, limits: { ...limits, ...more.limits } })
  return { ...server, outbound, get }
})

test('any status is an answer, and all are counted', async ({ server }) => {
  const fine = await server.get('/fine')
  expect([fine.status, Buffer.from(fine.body).toString()]).toEqual([200, 'fine'])
  expect(await server.get('/refuses')).toMatchObject({ status: 410 })
  await expect(server.get('/endless')).rejects.toMatchObject({ code: 'body-too-large' })
  expect(server.outbound.outcomes).toEqual(['answered', 'answered', 'body-too-large'])
})

describe('redirects', () => {
  const following = { redirects: 3 }

  test('are an answer unless they are asked for', async ({ server }) => {
    expect(await server.get('/hop')).toMatchObject({ status: 302, headers: { location: '/fine' } })
  })

  test('where asked for, each hop is checked as the first was', async ({ server }) => {
    expect(await server.get('/hop', following)).toMatchObject({ status: 200, url: `${server.url}/fine` })
    await expect(server.get('/circle', following)).rejects.toMatchObject({ code: 'too-many-redirects' })
    await expect(server.get('/inside', following)).rejects.toMatchObject({ code: 'scheme-not-allowed' })
    await expect(server.get('/metadata', following)).rejects.toMatchObject({ code: 'address-not-allowed' })
    await expect(server.get('/file', following)).rejects.toMatchObject({ code: 'scheme-not-allowed' })
  })
})

describe('limits', () => {
  test.for([
    ['/silent', { firstByteMs: 50 }, 'first-byte-timeout'],
    ['/silent', { totalMs: 50 }, 'total-timeout'],
    ['/stalls', { stalledMs: 50 }, 'stalled'],
    ['/drips', { totalMs: 50 }, 'total-timeout'],
    ['/endless', {}, 'body-too-large'],
    ['/bomb', {}, 'body-too-large'],
    ['/breaks', {}, 'connection-failed'],
    ['/no-gzip', {}, 'encoding-broken'],
    ['/zstd', {}, 'encoding-not-supported'],
  ] as const)('%s with %o: %s', async ([path, limits, code], { server }) => {
    await expect(server.get(path, { limits })).rejects.toMatchObject({ name: 'OutboundFailure', code })
  })
})

test('a body is decompressed, and may be read as it comes', async ({ server }) => {
  expect(Buffer.from((await server.get('/gzip')).body).toString()).toBe('fine')
  const first = await server.outbound.send({ method: 'GET', url: `${server.url}/drips` }, async (body) => {
    for await (const chunk of body) return chunk.byteLength
    return 0
  })
  expect(first.body).toBeGreaterThan(0)
})

test('nobody there', async () => {
  const outbound = open(['127.0.0.0/8'])
  await expect(outbound.send({ method: 'GET', url: 'http://127.0.0.1:1/' })).rejects.toMatchObject({
    code: 'connection-failed',
  })
  await outbound.close()
})
