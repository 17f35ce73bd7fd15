import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** A span as a collector received it. */
export interface CollectedSpan {
  service: string
  name: string
  traceId: string
  spanId: string
  /** '': it has none. */
  parentSpanId: string
  /** Span ids of what it is linked to. */
  links: string[]
  facts: Record<string, string | number | boolean>
  hasFailed: boolean
  /** The status' message and events: nobody should have said any. */
  said: unknown[]
}

export interface TraceCollector {
  /** http://127.0.0.1:port, as OTEL_EXPORTER_OTLP_ENDPOINT takes it. */
  url: string
  /** Spans that came as JSON, so far. */
  spans(): CollectedSpan[]
  /** Everything that came, as text. */
  text(): string
  mediaTypes(): string[]
  close(): Promise<void>
}

/** Settings with which a service sends a collector everything, as JSON that `spans` reads. */
export function tracingTo({ url }: Pick<TraceCollector, 'url'>) {
  return {
    OTEL_EXPORTER_OTLP_ENDPOINT: url,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_TRACES_SAMPLER: 'parentbased_always_on',
    OTEL_TRACES_SAMPLER_ARG: 1,
    OTEL_SDK_DISABLED: false,
  } as const
}

/** A receiver of traces by OTLP over HTTP. One with `status: null` takes everything and never says so. */
export async function startTraceCollector({ status = 200 as number | null } = {}): Promise<TraceCollector> {
  const received: { path: string; mediaType: string; body: Buffer }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const mediaType = request.headers['content-type'] ?? ''
    received.push({ path: request.url ?? '', mediaType, body: Buffer.concat(chunks) })
    if (status !== null)
      response.writeHead(status, { 'content-type': mediaType }).end(mediaType.includes('json') ? '{}' : '')
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    spans: () =>
      received
        .filter(({ path, mediaType }) => path === '/v1/traces' && mediaType.includes('json'))
        .flatMap(({ body }) => readSpans(JSON.parse(body.toString()))),
    text: () => received.map(({ body }) => body.toString('latin1')).join('\n'),
    mediaTypes: () => received.map(({ mediaType }) => mediaType),
    close: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

interface OtlpAttribute {
  key: string
  value: { stringValue?: string; intValue?: number | string; boolValue?: boolean }
}

interface OtlpSpan {
  name: string
  traceId: string
  spanId: string
  parentSpanId?: string
  attributes: OtlpAttribute[]
  links?: { spanId: string }[]
  events?: unknown[]
  status?: { code?: number; message?: string }
}

interface OtlpBody {
  resourceSpans: { resource: { attributes: OtlpAttribute[] }; scopeSpans: { spans: OtlpSpan[] }[] }[]
}

const FAILED = 2

function readSpans({ resourceSpans }: OtlpBody): CollectedSpan[] {
  return resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = String(readFacts(resource.attributes)['service.name'])
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => readSpan(service, span)))
  })
}

function readSpan(service: string, span: OtlpSpan): CollectedSpan {
  const { name, traceId, spanId, parentSpanId = '', attributes, links = [], events = [], status } = span
  const said = [...events, ...(status?.message ? [status.message] : [])]
  const hasFailed = status?.code === FAILED
  return {
    ...{ service, name, traceId, spanId, parentSpanId, hasFailed, said },
    links: links.map((link) => link.spanId),
    facts: readFacts(attributes),
  }
}

function readFacts(attributes: readonly OtlpAttribute[]): CollectedSpan['facts'] {
  return Object.fromEntries(
    attributes.map(({ key, value: { stringValue, intValue, boolValue } }) => [
      key,
      stringValue ?? boolValue ?? Number(intValue),
    ]),
  )
}
