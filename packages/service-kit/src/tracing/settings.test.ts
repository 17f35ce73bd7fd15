import { expect, test } from 'vitest'
import { z } from 'zod'
import { readSettings, SettingsError } from '../settings.ts'
import { targetOf, tracingSettings } from './settings.ts'

const read = (env: Record<string, string>) => readSettings(z.object(tracingSettings), env)
const targetIn = (env: Record<string, string>) => targetOf(read(env))
const endpoint = 'http://collector:4318'

test('nothing is traced unless an address is given, or where all of OpenTelemetry is disabled', () => {
  expect(targetIn({})).toBeNull()
  expect(targetIn({ OTEL_TRACES_SAMPLER: 'always_on' })).toBeNull()
  expect(targetIn({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_SDK_DISABLED: 'true' })).toBeNull()
})

test('the common address gets the path of traces; their own is taken as it is, and comes first', () => {
  const protocol = 'http/protobuf'
  expect(targetIn({ OTEL_EXPORTER_OTLP_ENDPOINT: endpoint })).toEqual({ url: `${endpoint}/v1/traces`, protocol })
  expect(targetIn({ OTEL_EXPORTER_OTLP_ENDPOINT: `${endpoint}/a/` })?.url).toBe(`${endpoint}/a/v1/traces`)
  const own = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://traces/x' }
  expect(targetIn(own)?.url).toBe('https://traces/x')
})

test('the protocol of traces comes before the common one', () => {
  const asked = { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' }
  expect(targetIn(asked)?.protocol).toBe('http/json')
  expect(targetIn({ ...asked, OTEL_EXPORTER_OTLP_TRACES_PROTOCOL: 'http/protobuf' })?.protocol).toBe('http/protobuf')
})

test.for([
  ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
  ['OTEL_EXPORTER_OTLP_PROTOCOL', 'grpc'],
  ['OTEL_TRACES_SAMPLER', 'jaeger_remote'],
  ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
  ['OTEL_SDK_DISABLED', 'yes'],
] as const)('%s=%s is refused at the start, without its value', ([name, value]) => {
  const faults = () => read({ [name]: value })
  expect(faults).toThrow(SettingsError)
  expect(faults).toThrow(name)
  expect(faults).not.toThrow(value)
})
