// One Redis for all tests of a run; each test has a key prefix of its own.
import { dockerAnswers } from './docker.ts'
import { hasRedisServer, startOwnRedis } from './own-redis.ts'

export interface SharedRedis {
  /** Null where none could be had. */
  url: string | null
  stop(): Promise<void>
}

/** TEST_REDIS_URL when set, else a container where a Docker daemon answers, else a redis-server on PATH, else none. */
export async function startSharedRedis(givenUrl = process.env.TEST_REDIS_URL): Promise<SharedRedis> {
  if (givenUrl) return { url: givenUrl, stop: async () => undefined }
  const container = (await dockerAnswers()) ? await startContainer() : undefined
  if (container) return container
  if (hasRedisServer()) {
    const redis = await startOwnRedis()
    return { url: redis.url, stop: redis.remove }
  }
  process.stderr.write(
    '\n*** THE REDIS TESTS ARE LEFT OUT: no TEST_REDIS_URL, no Docker daemon, no redis-server on PATH. ' +
      'To run them: apt-get install redis-server (or brew install redis), or set TEST_REDIS_URL. ***\n\n',
  )
  return { url: null, stop: async () => undefined }
}

async function startContainer(): Promise<SharedRedis | undefined> {
  try {
    const { RedisContainer } = await import('@testcontainers/redis')
    const container = await new RedisContainer('redis:8-alpine').withStartupTimeout(60_000).start()
    const stop = async () => {
      await container.stop()
    }
    return { url: container.getConnectionUrl(), stop }
  } catch (error) {
    // A daemon without a registry in reach, for instance; a redis-server on PATH will do as well.
    process.stderr.write(`Docker answers but could not start Redis: ${String(error)}\n`)
    return undefined
  }
}
