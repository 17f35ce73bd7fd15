import { startTraceCollector } from '@sluice/test-kit/trace-collector'
import { test as base, expect } from 'vitest'
import { createHttpServer } from '../http-server.ts'
import { createLogger } from '../logger.ts'
import { Problem } from '../problem.ts'
import { createTracing, type OtelOptions } from './otel-tracing.ts'
import { errorType, inSpan } from './tracing.ts'

const canary = 'JaneRoe19680131'
const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
const spanId = '00f067aa0ba902b7'

const test = base
  // biome-ignore lint/correctness/noEmptyPattern: vitest reads from the pattern which fixtures are wanted: none
  .extend('collector', async ({}, { onCleanup }) => {
    const collector = await startTraceCollector()
    onCleanup(() => collector.close())
    return collector
  })
  .extend('openTo', ({ collector }) => (changes: Partial<OtelOptions> = {}) => {
    const failures: string[] = []
    const asked = { service: 'sluice-test', sampler: 'parentbased_always_on', share: 1 } as const
    const url = `${collector.url}/v1/traces`
    const onFailure = (type: string) => failures.push(type)
    return { failures, tracing: createTracing({ url, protocol: 'http/json', onFailure, ...asked, ...changes }) }
  })

const logged: string[] = []

/** With a route that answers, one that refuses and one that breaks. */
function serverWith(tracing: ReturnType<typeof createTracing> | undefined) {
  logged.length = 0
  const logger = createLogger({ name: 'test', level: 'info', destination: { write: (line) => void logged.push(line) } })
  const app = createHttpServer({ name: 'test', logger, ready: async () => ({}), ...(tracing && { tracing }) })
  app.get('/v1/pools/:poolId', async (request) => ({ isTraced: request.span !== null }))
  app.post('/v1/pools/:poolId', async () => {
    throw new Problem('invalid-body', 'The body is not what this operation takes.')
  })
  app.delete('/v1/pools/:poolId', async () => {
    throw new Error(`no such patient: ${canary}`)
  })
  return app
}

test('a span a request, called by its route, under the caller’s; probes have none', async ({ collector, openTo }) => {
  const { tracing } = openTo()
  const app = serverWith(tracing)
  const traceparent = `00-${traceId}-${spanId}-01`
  await app.inject({ url: '/v1/pools/georgia?a=1', headers: { traceparent } })
  await app.inject({ method: 'POST', url: '/v1/pools/georgia', payload: {} })
  await app.inject({ url: '/nowhere' })
  await app.inject({ url: '/healthz' })
  await app.close()
  await tracing.close()
  expect(collector.spans()).toMatchObject([
    {
      ...{ service: 'sluice-test', name: 'GET /v1/pools/:poolId', traceId, parentSpanId: spanId, hasFailed: false },
      facts: { 'http.request.method': 'GET', 'http.route': '/v1/pools/:poolId', 'http.response.status_code': 200 },
    },
    {
      ...{ name: 'POST /v1/pools/:poolId', parentSpanId: '', hasFailed: false },
      facts: { 'http.response.status_code': 422, 'sluice.outcome': 'invalid-body' },
    },
    { name: 'GET', facts: { 'http.response.status_code': 404, 'sluice.outcome': 'not-found' } },
  ])
  const [line = '{}'] = logged
  expect(JSON.parse(line)).toMatchObject({ msg: 'answered', trace_id: traceId })
})

test('what was asked for is in no span, wherever it stood, nor is what an error said', async ({
  collector,
  openTo,
}) => {
  const { tracing } = openTo()
  const app = serverWith(tracing)
  const headers = {
    traceparent: `00-${traceId}-${spanId}-01-${canary}`,
    tracestate: `a=${canary}`,
    baggage: `a=${canary}`,
  }
  const elsewhere = { authorization: canary, cookie: canary, 'user-agent': canary, 'x-request-id': canary }
  for (const method of ['GET', 'POST', 'DELETE', 'PATCH'] as const) {
    const url = `/v1/pools/${canary}?${canary}=${canary}`
    await app.inject({ method, url, headers: { ...headers, ...elsewhere } })
    await app.inject({ method, url: `/${canary}`, headers })
  }
  await app.close()
  await inSpan(tracing, ['work'], async () => {
    throw Object.assign(new Error(canary), { code: canary, name: `${canary}!` })
  }).catch(() => undefined)
  await tracing.close()
  expect(collector.text()).not.toContain(canary)
  const spans = collector.spans()
  expect(spans).toHaveLength(9)
  expect(spans.flatMap(({ said }) => said)).toEqual([])
  expect(spans.find(({ name }) => name.startsWith('DELETE /v1'))).toMatchObject({
    hasFailed: true,
    facts: { 'error.type': 'internal-error', 'http.response.status_code': 500 },
  })
  expect(spans.at(-1)).toMatchObject({ name: 'work', hasFailed: true, facts: { 'error.type': 'Error' } })
})

test('as protobuf too, which is what is sent unless another form is asked for', async ({ collector, openTo }) => {
  const { tracing } = openTo({ protocol: 'http/protobuf' })
  tracing.start('one span').end()
  await tracing.close()
  expect(collector.mediaTypes()).toEqual(['application/x-protobuf'])
  expect(collector.text()).toContain('one span')
})

test('a span within another, one that serves others, and how work ended', async ({ collector, openTo }) => {
  const { tracing } = openTo()
  const [first, second] = [tracing.start('first'), tracing.start('second')]
  await inSpan(tracing, ['both', { parent: first, links: [second] }], async (span) => {
    span?.set({ 'sluice.events': 3 })
  })
  const failing = inSpan(tracing, ['fails'], async () => {
    throw Object.assign(new Error('no'), { code: '57P01' })
  })
  await expect(failing).rejects.toThrow('no')
  expect(await inSpan(undefined, ['nowhere'], async (span) => span)).toBeUndefined()
  for (const span of [first, second]) span.end()
  await tracing.close()
  const spans = new Map(collector.spans().map((span) => [span.name, span]))
  const both = spans.get('both')
  expect(both).toMatchObject({ parentSpanId: spans.get('first')?.spanId, links: [spans.get('second')?.spanId] })
  expect(both).toMatchObject({ traceId: first.traceId, facts: { 'sluice.events': 3 }, hasFailed: false })
  expect(spans.get('fails')).toMatchObject({ hasFailed: true, facts: { 'error.type': '57P01' } })
})

test('how much is told is for the sampler to say, and for the caller where it goes by callers', async ({
  collector,
  openTo,
}) => {
  const parent = (isSampled: boolean) => ({ traceId, spanId, isSampled })
  const namesOf = async (sampler: OtelOptions['sampler'], share = 1) => {
    const before = collector.spans().length
    const { tracing } = openTo({ sampler, share })
    tracing.start('root').end()
    tracing.start('told').end()
    tracing.start('asked for', { parent: parent(true) }).end()
    tracing.start('not asked for', { parent: parent(false) }).end()
    await tracing.close()
    return collector
      .spans()
      .slice(before)
      .map(({ name }) => name)
  }
  expect(await namesOf('always_off')).toEqual([])
  expect(await namesOf('parentbased_always_off')).toEqual(['asked for'])
  expect(await namesOf('parentbased_traceidratio', 0)).toEqual(['asked for'])
  expect(await namesOf('parentbased_traceidratio', 1)).toEqual(['root', 'told', 'asked for'])
  expect(await namesOf('always_on')).toHaveLength(4)
})

test('a collector that is not there, or never answers, keeps nobody, and closing ends', async ({ openTo }) => {
  const silent = await startTraceCollector({ status: null })
  for (const url of ['http://127.0.0.1:1/v1/traces', `${silent.url}/v1/traces`]) {
    const { tracing } = openTo({ url })
    const app = serverWith(tracing)
    expect((await app.inject({ url: '/v1/pools/georgia' })).json()).toEqual({ isTraced: true })
    await app.close()
    await tracing.close()
    // Whoever is late finds it closed, and fails by it no more than before.
    tracing.start('late').end()
  }
  await silent.close()
})

test('a collector that refuses is told of, by the type of the failure and not by its words', async ({ openTo }) => {
  const refusing = await startTraceCollector({ status: 400 })
  const { tracing, failures } = openTo({ url: `${refusing.url}/v1/traces` })
  tracing.start('one span').end()
  await tracing.close()
  expect(failures).toEqual(['OTLPExporterError'])
  await refusing.close()
})

test('without it no request has a span, and no line a trace', async () => {
  const app = serverWith(undefined)
  expect((await app.inject({ url: '/v1/pools/georgia' })).json()).toEqual({ isTraced: false })
  await app.close()
  expect(logged.join('')).not.toContain('trace_id')
})

test.for([
  [new Problem('event-conflict', canary), 'event-conflict'],
  [Object.assign(new Error(canary), { code: 'ECONNREFUSED' }), 'ECONNREFUSED'],
  [Object.assign(new Error(canary), { code: 42 }), 'Error'],
  [new TypeError(canary), 'TypeError'],
  [Object.assign(new Error(canary), { code: 'Jane Roe', name: '123-45-6789' }), 'Error'],
  [canary, 'Error'],
] as const)('%s is a failure of the type %s', ([error, type]) => {
  expect(errorType(error)).toBe(type)
})
