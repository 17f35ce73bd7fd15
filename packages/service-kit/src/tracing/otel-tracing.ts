// The only file that knows OpenTelemetry; loaded where traces are asked for, and nowhere else.
import {
  type Context,
  type Span as OtelSpan,
  ROOT_CONTEXT,
  SpanKind,
  SpanStatusCode,
  TraceFlags,
  trace,
} from '@opentelemetry/api'
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http'
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto'
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources'
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace'
import { within } from '../within.ts'
import type { TracingSettings, TracingTarget } from './settings.ts'
import { errorType, type RemoteParent, type Span, type SpanFacts, type SpanOptions, type Tracing } from './tracing.ts'

export interface OtelOptions extends TracingTarget {
  service: string
  sampler: TracingSettings['OTEL_TRACES_SAMPLER']
  /** Share of the traces that are kept, for samplers that use it. */
  share: number
  /** Told that a batch was not taken, by the type of the failure. */
  onFailure: (type: string) => void
}

/** Spans that wait to be sent, some 8 MB; what comes while a collector is away and they are full is dropped. */
const MOST_WAITING = 8_192
const BATCH = 512
const SEND_EVERY_MS = 1_000
const CLOSE_WITHIN_MS = 2_000

const kinds = { server: SpanKind.SERVER, client: SpanKind.CLIENT, internal: SpanKind.INTERNAL }

/** Spans sent by OTLP over HTTP, beside whatever is traced: it waits for none of it, and fails by none. */
export function createTracing(options: OtelOptions): Tracing {
  const { url, protocol, service, sampler, share, onFailure } = options
  const exporter = protocol === 'http/json' ? new JsonExporter({ url }) : new ProtobufExporter({ url })
  const processor = new BatchSpanProcessor({
    exporter: telling(exporter, onFailure),
    maxQueueSize: MOST_WAITING,
    maxExportBatchSize: BATCH,
    scheduledDelayMillis: SEND_EVERY_MS,
  })
  const resource = resourceFromAttributes({ 'service.name': service })
  const provider = new TracerProvider({
    // What OTEL_RESOURCE_ATTRIBUTES says comes on top.
    resource: resource.merge(detectResources({ detectors: [envDetector] })),
    sampler: samplerOf(sampler, share),
    spanProcessors: [processor],
  })
  const tracer = provider.getTracer('sluice')
  return {
    start(name, { kind = 'internal', parent, links = [], facts = {}, startMs }: SpanOptions = {}) {
      const started = tracer.startSpan(
        name,
        {
          kind: kinds[kind],
          attributes: { ...facts },
          links: links.flatMap((link) => (link instanceof Traced ? [{ context: link.otel.spanContext() }] : [])),
          ...(startMs === undefined ? {} : { startTime: startMs }),
        },
        contextOf(parent),
      )
      return new Traced(started)
    },
    close: async () => {
      const ended = provider.shutdown().catch(() => undefined)
      await within(CLOSE_WITHIN_MS, ended)
    },
  }
}

class Traced implements Span {
  readonly otel: OtelSpan

  constructor(otel: OtelSpan) {
    this.otel = otel
  }

  get traceId(): string {
    return this.otel.spanContext().traceId
  }

  set(facts: SpanFacts): void {
    this.otel.setAttributes({ ...facts })
    if (facts['error.type'] !== undefined) this.otel.setStatus({ code: SpanStatusCode.ERROR })
  }

  end(): void {
    this.otel.end()
  }
}

function contextOf(parent: Span | RemoteParent | undefined): Context {
  if (parent === undefined) return ROOT_CONTEXT
  if (parent instanceof Traced) return trace.setSpan(ROOT_CONTEXT, parent.otel)
  if (!('spanId' in parent)) return ROOT_CONTEXT
  const { traceId, spanId, isSampled } = parent
  const traceFlags = isSampled ? TraceFlags.SAMPLED : TraceFlags.NONE
  return trace.setSpanContext(ROOT_CONTEXT, { traceId, spanId, traceFlags, isRemote: true })
}

function samplerOf(name: OtelOptions['sampler'], share: number): Sampler {
  const root = {
    always_on: () => new AlwaysOnSampler(),
    always_off: () => new AlwaysOffSampler(),
    traceidratio: () => new TraceIdRatioBasedSampler(share),
  }
  const [, based, kind] = /^(parentbased_)?(.+)$/.exec(name) ?? []
  const sampler = root[kind as keyof typeof root]()
  return based === undefined ? sampler : new ParentBasedSampler({ root: sampler })
}

/**
 * An exporter that reports when it could not send. Its errors may hold what the collector answered, so only their type
 * is reported.
 */
function telling(exporter: SpanExporter, onFailure: (type: string) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0) onFailure(errorType(result.error))
        done(result)
      }),
    shutdown: () => exporter.shutdown(),
    forceFlush: async () => exporter.forceFlush?.(),
  }
}
