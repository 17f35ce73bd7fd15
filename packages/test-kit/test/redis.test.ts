import { createServer } from 'node:http'
import { createServer as createTcpServer } from 'node:net'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { expect, vi } from 'vitest'
import { dockerAnswers } from '../src/docker.ts'
import { freePort, makeName, test } from '../src/index.ts'
import { startSharedRedis } from '../src/shared-redis.ts'

async function command<T>(url: string, run: (redis: Redis) => Promise<T>): Promise<T> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: null, connectTimeout: 2_000 })
  redis.on('error', () => undefined) // the rejected command tells it as well
  try {
    await redis.connect()
    return await run(redis)
  } finally {
    redis.disconnect()
  }
}

test('the run has a Redis, and each test a prefix', async ({ redis }) => {
  expect(redis.prefix).toMatch(/^\{sluice-test-[0-9a-f]{12}\}$/)
  expect(await command(redis.url, (client) => client.set(`${redis.prefix}:a`, '1'))).toBe('OK')
})

test('a Redis of the test’s own comes back empty on the same port after kill and stop', async ({ ownRedis }) => {
  await command(ownRedis.url, (client) => client.set('a', '1'))
  await ownRedis.kill()
  await expect(command(ownRedis.url, (client) => client.ping())).rejects.toThrow()
  await ownRedis.restart()
  expect(await command(ownRedis.url, (client) => client.get('a'))).toBeNull()
  await ownRedis.stop()
  await expect(command(ownRedis.url, (client) => client.ping())).rejects.toThrow()
  await ownRedis.restart()
  await command(ownRedis.url, (client) => client.set('a', '2'))
  await ownRedis.flush()
  expect(await command(ownRedis.url, (client) => client.get('a'))).toBeNull()
})

test('a Docker daemon is one that answers', async () => {
  const socket = (name: string) => join('/tmp', `${makeName(name)}.sock`)
  const [answering, silent] = [socket('docker'), socket('docker')]
  const daemon = createServer((_request, response) => response.end('OK')).listen(answering)
  const hung = createTcpServer(() => undefined).listen(silent)
  expect(await dockerAnswers(`unix://${answering}`)).toBe(true)
  expect(await dockerAnswers(`unix://${silent}`)).toBe(false)
  expect(await dockerAnswers('unix:///nowhere.sock')).toBe(false)
  expect(await dockerAnswers(`tcp://127.0.0.1:${await freePort()}`)).toBe(false)
  daemon.close()
  hung.close()
})

test('TEST_REDIS_URL is taken as it is; with nothing at all one loud line says so', async () => {
  expect((await startSharedRedis('redis://example:1')).url).toBe('redis://example:1')
  const printed: string[] = []
  const write = vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0)
  vi.stubEnv('PATH', '/nowhere')
  vi.stubEnv('DOCKER_HOST', 'unix:///nowhere.sock')
  try {
    expect((await startSharedRedis('')).url).toBeNull()
  } finally {
    vi.unstubAllEnvs()
    write.mockRestore()
  }
  expect(printed.join('').trim().split('\n')).toHaveLength(1)
  expect(printed.join('')).toMatch(/REDIS TESTS ARE LEFT OUT.*apt-get install redis-server.*TEST_REDIS_URL/)
})
