import type { Cluster, Redis } from 'ioredis'
import type { SharedCounts } from './shared-counts.ts'

/** Where a Redis is, and what to call when it is away. */
export interface RedisAddress {
  url: string
  isCluster: boolean
  onError(error: Error): void
}

/** Connects; the client fails at once where Redis is not there, and within a second where it does not answer. */
export type ConnectRedis = (address: RedisAddress) => Redis | Cluster

/** Counts in Redis. `prefix`: in braces, so that all counts are on one node of a Cluster. */
export function redisCounts(client: Redis | Cluster, prefix = '{sluice-limits}'): SharedCounts {
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
  connect: ConnectRedis,
  onError: (error: Error) => void,
): SharedCounts | undefined {
  const { REDIS_URL: url, REDIS_CLUSTER: isCluster } = settings
  if (url === undefined) return undefined
  return redisCounts(connect({ url, isCluster, onError: onceAnOutage(onError) }))
}

/** A Redis that is away is reported every second, by each connection attempt; once a minute is enough for a log. */
function onceAnOutage(onError: (error: Error) => void): (error: Error) => void {
  let quietUntilMs = 0
  return (error) => {
    if (performance.now() < quietUntilMs) return
    quietUntilMs = performance.now() + 60_000
    onError(error)
  }
}
