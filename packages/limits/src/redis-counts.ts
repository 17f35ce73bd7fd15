import { Cluster, Redis } from 'ioredis'
import type { SharedCounts } from './shared-counts.ts'

export interface RedisCountsOptions {
  url: string
  isCluster: boolean
  /** In braces, so that all counts are on one node of a Cluster. */
  prefix?: string
  onError(error: Error): void
}

/** Counts in Redis. Fails at once where it is not there, and within a second where it does not answer. */
export function redisCounts({ url, isCluster, prefix = '{sluice-limits}', onError }: RedisCountsOptions): SharedCounts {
  const client = isCluster ? createCluster(url) : new Redis(url, options)
  client.on('error', onError)
  return {
    add: async (increments) => {
      const batch = client.pipeline()
      for (const { name, amount, ttlMs } of increments) {
        batch.incrby(`${prefix}:${name}`, amount)
        batch.pexpire(`${prefix}:${name}`, ttlMs)
      }
      const answers = (await batch.exec()) ?? []
      const failed = answers.find(([error]) => error !== null)
      if (failed?.[0]) throw failed[0]
      return increments.map((_, at) => Number(answers[at * 2]?.[1]))
    },
    close: () => client.disconnect(),
  }
}

/** Where the settings of a service name a Redis: counts in it. Else each process counts for itself. */
export function sharedCounts(
  settings: { REDIS_URL?: string | undefined; REDIS_CLUSTER: boolean },
  onError: (error: Error) => void,
): SharedCounts | undefined {
  if (settings.REDIS_URL === undefined) return undefined
  return redisCounts({ url: settings.REDIS_URL, isCluster: settings.REDIS_CLUSTER, onError: onceAnOutage(onError) })
}

/** Redis that is away is told every second, by each connection attempt; once a minute is enough for a log. */
function onceAnOutage(onError: (error: Error) => void): (error: Error) => void {
  let quietUntilMs = 0
  return (error) => {
    if (Date.now() < quietUntilMs) return
    quietUntilMs = Date.now() + 60_000
    onError(error)
  }
}

const retryStrategy = (times: number) => Math.min(times * 50, 1_000)
const options = {
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 1_000,
  connectTimeout: 2_000,
  retryStrategy,
}

function createCluster(url: string): Cluster {
  const { protocol, hostname, port, username, password } = new URL(url)
  return new Cluster([{ host: hostname, port: Number(port || 6379) }], {
    enableOfflineQueue: false,
    clusterRetryStrategy: retryStrategy,
    redisOptions: {
      ...options,
      ...(username ? { username: decodeURIComponent(username) } : {}),
      ...(password ? { password: decodeURIComponent(password) } : {}),
      ...(protocol === 'rediss:' ? { tls: {} } : {}),
    },
  })
}
