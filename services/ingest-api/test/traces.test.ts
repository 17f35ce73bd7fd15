import { createLogger, openTracing, type Tracing } from '@sluice/service-kit'
import { eventually, makeCapacityEvent, startTraceCollector, type TestDatabase, tracingTo } from '@sluice/test-kit'
import { expect } from 'vitest'
import { recordedMessages } from './recorded-messages.ts'
import { test as base, batch, startIngest } from './support.ts'

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

const test = base.extend('traced', async ({ database }: { database: TestDatabase }, { onCleanup }) => {
  const collector = await startTraceCollector()
  const tracing = await openTo(collector.url)
  const { ingest, close } = await startIngest(database, { tracing })
  let isOver = false
  /** Answers everything that is under way, and sends what was traced. */
  const end = async () => {
    if (isOver) return
    isOver = true
    await close()
    await tracing.close()
  }
  onCleanup(async () => {
    await end()
    await collector.close()
  })
  return { ...ingest, collector, end }
})

async function openTo(url: string): Promise<Tracing> {
  const settings = tracingTo({ url })
  const logger = createLogger({ name: 'test', level: 'silent' })
  const tracing = await openTracing({ settings, service: 'ingest-api', logger })
  if (tracing === undefined) throw new Error('traces were asked for')
  return tracing
}

test('a request and the transaction that stored its events, under the caller’s span', async ({ traced }) => {
  const traceparent = `00-${traceId}-${spanId}-01`
  const event = makeCapacityEvent()
  expect((await traced.post([event, makeCapacityEvent()], { 'content-type': batch, traceparent })).status).toBe(200)
  await traced.end()
  const spans = traced.collector.spans()
  const request = spans.find(({ name }) => name === 'POST /v1/events')
  expect(request).toMatchObject({ service: 'sluice-ingest-api', traceId, parentSpanId: spanId })
  expect(spans.find(({ name }) => name === 'store events')).toMatchObject({
    ...{ traceId, parentSpanId: request?.spanId, links: [], hasFailed: false },
    facts: { 'sluice.events': 2, 'sluice.requests': 1 },
  })
  expect(traced.collector.text()).not.toContain(event.id)
  expect(traced.logs.some((line) => line.includes(`"trace_id":"${traceId}"`))).toBe(true)
})

test('requests that come at once share a transaction, which is under one and linked to the others', async ({
  traced,
}) => {
  // While somebody holds their pool the first ones wait, and the rest for them.
  const held = await traced.admin.startTransaction().execute()
  await held.selectFrom('pool_state').select('pool_id').where('pool_id', '=', 'georgia').forUpdate().execute()
  const posted = Array.from({ length: 30 }, () => traced.post(makeCapacityEvent()))
  // All of them: those that come later need not share anything.
  const metrics = async () => (await traced.app.inject('/metrics')).body
  await eventually(metrics, (text) => text.includes('sluice_waiting_events 30\n'))
  await held.rollback().execute()
  const answers = await Promise.all(posted)
  expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 202))
  await traced.end()
  const spans = traced.collector.spans()
  const stored = spans.filter(({ name }) => name === 'store events')
  expect(stored.length).toBeLessThan(30)
  expect(stored.reduce((sum, { facts }) => sum + Number(facts['sluice.events']), 0)).toBe(30)
  const requests = spans.filter(({ name }) => name === 'POST /v1/events').map((span) => span.spanId)
  expect(stored.flatMap(({ parentSpanId, links }) => [parentSpanId, ...links]).sort()).toEqual(requests.sort())
})

test('what is refused is in no trace: recorded messages about patients, under every media type, and ids like a person’s', async ({
  traced,
}) => {
  const { post, collector } = traced
  const messages = await recordedMessages()
  for (const { text } of messages) {
    for (const type of ['application/cloudevents+json', 'application/fhir+json', 'text/csv', 'text/plain'])
      await post(text, { 'content-type': type })
    await post(`[${text}]`, { 'content-type': batch })
    await post(text, { 'content-type': 'application/x-ndjson' })
  }
  const canary = 'JaneRoe19680131'
  const event = makeCapacityEvent()
  const ids = [canary, '123-45-6789', '404-555-1234', 'mrn-4711000']
  for (const id of ids) {
    await post({ ...event, id: `${id} ` })
    await post({ ...event, data: { ...event.data, locationId: id, [id]: id } })
    await post(event, { [`x-${canary}`]: id, tracestate: `a=${id}`, traceparent: id, 'user-agent': id })
    await post({ ...event, data: { ...event.data, horizonDays: 7 }, subject: id })
  }
  await traced.end()
  const told = collector.text()
  expect(collector.spans().length).toBeGreaterThan(messages.length * 6)
  expect(ids.filter((id) => told.includes(id))).toEqual([])
  expect(messages.flatMap(({ values }) => values.filter((value) => told.includes(value)))).toEqual([])
  expect(collector.spans().flatMap(({ said }) => said)).toEqual([])
})
