import type { Logger } from '../logger.ts'
import { type TracingSettings, targetOf } from './settings.ts'
import type { Tracing } from './tracing.ts'

export interface TracingOptions {
  settings: TracingSettings
  /** `ingest-api`; OTEL_SERVICE_NAME says otherwise. */
  service: string
  logger: Logger
}

/** Tracing as it is configured; undefined: it is not, and then no part of OpenTelemetry is loaded. */
export async function openTracing({ settings, service, logger }: TracingOptions): Promise<Tracing | undefined> {
  const target = targetOf(settings)
  if (target === null) return undefined
  const { createTracing } = await import('./otel-tracing.ts')
  return createTracing({
    ...target,
    service: settings.OTEL_SERVICE_NAME ?? `sluice-${service}`,
    sampler: settings.OTEL_TRACES_SAMPLER,
    share: settings.OTEL_TRACES_SAMPLER_ARG,
    onFailure: onceAMinute((type) => logger.warn({ type }, 'traces could not be sent; they are lost')),
  })
}

/** A collector that is away for a day is one line a minute. */
function onceAMinute(tell: (type: string) => void): (type: string) => void {
  let toldAtMs = Number.NEGATIVE_INFINITY
  return (type) => {
    if (performance.now() - toldAtMs < 60_000) return
    toldAtMs = performance.now()
    tell(type)
  }
}
