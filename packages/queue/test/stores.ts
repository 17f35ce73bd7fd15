import { test as base } from '@sluice/test-kit'
import { createQueueConnection, migrateQueue, type QueueSettings } from '../src/index.ts'

/** The same suite for both kinds of store: `for (const { store, test } of stores) describe(store, …)`. */
export const stores = [
  {
    store: 'PostgreSQL',
    test: base.extend('settings', async ({ database }): Promise<QueueSettings> => {
      await migrateQueue({ adminUrl: database.adminUrl, log: () => undefined })
      return { databaseUrl: database.url }
    }),
  },
  {
    store: 'Redis',
    test: base.extend('settings', async ({ redis }): Promise<QueueSettings> => {
      return { redisUrl: redis.url, prefix: redis.prefix, databaseUrl: 'postgres://not-used' }
    }),
  },
] as const

/** A connection whose errors are collected instead of told. */
export function connectTo(settings: QueueSettings) {
  const errors: Error[] = []
  const connection = createQueueConnection(settings, (error) => errors.push(error))
  return { connection, errors }
}
