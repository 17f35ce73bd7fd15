import { hasRedisServer, test } from '@sluice/test-kit'
import { describe, inject } from 'vitest'
import { startSeparately, startStandalone } from './installation.ts'
import { walkThrough } from './walk-through.ts'

describe('post an event, get a plan', () => {
  test('npm start, queue on the embedded PostgreSQL', async () => {
    const installation = await startStandalone()
    try {
      await walkThrough(installation.origins, installation.keys)
    } finally {
      await installation.stop()
    }
  })

  test.runIf(hasRedisServer())('npm start, queue on Redis', async ({ ownRedis }) => {
    const installation = await startStandalone({ REDIS_URL: ownRedis.url })
    try {
      await walkThrough(installation.origins, installation.keys)
    } finally {
      await installation.stop()
    }
  })

  test('every service a process of its own, queue on PostgreSQL', async ({ database, service }) => {
    const { origins, keys, stop } = await startSeparately(service, database)
    await walkThrough(origins, keys)
    await stop()
  })

  test.runIf(inject('testRedisUrl') !== undefined)(
    'every service a process of its own, queue on Redis',
    async ({ database, service, ownRedis }) => {
      const { origins, keys, stop } = await startSeparately(service, database, { REDIS_URL: ownRedis.url })
      await walkThrough(origins, keys)
      await stop()
    },
  )
})
