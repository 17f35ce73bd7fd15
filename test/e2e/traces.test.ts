import { eventually } from '@sluice/test-kit/eventually'
import { makeCapacityEvent } from '@sluice/test-kit/makers'
import { startTraceCollector } from '@sluice/test-kit/trace-collector'
import { expect, test } from 'vitest'
import { startStandalone } from './installation.ts'

const canary = 'JaneRoe19680131'
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

test('`npm start` tells a collector that its settings name of requests, storing and plans, and of nothing that was sent', {
  timeout: 180_000,
}, async () => {
  const collector = await startTraceCollector()
  const { origins, keys, services, stop } = await startStandalone({
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    OTEL_SERVICE_NAME: 'sluice-at-home',
  })
  const post = (event: object, query = '') =>
    fetch(`${origins.ingest}/v1/events${query}`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${keys.ingest}`,
        'content-type': 'application/cloudevents+json',
        traceparent: `00-${traceId}-00f067aa0ba902b7-01`,
      },
      body: JSON.stringify(event),
    })
  const event = makeCapacityEvent()
  try {
    expect((await post(event)).status).toBe(202)
    expect((await post({ ...event, id: `${canary} `, [canary]: canary })).status).toBe(422)
    expect((await post(event, `?${canary}=${canary}`)).status).toBe(400)
    await fetch(`${origins.results}/v1/pools/${canary}/plan`, { headers: { authorization: `Bearer ${canary}` } })
    const asked = await eventually(collector.spans, (spans) => spans.some(({ name }) => name === 'store events'))
    expect(asked.find(({ name }) => name === 'store events')).toMatchObject({ service: 'sluice-at-home', traceId })
  } finally {
    // What is left is sent while it stops, and it stops as it should.
    await stop()
  }
  const names = new Set(collector.spans().map(({ name }) => name))
  for (const name of ['POST /v1/events', 'GET /v1/pools/:poolId/plan', 'store events', 'recompute', 'publish'])
    expect(names).toContain(name)
  expect(collector.text()).toContain('deployment.environment.name')
  expect(collector.text()).not.toContain(canary)
  expect(collector.text()).not.toContain(event.id)
  expect(services.flatMap((service) => service.uncaught())).toEqual([])
  await collector.close()
})
