import { randomBytes } from 'node:crypto'
import { Redis } from 'ioredis'
import { test as base, inject } from 'vitest'
import { type FileDatabase, fileDatabase } from './file-database.ts'
import { type OwnPostgres, startOwnPostgres } from './own-postgres.ts'
import { hasRedisServer, type OwnRedis, startOwnRedis } from './own-redis.ts'
import { type Service, type ServiceOptions, spawnService } from './spawn-service.ts'
import { type TcpProxy, tcpProxy } from './tcp-proxy.ts'
import type { TestDatabase } from './test-database.ts'

/** The run's Redis, with a prefix that no other test uses; in braces, so that it also works on a Redis Cluster. */
export interface TestRedis {
  url: string
  prefix: string
}

/**
 * Vitest's `test` with what a test may need; each is made when a test asks for it by name and cleared away after it. A
 * database is that of an earlier test, if it can be made as new. `test('…', async ({ database, redis }) => { … })`
 */
export const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('databases', { scope: 'file' }, async ({}, { onCleanup }): Promise<FileDatabase> => {
    const databases = fileDatabase()
    onCleanup(() => databases.drop())
    return databases
  })
  .extend('database', async ({ databases }): Promise<TestDatabase> => databases.next())
  .extend('redis', async ({ skip }, { onCleanup }): Promise<TestRedis> => {
    const url = inject('testRedisUrl') ?? skip('no Redis')
    const prefix = `{sluice-test-${randomBytes(6).toString('hex')}}`
    onCleanup(() => removeKeys(url, prefix))
    return { url, prefix }
  })
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend('ownPostgres', async ({}, { onCleanup }): Promise<OwnPostgres> => {
    const postgres = await startOwnPostgres()
    onCleanup(() => postgres.remove())
    return postgres
  })
  .extend('ownRedis', async ({ skip }, { onCleanup }): Promise<OwnRedis> => {
    if (!hasRedisServer()) skip('no redis-server on PATH')
    const redis = await startOwnRedis()
    onCleanup(() => redis.remove())
    return redis
  })
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend('proxyTo', async ({}, { onCleanup }): Promise<(url: string) => Promise<TcpProxy>> => {
    const proxies: TcpProxy[] = []
    onCleanup(async () => {
      await Promise.all(proxies.map((proxy) => proxy.close()))
    })
    return async (url) => {
      const proxy = await tcpProxy(url)
      proxies.push(proxy)
      return proxy
    }
  })
  // biome-ignore lint/correctness/noEmptyPattern: as above
  .extend('service', async ({}, { onCleanup }): Promise<(options: ServiceOptions) => Promise<Service>> => {
    const services: Service[] = []
    onCleanup(() => endAll(services))
    return async (options) => {
      const service = await spawnService(options)
      services.push(service)
      return service
    }
  })

/** Only on a server others may use too; a private one is thrown away whole. */
async function removeKeys(url: string, prefix: string): Promise<void> {
  if (!process.env.TEST_REDIS_URL) return
  const redis = new Redis(url)
  try {
    for await (const keys of redis.scanStream({ match: `${prefix}*`, count: 1_000 })) {
      if (keys.length > 0) await redis.unlink(keys)
    }
  } finally {
    redis.disconnect()
  }
}

/** Fails the test when a service let an error go uncaught, even where everything else looked right. */
async function endAll(services: Service[]): Promise<void> {
  await Promise.all(services.map((service) => service.kill('SIGKILL')))
  const uncaught = services.flatMap((service) => service.uncaught())
  if (uncaught.length > 0) throw new Error(`a service did not catch:\n${uncaught.join('\n')}`)
}
