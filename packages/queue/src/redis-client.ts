import { Cluster, Redis } from 'ioredis'

export interface RedisClientOptions {
  url: string
  isCluster: boolean
  /** producer: fails at once and never waits; worker: waits as long as it takes, but not on a dead line. */
  use: 'producer' | 'worker'
  onError(error: Error): void
}

/** Fail-fast: a hint that cannot be sent now is not worth waiting for. */
const producer = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 1_000 }
/** BullMQ wants null. Longer than its blocking reads (5 s): silence for so long is a line gone dead. */
const worker = { maxRetriesPerRequest: null, socketTimeout: 15_000 }

/** Comes back by itself, after 50 ms at first and then at most 1 s apart. */
const retryStrategy = (times: number) => Math.min(times * 50, 1_000)

/** A connection to one Redis (redis:// or rediss://) or to a Cluster of which the URL names a node. Never throws. */
export function createRedisClient({ url, isCluster, use, onError }: RedisClientOptions): Redis | Cluster {
  const options = { ...(use === 'producer' ? producer : worker), connectTimeout: 2_000, retryStrategy }
  const client = isCluster ? createCluster(url, use, options) : new Redis(url, options)
  client.on('error', onError)
  return client
}

/**
 * For callers without time: fails at once where Redis is not there, and within a second where it does not answer. Never
 * throws.
 */
export function connectRedis(address: Omit<RedisClientOptions, 'use'>): Redis | Cluster {
  return createRedisClient({ ...address, use: 'producer' })
}

function createCluster(url: string, use: RedisClientOptions['use'], options: object): Cluster {
  const { protocol, hostname, port, username, password } = new URL(url)
  return new Cluster([{ host: hostname, port: Number(port || 6379) }], {
    enableOfflineQueue: use === 'worker',
    clusterRetryStrategy: retryStrategy,
    redisOptions: {
      ...options,
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  })
}
