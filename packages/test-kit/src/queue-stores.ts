import { createQueueConnection, migrateQueue, type QueueSettings } from '@sluice/queue'
import { freePort } from './free-port.ts'
import { test } from './test.ts'

/** The same suite for both kinds of store: `for (const { store, test } of queueStores) describe(store, …)`. */
export const queueStores = [
  {
    store: 'PostgreSQL',
    test: test.extend('queueSettings', async ({ database }): Promise<QueueSettings> => {
      await migrateQueue({ adminUrl: database.adminUrl, log: () => undefined })
      return { databaseUrl: database.url }
    }),
  },
  {
    store: 'Redis',
    test: test.extend('queueSettings', async ({ redis }): Promise<QueueSettings> => {
      return { redisUrl: redis.url, prefix: redis.prefix, databaseUrl: 'postgres://not-used' }
    }),
  },
] as const

/** A store nobody listens at, now or ever. */
export async function noQueueStore(): Promise<QueueSettings> {
  return { redisUrl: `redis://127.0.0.1:${await freePort()}`, databaseUrl: 'postgres://not-used' }
}

/** A connection whose errors are collected instead of reported. */
export function collectQueueErrors(settings: QueueSettings) {
  const errors: Error[] = []
  return { connection: createQueueConnection(settings, (error) => errors.push(error)), errors }
}
