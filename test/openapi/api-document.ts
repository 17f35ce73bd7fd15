import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'

/** JSON Schema as our OpenAPI document uses it. */
export interface Schema {
  $ref?: string
  type?: string | string[]
  const?: unknown
  enum?: unknown[]
  examples?: unknown[]
  pattern?: string
  format?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  items?: Schema
  minItems?: number
  maxItems?: number
  properties?: Record<string, Schema>
  required?: string[]
  propertyNames?: Schema
  additionalProperties?: boolean | Schema
  /** Of a stream: its kinds of events, and what the `data` of each holds as JSON. */
  'x-events'?: { event: string; data: Schema }[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
}

export type Resolve = (reference: string) => Schema

export interface Parameter {
  in: 'path' | 'query' | 'header'
  name: string
  required?: boolean
  schema: Schema
}

interface MediaTypes {
  content?: Record<string, { schema: Schema }>
}

interface DescribedAnswer extends MediaTypes {
  headers?: Record<string, { required?: boolean }>
}

interface DescribedOperation {
  operationId: string
  parameters?: Parameter[]
  requestBody?: MediaTypes
  responses: Record<string, DescribedAnswer>
}

/** OpenAPI as far as it is used here. */
export interface OpenApi {
  paths: Record<string, Record<string, DescribedOperation>>
  components: { schemas: Record<string, Schema>; responses?: Record<string, MediaTypes> }
}

/** An answer as it came. */
export interface GivenAnswer {
  status: number
  /** Without parameters. */
  mediaType: string
  body: string
  hasHeader: (name: string) => boolean
}

export interface ListedOperation extends DescribedOperation {
  method: string
  path: string
}

/** Of a body of this media type; the document may name it with parameters. */
function schemaOf(content: NonNullable<MediaTypes['content']>, mediaType: string): Schema | undefined {
  return Object.entries(content).find(([named]) => named.split(';')[0] === mediaType)?.[1].schema
}

/** What the document says of each operation, and whether an answer is what it says. */
export class ApiDocument {
  readonly operations: readonly ListedOperation[]
  readonly #document: OpenApi
  readonly #ajv = new Ajv2020({ strict: false, validateFormats: true, allErrors: false })
  readonly #validators = new Map<Schema, ValidateFunction>()

  constructor(document: OpenApi) {
    this.#document = document
    addFormats.default(this.#ajv)
    this.#ajv.addSchema({ $id: 'openapi', components: document.components })
    this.operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => ({ ...operation, method, path })),
    )
  }

  readonly resolve: Resolve = (reference) => {
    const found = this.#document.components.schemas[reference.replace('#/components/schemas/', '')]
    if (!found) throw new Error(`the document does not have ${reference}`)
    return found
  }

  /** @throws where the document has no such operation */
  operationOf(method: string, path: string): ListedOperation {
    const found = this.operations.find((each) => each.path === path && each.method === method.toLowerCase())
    if (!found) throw new Error(`the document does not have ${method} ${path}`)
    return found
  }

  /** What is wrong with an answer; null: it is as the document says. Problem documents need not be named. */
  faultOf(operation: ListedOperation, { status, mediaType, body, hasHeader }: GivenAnswer): string | null {
    const named = operation.responses[String(status)]
    if (!named && status < 400) return `${status} is not named`
    const missing = Object.entries(named?.headers ?? {}).find(([name, { required }]) => required && !hasHeader(name))
    if (missing) return `${status} has no header ${missing[0]}`
    const content = named ? named.content : problemContent
    if (content === undefined) return body === '' ? null : `${status} has a body`
    const schema = schemaOf(content, mediaType) ?? (status >= 400 ? problemContent[mediaType]?.schema : undefined)
    if (schema === undefined) return `${status} is not named with ${mediaType === '' ? 'no media type' : mediaType}`
    return this.#bodyFault(schema, mediaType, body)
  }

  /** What is wrong with an event of a stream; null: it is of a kind that is named, and its data are as described. */
  eventFaultOf(operation: ListedOperation, { event, data }: { event: string; data: unknown }): string | null {
    const kinds = operation.responses['200']?.content?.['text/event-stream']?.schema['x-events']
    const kind = kinds?.find((each) => each.event === event)
    return kind ? this.#valueFault(kind.data, JSON.stringify(data)) : `no event ${event} is named`
  }

  #bodyFault(schema: Schema, mediaType: string, body: string): string | null {
    // Described as one text, not line by line.
    if (mediaType === 'application/x-ndjson' && schema.type === 'string') return null
    if (mediaType === 'application/x-ndjson')
      return (
        body
          .trim()
          .split('\n')
          .map((line) => this.#valueFault(schema, line))
          .find((fault) => fault !== null) ?? null
      )
    return /json$/.test(mediaType) ? this.#valueFault(schema, body) : null
  }

  #valueFault(schema: Schema, text: string): string | null {
    const validate = this.#validators.get(schema) ?? this.#compile(schema)
    try {
      if (validate(JSON.parse(text))) return null
    } catch {
      return 'the body is no JSON'
    }
    const [error] = validate.errors ?? []
    return `the body is not what is described: ${error?.instancePath} ${error?.message}`
  }

  #compile(schema: Schema): ValidateFunction {
    const inOpenApi = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"openapi#/components/'))
    const validate = this.#ajv.compile(inOpenApi)
    this.#validators.set(schema, validate)
    return validate
  }
}

const problemContent: Record<string, { schema: Schema }> = {
  'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } },
}
