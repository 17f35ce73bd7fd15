import { z } from 'zod'

const address = z
  .string()
  .refine(
    (text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol),
    'must be an http:// or https:// address',
  )
  .optional()
const protocol = z.enum(['http/protobuf', 'http/json'], 'must be http/protobuf or http/json').optional()
const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const

/**
 * The standard settings of OpenTelemetry that choose whether, where to and how much is traced. Its others that concern sending
 * (OTEL_EXPORTER_OTLP_HEADERS, _TIMEOUT, _COMPRESSION, _CERTIFICATE) and OTEL_RESOURCE_ATTRIBUTES are read by its own libraries.
 */
export const tracingSettings = {
  OTEL_EXPORTER_OTLP_ENDPOINT: address,
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: address,
  OTEL_EXPORTER_OTLP_PROTOCOL: protocol,
  OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: protocol,
  OTEL_SERVICE_NAME: z.string().max(100).optional(),
  OTEL_TRACES_SAMPLER: z.enum(samplers, `must be one of ${samplers.join(', ')}`).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: z
    .string()
    .regex(/^(?:0(?:\.\d+)?|1(?:\.0+)?)$/, 'must be a share from 0 to 1')
    .transform(Number)
    .default(1),
  OTEL_SDK_DISABLED: z
    .enum(['true', 'false'], 'must be true or false')
    .default('false')
    .transform((text) => text === 'true'),
}

const schema = z.object(tracingSettings)
export type TracingSettings = z.output<typeof schema>

export interface TracingTarget {
  url: string
  protocol: 'http/protobuf' | 'http/json'
}

/**
 * Where traces are sent; null: nothing is traced. An address of traces is taken as it is, the common one gets their
 * path.
 */
export function targetOf(settings: TracingSettings): TracingTarget | null {
  const common = settings.OTEL_EXPORTER_OTLP_ENDPOINT
  const url = settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? (common && `${common.replace(/\/+$/, '')}/v1/traces`)
  if (url === undefined || settings.OTEL_SDK_DISABLED) return null
  const { OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: own, OTEL_EXPORTER_OTLP_PROTOCOL: shared } = settings
  return { url, protocol: own ?? shared ?? 'http/protobuf' }
}
