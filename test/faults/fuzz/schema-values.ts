import fc from 'fast-check'
import type { Resolve, Schema } from '../../openapi/api-document.ts'

/** Levels after which optional members and elements are left out, so that what refers to itself ends. */
const MAX_DEPTH = 6

/** Values that a schema allows, most of them; what it says in words only is missed now and then, which is welcome here. */
export function valuesOf(schema: Schema, resolve: Resolve, depth = 0): fc.Arbitrary<unknown> {
  if (schema.$ref) return valuesOf(resolve(schema.$ref), resolve, depth)
  const { examples } = schema
  const made = madeBy(schema, resolve, depth)
  return examples?.length ? fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...examples) }, made) : made
}

function madeBy(schema: Schema, resolve: Resolve, depth: number): fc.Arbitrary<unknown> {
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((choice) => valuesOf(choice, resolve, depth)))
  const [first] = schema.allOf ?? []
  if (first) return valuesOf(first, resolve, depth)
  switch (Array.isArray(schema.type) ? schema.type[0] : schema.type) {
    case 'string':
      return texts(schema)
    case 'integer':
      return fc.integer(range(schema, 1_000_000))
    case 'number':
      return fc.double({ ...range(schema, 1_000_000), noNaN: true })
    case 'boolean':
      return fc.boolean()
    case 'array':
      return lists(schema, resolve, depth)
    case 'object':
      return objects(schema, resolve, depth)
    case 'null':
      return fc.constant(null)
    default:
      return fc.jsonValue({ maxDepth: 1 })
  }
}

function range({ minimum, maximum }: Schema, spread: number): { min: number; max: number } {
  const min = minimum ?? Math.min(0, maximum ?? 0)
  return { min, max: Math.min(maximum ?? min + spread, 2_147_483_647) }
}

function texts({ pattern, format, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (format === 'date-time') return instants.map((at) => at.toISOString())
  if (format === 'date') return instants.map((at) => at.toISOString().slice(0, 10))
  if (format === 'uri') return fc.webUrl()
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern, 'u'))
  return fc.string({ minLength, maxLength: Math.min(maxLength, minLength + 60) })
}

const instants = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-12-31'), noInvalidDate: true })

function lists(schema: Schema, resolve: Resolve, depth: number): fc.Arbitrary<unknown[]> {
  const { items = {}, minItems = 0, maxItems = 4 } = schema
  const most = Math.max(minItems, depth >= MAX_DEPTH ? 0 : Math.min(maxItems, minItems + 4))
  return fc.array(valuesOf(items, resolve, depth + 1), { minLength: minItems, maxLength: most })
}

function objects(schema: Schema, resolve: Resolve, depth: number): fc.Arbitrary<unknown> {
  const { properties = {}, required = [], propertyNames, additionalProperties } = schema
  const named = Object.entries(properties).filter(([name]) => depth < MAX_DEPTH || required.includes(name))
  const model = Object.fromEntries(named.map(([name, member]) => [name, valuesOf(member, resolve, depth + 1)]))
  const closed = fc.record(model, { requiredKeys: required.filter((name) => name in model), noNullPrototype: true })
  if (typeof additionalProperties !== 'object' || depth >= MAX_DEPTH) return closed
  const names = propertyNames ? valuesOf(propertyNames, resolve, depth).map(String) : fc.stringMatching(/^[a-z]{1,8}$/)
  const open = fc.dictionary(names, valuesOf(additionalProperties, resolve, depth + 1), { maxKeys: 3 })
  return fc.tuple(closed, open).map(([some, others]) => ({ ...others, ...some }))
}
