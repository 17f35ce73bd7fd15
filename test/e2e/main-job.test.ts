import { hasRedisServer, test } from '@sluice/test-kit'
import { describe, expect, inject } from 'vitest'
import { healthOf } from '../../services/standalone/test/compose.ts'
import { operationsNotSeen } from '../openapi/checked-client.ts'
import { separateServices, startSeparately, startStandalone } from './installation.ts'
import { restOfTheApi } from './rest-of-the-api.ts'
import { resultsFlow } from './results-flow.ts'
import { walkThrough } from './walk-through.ts'

describe('post an event, get a plan', () => {
  test('npm start, queue on the embedded PostgreSQL: no operation of the OpenAPI document is left out', async () => {
    const installation = await startStandalone({ OUTBOUND_ALLOWED_NETWORKS: '127.0.0.0/8' })
    try {
      await walkThrough(installation.origins, installation.keys)
      await resultsFlow(installation.origins, installation.keys)
      await restOfTheApi(installation.origins, installation.keys)
      expect(await operationsNotSeen(installation.origins.results)).toEqual([])
    } finally {
      await installation.stop()
    }
  })

  test.runIf(hasRedisServer())('npm start, queue on Redis', async ({ ownRedis }) => {
    const installation = await startStandalone({ REDIS_URL: ownRedis.url })
    try {
      await walkThrough(installation.origins, installation.keys)
      await resultsFlow(installation.origins, installation.keys)
    } finally {
      await installation.stop()
    }
  })

  test('every service a process of its own, queue on PostgreSQL', async ({ database, service }) => {
    const { origins, keys, services, stop } = await startSeparately(service, database)
    for (const [at, name] of separateServices.entries()) {
      // Where its container would ask.
      const { status } = await fetch(`${services[at]?.url}${healthOf(name).path}`)
      expect([name, status]).toEqual([name, 200])
    }
    await walkThrough(origins, keys)
    await resultsFlow(origins, keys)
    await stop()
  })

  test.runIf(inject('testRedisUrl') !== undefined)(
    'every service a process of its own, queue on Redis',
    async ({ database, service, ownRedis }) => {
      const { origins, keys, stop } = await startSeparately(service, database, {
        env: { REDIS_URL: ownRedis.url },
        setUp: 'quickly',
      })
      await walkThrough(origins, keys)
      await resultsFlow(origins, keys)
      await stop()
    },
  )
})
