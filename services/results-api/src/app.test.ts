import { connect } from '@sluice/database'
import { createSealer } from '@sluice/secrets'
import { createLogger } from '@sluice/service-kit'
import { expect, test } from 'vitest'
import { buildApp } from './app.ts'

/** Among the pure tests, since two people who each add a route may leave a list in which one stands twice. */
test('every route is registered once: the service can start', async () => {
  const url = 'postgres://nobody@127.0.0.1:1/none'
  const db = connect({ url, applicationName: 'test', maxConnections: 1, onError: () => undefined })
  const app = buildApp(
    { name: 'results-api', logger: createLogger({ name: 'test', level: 'silent' }), ready: async () => ({}) },
    {
      db,
      authenticate: async () => null,
      hints: { poolIsDirty: () => undefined },
      questions: { ask: () => Promise.reject(new Error('nobody asks')) },
      sealer: createSealer(['a secret of at least thirty-two characters']),
    },
  )
  expect((await app.inject('/healthz')).statusCode).toBe(200)
  await app.close()
  await db.destroy()
})
