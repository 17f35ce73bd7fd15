import fastifyCors from '@fastify/cors'
import { type FastifyBaseLogger, type FastifyInstance, type FastifyReply, type FastifyRequest, fastify } from 'fastify'
import { announcesBody, limitArrival } from './arrival.ts'
import { BodyBudget, type BodyBudgetOptions } from './body-budget.ts'
import { answerBrokenRequest, noteAnswers } from './broken-request.ts'
import { CompactRequest } from './compact-request.ts'
import { countHeaders } from './count-headers.ts'
import { handleError } from './error-handler.ts'
import { type Ready, registerHealthRoutes } from './health.ts'
import { readJsonBodies } from './json-body.ts'
import { Gauge, type HttpDuration, httpDuration, Registry } from './metrics.ts'
import type { Principal } from './operation.ts'
import { Problem } from './problem.ts'
import { requestId } from './request-id.ts'
import { requestLog, routePattern, serverLog } from './request-log.ts'
import { traceRequests } from './tracing/request-span.ts'
import type { Tracing } from './tracing/tracing.ts'
import { answerUnknownAddress } from './unknown-address.ts'

export type HttpApp = FastifyInstance

/** A page of ours, with its policy among the headers. */
export interface Page {
  html: string
  headers: Readonly<Record<string, string>>
}

declare module 'fastify' {
  interface FastifyInstance {
    /** Room for the bodies of this process. */
    bodies: BodyBudget
    /** What a browser is shown at an address of nothing; a problem document, as to everybody else, until it is set. */
    pageOfNothing: Page | null
  }
  interface FastifyRequest {
    /** The caller, once `serve` has found out; null where the route is open to everybody. */
    principal: Principal | null
    /** Set by a route of `serve`; null: ask Fastify, which makes an object of twelve fields to answer. */
    pattern: string | null
  }
  interface FastifyContextConfig {
    /**
     * The operation takes no body: an empty one counts as none, whatever media type a client sets with every request.
     */
    takesNoBody?: boolean
  }
}

export interface HttpServerOptions {
  name: string
  logger: FastifyBaseLogger
  /** Whose X-Forwarded-For counts: number of proxies' addresses or ranges; nobody's unless given. */
  trustProxy?: string | string[] | boolean
  /** Origins whose pages may call us; none unless given. */
  corsOrigins?: string[]
  /** What /readyz checks: by name, whether it is there. */
  ready: Ready
  /** Bytes of a body; 1 MiB unless given. A route may say more. */
  bodyLimit?: number
  /** How much of bodies may be in memory, where the defaults do not fit. */
  bodies?: BodyBudgetOptions
  /** What /metrics shows; one of its own unless given. */
  metrics?: Registry
  /** Where spans of requests go; nowhere unless given. */
  tracing?: Tracing | undefined
  /**
   * Milliseconds a closing server goes on answering with `Connection: close` before it stops listening, so that clients
   * that keep connections leave them between two requests and not within one. 0 by default.
   */
  drainMs?: number
  /** Open at a time; more are closed unheard. 16,384 unless given. */
  maxConnections?: number
  /** Milliseconds in which a body must have arrived; 60,000 unless given. A route that reads a stream may say otherwise. */
  arrivalMs?: number
}

/**
 * A Fastify with what every service has: /healthz, /readyz, /metrics, request ids, problem documents for every error,
 * limits and timeouts on everything a stranger can make slow or large. Routes are added by the caller, who listens.
 */
export function createHttpServer(options: HttpServerOptions): HttpApp {
  const app = fastify({
    loggerInstance: options.logger,
    logController: serverLog,
    childLoggerFactory: requestLog,
    trustProxy: options.trustProxy ?? false,
    bodyLimit: options.bodyLimit ?? 1_048_576,
    genReqId: requestId,
    frameworkErrors: handleError,
    clientErrorHandler: answerBrokenRequest,
    // A request that still arrives on an open connection while we close is answered, not refused.
    return503OnClosing: false,
    // Node's own limit knows no exceptions: limitArrival has it.
    requestTimeout: 0,
    connectionTimeout: 90_000,
    keepAliveTimeout: 72_000,
    routerOptions: { maxParamLength: 200 },
    // Node would refuse a request without a Host by itself, without a reason: requireOnce has it.
    http: { headersTimeout: 15_000, maxHeaderSize: 16_384, requireHostHeader: false, IncomingMessage: CompactRequest },
  })
  noteAnswers(app.server)
  // Keep all of them, on every Node: before 24.21 it keeps a thousand, and delivers the body that a later one announces.
  // `receive` counts them.
  app.server.maxHeadersCount = 0
  app.server.maxConnections = options.maxConnections ?? 16_384
  app.decorate('pageOfNothing', null)
  app.decorateRequest('principal', null)
  app.decorateRequest('pattern', null)
  app.decorateRequest('span', null)
  app.removeContentTypeParser('text/plain')
  // Any JSON: what a route does not name is refused before it is read.
  readJsonBodies(app)
  app.setErrorHandler(handleError)
  const metrics = options.metrics ?? new Registry()
  if (options.tracing) traceRequests(app, options.tracing)
  keepRoom(app, new BodyBudget(options.bodies), metrics)
  receive(app, options.arrivalMs ?? 60_000)
  protect(app)
  measure(app, httpDuration(metrics))
  drainBeforeClosing(app, options.drainMs ?? 0)
  answerExpectations(app)
  if (options.corsOrigins?.length) allowOrigins(app, options.corsOrigins)
  registerHealthRoutes(app, { ready: options.ready, metrics })
  return app
}

/** Headers for JSON that is not a page, as browsers need them. Pages of ours replace the policy by their own. */
const securityHeaders = Object.entries({
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
})

/** One budget for all routes of a process, whichever services they are of. */
function keepRoom(app: HttpApp, bodies: BodyBudget, metrics: Registry): void {
  app.decorate('bodies', bodies)
  new Gauge({
    name: 'sluice_body_bytes',
    help: 'Room reserved for bodies that are read or not answered yet; at 128 MiB, and 2 MiB for each organization beside them, requests are turned away.',
    registers: [metrics],
    collect() {
      this.set(bodies.held)
    },
  })
}

function receive(app: HttpApp, arrivalMs: number): void {
  const answerUnknown = answerUnknownAddress(app)
  app.setNotFoundHandler(answerUnknown)
  // One hook, and not async, here and below: hooks and promises of each request are time that 10,000 pollers pay for.
  app.addHook('onRequest', (request, reply, done) => {
    limitArrival(request, reply, arrivalMs)
    reply.header('x-request-id', request.id)
    reply.header('cache-control', 'no-store')
    if (hasTooManyHeaders(request)) done(tooManyHeaders())
    else if (!isCodedAsRead(request)) done(unknownCoding())
    else if (!namesHostOnce(request)) done(notOnce('Host'))
    else if (hasTwoMediaTypes(request)) done(notOnce('Content-Type'))
    else if (!isForNobody(request)) done()
    else if (request.is404) answerUnknown(request, reply)
    else done(new Problem('body-too-large', 'OPTIONS takes no body.', { headers: { connection: 'close' } }))
  })
}

/** Ten times what proxies and browsers send together. */
const MOST_HEADERS = 1_000

/** Names and values are listed one after the other. */
function hasTooManyHeaders({ raw }: FastifyRequest): boolean {
  return raw.rawHeaders.length > 2 * MOST_HEADERS
}

function tooManyHeaders(): Problem {
  return new Problem('headers-too-large', `More than ${MOST_HEADERS} headers.`, { headers: { connection: 'close' } })
}

/** Node reads `gzip, chunked` as if the first were not there (RFC 9112 6.1: what is not understood is not taken). */
function isCodedAsRead({ raw }: FastifyRequest): boolean {
  return (raw.headers['transfer-encoding'] ?? 'chunked').trim().toLowerCase() === 'chunked'
}

/** RFC 9112 3.2: exactly one; before HTTP/1.1 there was none. */
function namesHostOnce({ raw }: FastifyRequest): boolean {
  const count = countHeaders(raw.rawHeaders, 'host')
  return count === 1 || (count === 0 && raw.httpVersion === '1.0')
}

/** What something in between checked as one thing may be read here as another. */
function hasTwoMediaTypes({ raw }: FastifyRequest): boolean {
  return raw.headers['content-type'] !== undefined && countHeaders(raw.rawHeaders, 'content-type') > 1
}

function notOnce(header: string): Problem {
  return new Problem('malformed-request', `The header ${header} must come once.`, { headers: { connection: 'close' } })
}

function unknownCoding(): Problem {
  return new Problem('unsupported-media-type', 'A body comes as it is: no transfer coding but chunked is taken.', {
    headers: { connection: 'close' },
  })
}

/**
 * A body that no operation reads: with OPTIONS, and where no operation is. Refused before it is read, since Fastify
 * would first hold it in memory, for as many connections as there may be, and no key is needed.
 */
function isForNobody({ raw, method, is404 }: FastifyRequest): boolean {
  return (is404 || method === 'OPTIONS') && announcesBody(raw.headers)
}

function protect(app: HttpApp): void {
  app.addHook('onSend', (_request, reply, _payload, done) => {
    // 304 has nothing to protect: the caller keeps the headers of the answer it has (RFC 9110 15.4.5).
    if (reply.statusCode !== 304) setUnlessSet(reply)
    done()
  })
}

/** A page of ours has set its own policies. */
function setUnlessSet(reply: FastifyReply): void {
  for (const [name, value] of securityHeaders) if (!reply.hasHeader(name)) reply.header(name, value)
}

function measure(app: HttpApp, duration: HttpDuration): void {
  app.addHook('onResponse', (request, reply, done) => {
    const labels = { method: request.method, route: routePattern(request), status: String(reply.statusCode) }
    duration.observe(labels, reply.elapsedTime / 1_000)
    done()
  })
}

/**
 * Node itself answers an Expect that it does not know, with 417 and no problem document; a server may as well ignore it
 * (RFC 9110 10.1.1). A client that waits with its body gets its answer once the request was let in: a refusal spares it
 * the body. Node then closes the connection, on which a body may or may not follow.
 */
function answerExpectations(app: HttpApp): void {
  const waiting = new WeakSet<object>()
  app.server.on('checkExpectation', (request, response) => app.server.emit('request', request, response))
  app.server.on('checkContinue', (request, response) => {
    waiting.add(response)
    app.server.emit('request', request, response)
  })
  app.addHook('preParsing', (_request, reply, _payload, done) => {
    if (waiting.has(reply.raw)) reply.raw.writeContinue()
    done()
  })
}

function drainBeforeClosing(app: HttpApp, drainMs: number): void {
  if (drainMs === 0) return
  app.addHook('preClose', async () => {
    await new Promise((resolve) => setTimeout(resolve, drainMs))
  })
}

function allowOrigins(app: HttpApp, origins: string[]): void {
  app.register(fastifyCors, {
    origin: origins,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'DELETE'],
    exposedHeaders: [
      'ETag',
      'Link',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'Sluice-Computed-Revision',
      'X-Request-Id',
    ],
    maxAge: 600,
  })
}
