import { createAuthenticator } from '@sluice/auth'
import { operations } from '@sluice/contracts'
import { createSealer } from '@sluice/secrets'
import { createLogger, openTracing } from '@sluice/service-kit'
import { startTraceCollector, tracingTo } from '@sluice/test-kit'
import { expect } from 'vitest'
import { buildApp } from '../src/app.ts'
import { test } from './configuration-fixture.ts'

const canary = 'Jane-Roe-c4n4ry'

test('every operation is traced by its route, and nothing that was asked for is told', async ({ api }) => {
  const collector = await startTraceCollector()
  const logger = createLogger({ name: 'test', level: 'silent' })
  const settings = tracingTo(collector)
  const tracing = await openTracing({ settings, service: 'results-api', logger })
  const app = buildApp(
    { name: 'results-api', logger, tracing, ready: async () => ({}) },
    {
      db: api.db,
      authenticate: createAuthenticator({ db: api.db, role: 'sluice_results', cacheMs: 1_000 }),
      hints: { poolIsDirty: () => undefined },
      questions: api.questions,
      sealer: createSealer(['a secret key for tests, of 32 characters']),
    },
  )
  const mine = operations.filter(({ id, path }) => path.startsWith('/v1/') && !id.endsWith('Events'))
  const authorization = `Bearer ${api.token('north', 'admin')}`
  for (const { method, path, body } of mine) {
    const url = `${path.replace(/\{number\}/, '1').replace(/\{\w+\}/g, canary)}?${canary}=${canary}`
    const upper = method.toUpperCase() as 'GET'
    for (const name of [url, url.split('?')[0] ?? ''])
      await app.inject({
        ...{ method: upper, url: name, headers: { authorization, baggage: `a=${canary}` } },
        ...(body ? { payload: { [canary]: canary } } : {}),
      })
  }
  await app.close()
  await tracing?.close()
  const routes = mine.map(({ method, path }) => `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`)
  const spans = collector.spans()
  expect(new Set(spans.map(({ name }) => name))).toEqual(new Set(routes))
  expect(spans).toHaveLength(2 * mine.length)
  expect(spans.filter(({ facts }) => facts['http.response.status_code'] === undefined)).toEqual([])
  expect(collector.text()).not.toContain(canary)
  await collector.close()
})
