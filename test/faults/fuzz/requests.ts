import fc from 'fast-check'
import type { ApiDocument, ListedOperation, Parameter } from '../../openapi/api-document.ts'
import { REFUSED_TEXT } from './canary.ts'
import { mutated } from './mutations.ts'
import { valuesOf } from './schema-values.ts'

/** One request to be sent; path parameters are put in when it is, from ids that exist, or as they are here. */
export interface FuzzRequest {
  method: string
  /** With {name} where parameters go. */
  path: string
  params: Record<string, string>
  /** For each request alike: which of the known ids, if any, replaces a made-up one. */
  known: number | null
  query: string
  headers: Record<string, string>
  body: string | null
}

/** Part of a request. */
export type SoundPart = Pick<FuzzRequest, 'query' | 'body' | 'headers'>

/** Requests that are nearly right for this operation; where it is known what is right, two of three have that. */
export function requestsFor(
  operation: ListedOperation,
  document: ApiDocument,
  sound?: fc.Arbitrary<SoundPart>,
): fc.Arbitrary<FuzzRequest> {
  const made = nearlyRight(operation, document)
  if (sound === undefined) return made
  const right = fc.tuple(made, sound, authorization).map(([request, part, authorized]) => ({
    ...request,
    ...part,
    headers: { ...part.headers, ...authorized },
  }))
  return fc.oneof({ weight: 2, arbitrary: right }, made)
}

function nearlyRight(operation: ListedOperation, document: ApiDocument): fc.Arbitrary<FuzzRequest> {
  const parameters = operation.parameters ?? []
  const of = (place: Parameter['in']) => parameters.filter((parameter) => parameter.in === place)
  const texts = (found: Parameter[]) =>
    fc.record(Object.fromEntries(found.map(({ name, schema }) => [name, textOf(schema, document)])), {
      noNullPrototype: true,
    })
  return fc
    .record({
      method: fc.oneof({ weight: 30, arbitrary: fc.constant(operation.method.toUpperCase()) }, otherMethods),
      path: fc.constant(operation.path),
      params: texts(of('path')),
      known: fc.oneof({ weight: 3, arbitrary: fc.nat(20) }, fc.constant(null)),
      query: queries(of('query'), document),
      headers: fc
        .tuple(someOf(of('header'), document), authorization, oddHeaders)
        .map((all) => Object.assign({}, ...all)),
      body: bodies(operation, document),
    })
    .map(({ body, headers, ...request }) => ({ ...request, ...body, headers: { ...headers, ...body.headers } }))
}

const otherMethods = fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND')

const oddTexts = fc.constantFrom(
  REFUSED_TEXT,
  '',
  ' ',
  '..',
  '%00',
  '\u0000',
  'é',
  '-1',
  '1e999',
  '9'.repeat(400),
  "' or 1=1 --",
  '\ud800',
)

function textOf(schema: Parameter['schema'], document: ApiDocument): fc.Arbitrary<string> {
  const right = valuesOf(schema, document.resolve).map((value) =>
    typeof value === 'object' ? JSON.stringify(value) : String(value),
  )
  return fc.oneof({ weight: 5, arbitrary: right }, oddTexts)
}

/** Some of the named ones, sometimes twice, sometimes one more that is unknown. */
function queries(parameters: Parameter[], document: ApiDocument): fc.Arbitrary<string> {
  const pairs = parameters.map(({ name, schema, required }) =>
    fc.option(
      textOf(schema, document).map((text) => [name, text] as const),
      { nil: null, freq: required ? 9 : 1 },
    ),
  )
  const unknown = fc.oneof(
    { weight: 8, arbitrary: fc.constant(null) },
    fc.constantFrom(['limit', '1000000000'], ['cursor', REFUSED_TEXT], [REFUSED_TEXT, '1'], ['a[]', '1']),
  )
  return fc.tuple(fc.tuple(...pairs), unknown, fc.nat(9)).map(([some, other, doubling]) => {
    const given = [...some, other as readonly [string, string] | null].filter((pair) => pair !== null)
    const all = doubling === 0 ? [...given, ...given.slice(0, 1)] : given
    return all.map(([name, text]) => `${encode(name)}=${encode(text)}`).join('&')
  })
}

function someOf(parameters: Parameter[], document: ApiDocument): fc.Arbitrary<Record<string, string>> {
  const model = Object.fromEntries(
    parameters.map(({ name, schema }) => [name, textOf(schema, document).map(headerSafe)]),
  )
  return fc
    .record(model, { requiredKeys: [], noNullPrototype: true })
    .map((some) =>
      Object.fromEntries(Object.entries(some).flatMap(([name, text]) => (text === undefined ? [] : [[name, text]]))),
    )
}

/** Where the right key goes; the sender knows it. */
export const KEY_PLACE = '{key}'

const authorization = fc.oneof(
  { weight: 20, arbitrary: fc.constant({ authorization: `Bearer ${KEY_PLACE}` }) },
  fc.constantFrom(
    {},
    { authorization: 'Bearer' },
    { authorization: `Basic ${KEY_PLACE}` },
    { authorization: 'Bearer slc_live_zq7canary_zq7canary' },
    { authorization: `bearer  ${KEY_PLACE} ` },
  ),
)

const oddHeaders = fc.oneof(
  { weight: 6, arbitrary: fc.constant({}) },
  fc.constantFrom<Record<string, string>>(
    { accept: 'text/html' },
    { accept: 'application/json;q=zq7canary' },
    { 'if-none-match': '*' },
    { 'if-match': '"zq7canary' },
    { 'content-encoding': 'gzip' },
    { 'x-request-id': 'zq7canary \u00e9' },
    { 'last-event-id': 'zq7canary' },
    { expect: 'zq7canary' },
    { 'ce-specversion': '1.0', 'ce-id': '%zq7canary', 'ce-source': '/s', 'ce-type': 'sluice.capacity.observed.v1' },
    { 'x-large': 'zq7canary'.repeat(3_000) },
    { range: 'bytes=0-1' },
    { origin: 'https://zq7canary.example' },
  ),
)

/** A body of one of the named media types, most of them with something wrong; or of a wrong media type. */
function bodies(
  operation: ListedOperation,
  document: ApiDocument,
): fc.Arbitrary<{ body: string | null; headers: Record<string, string> }> {
  const content = Object.entries(operation.requestBody?.content ?? {})
  const wrong = fc.constantFrom(
    'text/plain',
    'application/xml',
    'multipart/form-data',
    'application/json; charset=utf-16',
    REFUSED_TYPE,
  )
  const strange = fc.tuple(wrong, fc.json()).map(([type, body]) => ({ body, headers: { 'content-type': type } }))
  const none = fc.constant({ body: null, headers: {} })
  if (content.length === 0) return fc.oneof({ weight: 9, arbitrary: none }, strange)
  const right = content.map(([type, { schema }]) => {
    const texts = /json$/.test(type)
      ? mutated(valuesOf(schema, document.resolve))
      : valuesOf(schema, document.resolve).map(String)
    return texts.map((body) => ({ body, headers: { 'content-type': type } }))
  })
  return fc.oneof({ weight: 20, arbitrary: fc.oneof(...right) }, strange, none)
}

const REFUSED_TYPE = 'application/x-zq7canary'

/** As in an address, lone surrogates and all. */
export function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
}

/** Node refuses to send others. */
function headerSafe(text: string): string {
  return text.replaceAll(/[^\t\x20-\x7e\x80-\xff]/g, '?')
}
