import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { openApiDocument } from './openapi.ts'
import { operations } from './operations/all.ts'

const document = JSON.parse(JSON.stringify(openApiDocument({ publicUrl: 'https://sluice.example' })))

test('the document is OpenAPI 3.1', async () => {
  expect(await new Validator().validate(structuredClone(document))).toEqual({ valid: true })
  expect(document.openapi).toMatch(/^3\.1\./)
})

test('it has the version of the program', async () => {
  const { default: root } = await import('../../../package.json', { with: { type: 'json' } })
  expect(document.info.version).toBe(root.version)
})

test('it has every operation, once', () => {
  const described = Object.entries<Record<string, { operationId: string }>>(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { operationId }]) => `${operationId} ${method} ${path}`),
  )
  expect(described.sort()).toEqual(operations.map(({ id, method, path }) => `${id} ${method} ${path}`).sort())
  expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
})

test.each(operations)('$id says who may, what may go wrong, and where it belongs', ({ method, path, scopes, tags }) => {
  const described = document.paths[path][method]
  expect(described.responses.default).toEqual({ $ref: '#/components/responses/Problem' })
  expect(described.security).toEqual(scopes.length === 0 ? [] : undefined)
  for (const scope of scopes) expect(described.description).toContain(`\`${scope}\``)
  expect(document.tags.map(({ name }: { name: string }) => name)).toEqual(expect.arrayContaining([...tags]))
})

test.each(operations.filter(({ method }) => method === 'post'))('$id says what a repeat does', ({ method, path }) => {
  expect(document.paths[path][method].description).toMatch(/\brepeat/i)
})

test.each(operations)('$id names each parameter of its path', ({ path, params }) => {
  const named = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
  expect(Object.keys(params?.shape ?? {}).sort()).toEqual(named.sort())
})

interface Told {
  name: string
  schema: Record<string, unknown>
}

/** Every schema of the document with its place, references not followed: what they point to is visited where it stands. */
function* schemasIn(value: unknown, place: string): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  for (const [key, child] of Object.entries(value)) {
    if (key === 'properties') {
      for (const [name, schema] of Object.entries(child)) yield [`${place}/${name}`, schema as Record<string, unknown>]
    }
    if (key !== 'examples') yield* schemasIn(child, `${place}/${key}`)
  }
}

/** A schema, or each of those it is one of, where it may be null too. */
function textsOf(schema: Record<string, unknown>): Record<string, unknown>[] {
  const either = (schema.anyOf ?? [schema]) as Record<string, unknown>[]
  return either.filter(({ type }) => [type].flat().includes('string'))
}

test('every moment says its form', () => {
  const moments = /^(time|recordedtime|expirytime|from|until|since|[a-z]\w*(At|Since))$/
  const { parameters } = document.paths['/v1/events'].post
  const named: [string, Record<string, unknown>][] = [
    ...schemasIn(document, '#'),
    ...parameters.map((one: Told) => [one.name, one.schema]),
  ]
  const told = named
    .filter(([place]) => moments.test(place.split('/').at(-1) ?? ''))
    .flatMap(([place, schema]) => textsOf(schema).map((text) => [place, text] as const))
  expect(told.length).toBeGreaterThan(100)
  expect(
    told.filter(([, { format }]) => !['date-time', 'date'].includes(String(format))).map(([place]) => place),
  ).toEqual([])
})

test('every property has a description and an example, or refers to what has', () => {
  const isTold = (schema: Record<string, unknown>) =>
    '$ref' in schema || (typeof schema.description === 'string' && (Array.isArray(schema.examples) || !isPlain(schema)))
  const untold = [...schemasIn(document, '#')].filter(([, schema]) => !isTold(schema)).map(([place]) => place)
  expect(untold).toEqual([])
})

/** What a single example can show: not an object or a list of objects, whose parts have examples of their own. */
function isPlain(schema: Record<string, unknown>): boolean {
  return (
    !['object', 'array'].includes(String(schema.type)) &&
    !('anyOf' in schema) &&
    !('oneOf' in schema) &&
    !('allOf' in schema)
  )
}

test('every parameter has a description and an example', () => {
  const untold = Object.entries<Record<string, { parameters?: Parameter[] }>>(document.paths).flatMap(
    ([path, methods]) =>
      Object.values(methods).flatMap(({ parameters = [] }) =>
        parameters.filter(({ schema }) => !schema.description || !schema.examples).map(({ name }) => `${path} ${name}`),
      ),
  )
  expect(untold).toEqual([])
})

interface Parameter {
  name: string
  schema: { description?: string; examples?: unknown[] }
}

test('amounts of money and times say their unit', () => {
  const withoutUnit = [...schemasIn(document, '#')]
    .filter(([place, schema]) => /(Minor|Days|Hours|Seconds|PerDay)$/.test(place) && !('$ref' in schema))
    .filter(
      ([, schema]) => typeof schema['x-unit'] !== 'string' && !/[Dd]ays|hours|seconds/.test(String(schema.description)),
    )
    .map(([place]) => place)
  expect(withoutUnit).toEqual([])
})

/** Every zod schema below one, itself included. */
function* zodSchemasIn(schema: z.core.$ZodType, seen = new Set<unknown>()): Generator<z.core.$ZodType> {
  if (seen.has(schema)) return
  seen.add(schema)
  yield schema
  for (const child of Object.values((schema as z.core.$ZodTypes)._zod.def).flatMap(childSchemas)) {
    yield* zodSchemasIn(child, seen)
  }
}

function childSchemas(value: unknown): z.core.$ZodType[] {
  if (value instanceof z.core.$ZodType) return [value]
  if (Array.isArray(value)) return value.flatMap(childSchemas)
  const isShape = typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype
  return isShape ? Object.values(value).flatMap(childSchemas) : []
}

test('every example is what its own schema takes', () => {
  const roots = operations.flatMap(({ params, query, requestHeaders, body, responses }) => [
    ...[params, query, requestHeaders, ...Object.values(body ?? {})],
    ...Object.values(responses).flatMap((response) => [response.body, response.headers]),
  ])
  const seen = new Set<unknown>()
  const examples = roots
    .filter((root) => root !== undefined)
    .flatMap((root) => [...zodSchemasIn(root, seen)])
    .flatMap((schema) => (z.globalRegistry.get(schema)?.examples ?? []).map((example) => ({ schema, example })))
  expect(examples.length).toBeGreaterThan(100)
  const wrong = examples.filter(({ schema, example }) => !z.safeParse(schema, example).success)
  expect(wrong.map(({ example }) => example)).toEqual([])
})
