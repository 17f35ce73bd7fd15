import { join } from 'node:path'
import { eventually, test } from '@sluice/test-kit'
import { makeCapacityEvent } from '@sluice/test-kit/makers'
import { startTraceCollector, type TraceCollector } from '@sluice/test-kit/trace-collector'
import { expect } from 'vitest'
import { CANARY, linesWithCanary, tablesWithCanary } from '../faults/fuzz/canary.ts'
import { fuzz } from '../faults/fuzz/fuzz.ts'
import { makeFuzzKey } from '../faults/fuzz/key.ts'
import { type Installation, startStandalone } from './installation.ts'

const person = 'JaneRoe19680131'
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'

/** The long run is `npm run faults -- r15`. */
test('[R15] nearly right requests to every operation: declared answers only, nothing refused is kept, repeated or told to a collector', async ({
  database,
}) => {
  const collector = await startTraceCollector()
  const installation = await startStandalone({
    DATABASE_URL: database.adminUrl,
    OTEL_EXPORTER_OTLP_ENDPOINT: collector.url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_RESOURCE_ATTRIBUTES: 'deployment.environment.name=test',
    OTEL_SERVICE_NAME: 'sluice-at-home',
  })
  const { folder, origins, services, stop } = installation
  const taken = await postWithTrace(installation, collector)
  const { faults, sent, events } = await fuzz({
    origin: origins.results,
    key: await makeFuzzKey(database.adminUrl),
    seed: 15,
    requests: 25,
    hangMs: 30_000,
  })
  expect(faults).toEqual([])
  expect(sent).toBeGreaterThan(25)
  expect(events.taken, `of ${events.taken + events.refused} events`).toBeGreaterThan(events.refused / 2)
  expect(await tablesWithCanary(database.adminUrl)).toEqual([])
  expect(await linesWithCanary(join(folder, 'sluice.log'))).toBe(0)
  // What is left is sent while it stops, and it stops as it should.
  await stop()
  expect(services.flatMap((service) => service.uncaught())).toEqual([])
  const names = new Set(collector.spans().map(({ name }) => name))
  for (const name of ['POST /v1/events', 'GET /v1/pools/:poolId/plan', 'store events', 'recompute', 'publish'])
    expect(names).toContain(name)
  expect(collector.text()).toContain('deployment.environment.name')
  for (const untold of [CANARY, person, taken]) expect(collector.text()).not.toContain(untold)
  await collector.close()
})

/** One event that is taken, three requests that are not, all of one trace; the collector hears of the first. Returns its id. */
async function postWithTrace({ origins, keys }: Installation, collector: TraceCollector): Promise<string> {
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
  expect((await post(event)).status).toBe(202)
  expect((await post({ ...event, id: `${person} `, [person]: person })).status).toBe(422)
  expect((await post(event, `?${person}=${person}`)).status).toBe(400)
  await fetch(`${origins.results}/v1/pools/${person}/plan`, { headers: { authorization: `Bearer ${person}` } })
  const stored = () => collector.spans().find((span) => span.name === 'store events' && span.traceId === traceId)
  expect(await eventually(stored, Boolean, { timeoutMs: 60_000 })).toMatchObject({ service: 'sluice-at-home' })
  return event.id
}
