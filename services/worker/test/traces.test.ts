import { putFeed, putMapping } from '@sluice/configuration'
import { feed as feedSchema, mapping as mappingSchema } from '@sluice/contracts'
import { insertWebhookEndpoint, withOrganization } from '@sluice/database'
import { storeEvents } from '@sluice/ingestion'
import { createSealer, makeSigningSecret, webhookSecretPlace } from '@sluice/secrets'
import { createLogger, openTracing } from '@sluice/service-kit'
import { configurePool, eventually, noQueueStore, startTraceCollector, test, tracingTo } from '@sluice/test-kit'
import { expect } from 'vitest'
import { capacity, runWorker } from './setup.ts'
import { startReceiver } from './webhook-receiver.ts'

const canary = 'JaneRoe19680131'
const options = { actor: 'test' }

test('recomputes and their publishing, polls of feeds and webhooks are traced, and none of what they saw', async ({
  database,
}) => {
  const pool = await configurePool(database)
  const { orgId } = pool
  const [collector, receiver] = [await startTraceCollector(), await startReceiver()]
  const logger = createLogger({ name: 'test', level: 'silent' })
  const settings = tracingTo(collector)
  const tracing = await openTracing({ settings, service: 'worker', logger })
  const sealer = createSealer(['a secret key for tests, of 32 characters'])
  const failing = (input: { poolId: string }) => {
    throw new Error(`${canary} of ${input.poolId}`)
  }
  const { worker, db, close } = await runWorker(database.url, await noQueueStore(), {
    ...{ tracing, sealer, allowedNetworks: ['127.0.0.0/8'] },
  })
  const secret = sealer.seal(makeSigningSecret(), webhookSecretPlace(orgId, 'hook'))
  const url = `${receiver.url}?token=${canary}`
  await withOrganization(db, { role: 'sluice_results', orgId }, (trx) =>
    insertWebhookEndpoint(trx, { org_id: orgId, id: 'hook', url, event_types: ['plan.published'], secret }),
  )
  await putMapping(db, orgId, 'map', mappingSchema.parse({ locations: [], services: [] }), options)
  const feed = { url: `http://127.0.0.1:1/${canary}/$bulk-publish`, mappingId: 'map', source: '/feed' }
  await putFeed(db, orgId, 'feed', feedSchema.parse(feed), options)
  await storeEvents(db, orgId, [capacity(0, 30)])
  await worker.drainOnce()
  await eventually(
    () => worker.tellOnce().then(() => receiver.received.length),
    (count) => count > 0,
  )
  await eventually(collector.spans, (spans) => spans.some(({ name }) => name === 'poll feed'), { timeoutMs: 60_000 })
  await close()

  const broken = await runWorker(database.url, await noQueueStore(), {
    ...{ tracing, recompute: { planPool: failing as never } },
  })
  await storeEvents(broken.db, orgId, [capacity(0, 3)])
  await broken.worker.drainOnce()
  await broken.close()
  await tracing?.close()
  const spans = collector.spans()
  const ofPool = { 'sluice.organization.id': orgId, 'sluice.pool.id': pool.poolId }
  const published = spans.find(({ facts }) => facts['sluice.outcome'] === 'published')
  expect(published).toMatchObject({
    ...{ service: 'sluice-worker', name: 'recompute', hasFailed: false },
    facts: { ...ofPool, 'sluice.plan.number': 1, 'sluice.pool.revision': expect.any(Number) },
  })
  const { traceId, spanId: parentSpanId } = published ?? {}
  expect(spans.find(({ name }) => name === 'publish')).toMatchObject({ traceId, parentSpanId, hasFailed: false })
  expect(spans.find(({ name }) => name === 'deliver webhook')).toMatchObject({
    facts: { 'sluice.webhook_endpoint.id': 'hook', 'sluice.outcome': 'delivered', 'http.response.status_code': 204 },
  })
  expect(spans.find(({ name }) => name === 'poll feed')).toMatchObject({
    hasFailed: true,
    facts: { 'sluice.feed.id': 'feed', 'sluice.outcome': 'failed', 'error.type': 'connection-failed' },
  })
  expect(spans.find(({ name, hasFailed }) => name === 'recompute' && hasFailed)).toMatchObject({
    facts: { ...ofPool, 'sluice.outcome': 'failed', 'error.type': expect.stringMatching(/^[a-z-]+$/) },
  })
  expect(collector.text()).not.toContain(canary)
  expect(spans.flatMap(({ said }) => said)).toEqual([])
  await Promise.all([collector.close(), receiver.close()])
})
