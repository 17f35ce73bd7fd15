import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { type AccessOptions, identify, permit, refusedKeys, requireScope } from './access.ts'
import { announcesBody } from './arrival.ts'
import { AnyAsked } from './asked.ts'
import { type AtOnce, whenThere } from './at-once.ts'
import { bytesOfJson, takeRoom } from './body-room.ts'
import { refusedFor } from './error-handler.ts'
import type { HttpApp } from './http-server.ts'
import { KnownAddresses } from './known-addresses.ts'
import { limitRequest } from './limits.ts'
import { mediaTypeOf } from './media-type.ts'
import type { Asked, Handler, KeyOfOrganization, Principal, ServedOperation } from './operation.ts'
import { acceptsGzip, PreparedJson } from './prepared-json.ts'
import { Problem, type ProblemCode, type ProblemError } from './problem.ts'
import { refusalsOf } from './refusals.ts'

export interface ServeOptions extends AccessOptions {
  /** Told of requests that were refused (4xx) and whose they were, once they are answered; `reason`: the problem's code. */
  refusals?: Refusals | undefined
  /** Told of the same and of requests whose key is known and refused, with what each was. */
  onRefused?: (refused: RefusedRequest) => void
  /** Where a request that its schemas take looks as if it named a person; such a one is refused. Not asked unless given. */
  personsAsked?: (operation: ServedOperation, asked: { params: unknown; body: unknown }) => ProblemError[]
  /** Bytes that a body of this route takes of memory; what it says it is long, or the route's limit, unless given. */
  bytesOfBody?: (headers: IncomingHttpHeaders, limit: number) => number
  /** Also checks what we answer, and fails with 500 where it is not what the operation says. For tests. */
  checkResponses?: boolean
}

interface Refusals {
  note(principal: Principal, reason: string): void
}

/** A request that was refused, and whose it was; nothing of its contents. */
export interface RefusedRequest extends KeyOfOrganization {
  code: ProblemCode
  requestId: string
  /** Media type of the body, without parameters; as it came, and not to be kept. */
  mediaType: string | undefined
  headers: IncomingHttpHeaders
  /** The operation's handler refused it; else nobody has read the body. */
  isByHandler: boolean
}

/** As many places of a body as anybody corrects at a time. */
const MOST_PERSONS = 100

/** Requests their handler has seen, until they are answered. */
const handled = new WeakSet<FastifyRequest>()

/** An answer, its types forgotten: what is left to send. */
interface AnyAnswer {
  status: number
  headers?: Record<string, string>
  body?: unknown
  json?: string | Buffer | PreparedJson | undefined
  mediaType?: PropertyKey | undefined
  stream?: Readable
}

/**
 * Registers one operation: access first (401, 429, 403), then media type (415), then the request's parts against their
 * schemas (400, 422), then the handler. No refusal repeats a value or an unknown key.
 */
export function serve<O extends ServedOperation, H extends Handler<O> = Handler<O>>(
  app: HttpApp,
  operation: O,
  options: ServeOptions,
  // A type parameter of its own: only so does TypeScript keep a handler's `status: 200` from widening to number.
  handler: H,
): void {
  const addresses = new KnownAddresses()
  const url = operation.path.replaceAll(/\{(\w+)\}/g, ':$1')
  app.route({
    method: operation.method.toUpperCase(),
    url,
    config: {
      takesNoBody: operation.body === undefined,
      // A browser's question before a request arrives by the same method: the CORS plugin adds its headers to our answer.
      ...(operation.method === 'options' ? { cors: { strictPreflight: false, preflightContinue: true } } : {}),
    },
    // HEAD would open a stream and listen to it.
    ...(isStream(operation) ? { exposeHeadRoute: false } : {}),
    ...(operation.bodyLimit === undefined ? {} : { bodyLimit: operation.bodyLimit }),
    ...(options.refusals || options.onRefused ? { onResponse: noteRefusals(options) } : {}),
    // Done at once where the key is known; where it must be looked up, Fastify waits for what is returned.
    onRequest: (request, reply, done): Promise<void> | undefined => {
      request.pattern = url
      const found = identify(request, operation, options)
      if (found instanceof Promise)
        return found.then((principal) => admit(principal, request, reply, operation, options))
      admit(found, request, reply, operation, options)
      done()
      return undefined
    },
    preParsing: (request, reply, _payload, done): Promise<void> | undefined => {
      const { principal, headers, routeOptions } = request
      const bytes = (options.bytesOfBody ?? bytesOfJson)(headers, routeOptions.bodyLimit)
      const waiting = principal === null ? undefined : takeRoom(request, reply, principal.orgId, bytes)
      if (waiting === undefined) done()
      return waiting
    },
    handler: (request, reply): Promise<unknown> | undefined => {
      const asked = readRequest(operation, request, reply, options, addresses)
      if (options.onRefused) handled.add(request)
      const answer: AtOnce<AnyAnswer> = handler(asked)
      const payload = whenThere(answer, (there) => {
        if (options.checkResponses) checkAnswer(operation, there)
        return toPayload(request, reply, operation, there)
      })
      // Fastify waits for what is returned.
      if (payload instanceof Promise) return payload
      reply.send(payload)
      return undefined
    },
  })
}

/** @throws Problem too-many-requests, forbidden, unsupported-media-type */
function admit(
  principal: Principal | null,
  request: FastifyRequest,
  reply: FastifyReply,
  operation: ServedOperation,
  { limits }: AccessOptions,
): void {
  request.principal = principal
  if (principal) {
    limitRequest(limits, principal, reply)
    requireScope(principal, operation)
  }
  if (operation.body && !lacksBody(request, operation)) requireMediaType(request, operation.body)
}

function isStream({ responses }: ServedOperation): boolean {
  return Object.values(responses).some(({ mediaType }) => mediaType === 'text/event-stream')
}

/** Not async: most answers are no refusals. */
function noteRefusals({ refusals, onRefused }: ServeOptions) {
  return (request: FastifyRequest, { statusCode }: FastifyReply, done: () => void): void => {
    const reason = statusCode >= 400 && statusCode < 500 ? refusedFor.get(request) : undefined
    // A first plan that is not there yet is no refusal: tools ask again until it is.
    if (reason && reason !== 'plan-not-ready') {
      if (request.principal) refusals?.note(request.principal, reason)
      const key = request.principal ?? refusedKeys.get(request)
      if (key) onRefused?.(toRefused(request, key, reason))
    }
    done()
  }
}

function toRefused(request: FastifyRequest, key: KeyOfOrganization, code: ProblemCode): RefusedRequest {
  const { orgId, keyId } = key
  const { id: requestId, headers } = request
  return { orgId, keyId, code, requestId, mediaType: mediaTypeOf(headers), headers, isByHandler: handled.has(request) }
}

/** Nothing came that could have a wrong media type; an operation that reads its body itself says what is missing. */
function lacksBody({ headers }: FastifyRequest, operation: ServedOperation): boolean {
  return !announcesBody(headers) && headers['content-type'] === undefined && operation.bodyIsCheckedByHandler === true
}

function requireMediaType(request: FastifyRequest, body: NonNullable<ServedOperation['body']>): void {
  const mediaType = mediaTypeOf(request.headers)
  if (mediaType !== undefined && Object.hasOwn(body, mediaType)) return
  const accepted = Object.keys(body).join(', ')
  throw new Problem('unsupported-media-type', `This address takes ${accepted}.`, { headers: { accept: accepted } })
}

function readRequest<O extends ServedOperation>(
  operation: O,
  request: FastifyRequest,
  reply: FastifyReply,
  options: ServeOptions,
  addresses: KnownAddresses,
): Asked<O> {
  const mediaType = mediaTypeOf(request.headers)
  const { params, query } = addresses.read(request.url, () => ({
    params: check(operation.params, request.params, 'invalid-request', '#/path'),
    query: check(queryOf(operation), request.query, 'invalid-request', '#/query'),
  }))
  const body = readBody(operation, mediaType, request.body)
  const errors = options.personsAsked?.(operation, { params, body }) ?? []
  if (errors.length > 0)
    throw new Problem('phi-not-accepted', 'It looks as if it named a person; nothing of it was kept.', {
      errors: errors.slice(0, MOST_PERSONS),
    })
  const asked = new AnyAsked(reply, {
    params,
    query,
    body,
    mediaType,
    principalNow: () => permit(request, operation, options),
  })
  // What the schemas gave has the form of Asked<O>; TypeScript cannot follow a conditional type over an unknown O.
  return asked as unknown as Asked<O>
}

const noQuery = z.strictObject({})

/**
 * A filter that nobody reads would be taken for one that was, and `?dryRun=true` for what it says: where there is no query, none
 * is taken. Not so of pages and checks, which are open to all: a browser or a probe may add to their address.
 */
function queryOf({ query, scopes }: ServedOperation): z.ZodObject | undefined {
  return query ?? (scopes.length > 0 ? noQuery : undefined)
}

function readBody(operation: ServedOperation, mediaType: string | undefined, body: unknown): unknown {
  const schema = operation.body?.[mediaType ?? '']
  return operation.bodyIsCheckedByHandler ? body : check(schema, body, 'invalid-body', '#')
}

function check(
  schema: z.ZodType | undefined,
  value: unknown,
  code: 'invalid-request' | 'invalid-body',
  root: string,
): unknown {
  if (!schema) return undefined
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  const where = code === 'invalid-body' ? 'The body' : 'The address'
  throw new Problem(code, `${where} is not what this operation takes.`, {
    errors: refusalsOf(schema, parsed.error, root),
  })
}

/** @throws where an answer has a status, a field or a type that its operation does not name. */
function checkAnswer(operation: ServedOperation, answer: AnyAnswer): void {
  const response = operation.responses[answer.status]
  if (!response) throw new Error(`${operation.id} does not name an answer ${answer.status}`)
  if (answer.stream) return
  const schema = answer.mediaType ? response.alternatives?.[String(answer.mediaType)] : response.body
  const parsed = schema?.safeParse(answer.json === undefined ? answer.body : parseJson(answer.json))
  if (!schema || !parsed || parsed.success) return
  const places = refusalsOf(schema, parsed.error, '#').map((error) => `${error.pointer}: ${error.detail}`)
  throw new Error(`${operation.id} ${answer.status} is not what it says: ${places.join('; ')}`)
}

function parseJson(json: string | Buffer | PreparedJson): unknown {
  return JSON.parse(json instanceof PreparedJson ? json.plain.toString() : json.toString())
}

/**
 * Sets status and headers, and gives Fastify what to send. Returning the reply instead would have it wait for the last byte
 * of every answer.
 */
function toPayload(
  request: FastifyRequest,
  reply: FastifyReply,
  operation: ServedOperation,
  answer: AnyAnswer,
): unknown {
  reply.code(answer.status)
  if (answer.headers) setHeaders(reply, answer.headers)
  if (answer.json instanceof PreparedJson) return preparedPayload(request, reply, answer.json)
  if (Buffer.isBuffer(answer.json)) {
    // For a text Fastify does so by itself.
    reply.type('application/json; charset=utf-8')
    return answer.json
  }
  if (answer.json === undefined && answer.body === undefined && !answer.stream) return undefined
  const mediaType = String(answer.mediaType ?? operation.responses[answer.status]?.mediaType ?? 'application/json')
  reply.type(mediaType)
  if (answer.json !== undefined || answer.stream) return answer.json ?? answer.stream
  const isJson = /^application\/([\w.-]+\+)?json\b/.test(mediaType)
  return isJson ? JSON.stringify(answer.body) : answer.body
}

/** `vary` is added to what is there: where browsers may call, the answer also varies by their origin. */
function setHeaders(reply: FastifyReply, headers: Record<string, string>): void {
  const known = headers.vary === undefined ? undefined : reply.getHeader('vary')
  reply.headers(headers)
  if (known !== undefined && headers.vary !== undefined) reply.header('vary', `${String(known)}, ${headers.vary}`)
}

function preparedPayload(request: FastifyRequest, reply: FastifyReply, json: PreparedJson): AtOnce<Buffer> {
  reply.type('application/json; charset=utf-8')
  const packed = acceptsGzip(request.headers['accept-encoding']) ? json.packed() : undefined
  if (packed === undefined) return json.plain
  return whenThere(packed, (bytes) => {
    reply.header('content-encoding', 'gzip')
    return bytes
  })
}
