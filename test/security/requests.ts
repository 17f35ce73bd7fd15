import { type Operation, openApiDocument } from '@sluice/contracts'
import type { Asking } from './installation.ts'

type Schema = Record<string, unknown>

const document = JSON.parse(JSON.stringify(openApiDocument({ publicUrl: '/' })))

export function parametersOf({ path }: Operation): string[] {
  return [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name)
}

/** A request of this operation with these values for its parameters, and the body that its own examples make. */
export function requestOf(operation: Operation, values: readonly string[], token: string): Asking {
  let next = 0
  const url = operation.path.replaceAll(/\{\w+\}/g, () => encodeURIComponent(values[next++] ?? 'unknown'))
  const [mediaType] = Object.keys(operation.body ?? {})
  const body = mediaType === undefined ? undefined : exampleBody(operation, mediaType)
  return {
    method: operation.method,
    url: `${url}${requiredQuery(operation)}`,
    token,
    ...(mediaType === undefined ? {} : { headers: { 'content-type': mediaType }, body }),
  }
}

/** What the document's examples make of a body: of a text its example, of an object those of its properties. */
export function exampleBody({ path, method }: Operation, mediaType: string): unknown {
  const { schema } = document.paths[path][method].requestBody.content[mediaType]
  const example = exampleOf(schema)
  return typeof example === 'object' && example !== null ? JSON.stringify(example) : String(example)
}

function requiredQuery({ path, method }: Operation): string {
  const parameters: { name: string; in: string; required?: boolean; schema: Schema }[] =
    document.paths[path][method].parameters ?? []
  const needed = parameters.filter((parameter) => parameter.in === 'query' && parameter.required)
  const query = needed.map(({ name, schema }) => `${name}=${encodeURIComponent(String(exampleOf(schema)))}`).join('&')
  return query === '' ? '' : `?${query}`
}

function exampleOf(schema: Schema): unknown {
  const at = resolve(schema)
  if (Array.isArray(at.examples) && at.examples.length > 0) return at.examples[0]
  if ('const' in at) return at.const
  if (Array.isArray(at.enum)) return at.enum[0]
  const [choice] = [at.oneOf, at.anyOf, at.allOf].filter(Array.isArray).flat()
  if (choice !== undefined) return exampleOf(choice)
  if (at.type === 'array') return [exampleOf((at.items ?? {}) as Schema)]
  if (at.type !== 'object') return at.type === 'string' ? 'text' : 1
  const required = new Set(Array.isArray(at.required) ? at.required : [])
  return Object.fromEntries(
    Object.entries((at.properties ?? {}) as Record<string, Schema>)
      .filter(([name]) => required.has(name))
      .map(([name, property]) => [name, exampleOf(property)]),
  )
}

function resolve(schema: Schema): Schema {
  const name = typeof schema.$ref === 'string' ? schema.$ref.split('/').at(-1) : undefined
  return name === undefined ? schema : resolve(document.components.schemas[name])
}
