import { type FastifyBaseLogger, type FastifyReply, type FastifyRequest, LogController } from 'fastify'

/** `/v1/pools/:poolId/plan`; `unknown` where no route matched. Never the address: it holds ids and queries. */
export function routePattern(request: FastifyRequest): string {
  return request.pattern ?? request.routeOptions.url ?? 'unknown'
}

/** One line a request, when it is answered; probes, and polls that brought nothing new, only at debug. */
class ServerLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const level = reply.statusCode === 304 || isProbe(request) ? 'debug' : 'info'
    const { log } = reply.server
    if (!error && level === 'debug' && !isAtDebug(log)) return
    const line = {
      requestId: request.id,
      method: request.method,
      route: routePattern(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
      ...(request.span ? { trace_id: request.span.traceId } : {}),
    }
    if (error) log.error({ ...line, err: error }, 'not answered')
    else log[level](line, 'answered')
  }

  override routeNotFound(): void {}
}

function isAtDebug({ level }: FastifyBaseLogger): boolean {
  return level === 'debug' || level === 'trace'
}

/** Whether it is only a health check. */
export function isProbe(request: FastifyRequest): boolean {
  return ['/healthz', '/readyz', '/metrics'].includes(routePattern(request))
}

export const serverLog = new ServerLog({ requestIdLogLabel: 'requestId' })

type Said = [line: object, text?: string]

/**
 * A request's logger, made when something is first logged: making one, with the net for secrets, takes as long as
 * answering 304 does, and most requests log nothing of their own.
 */
class RequestLog {
  readonly #parent: FastifyBaseLogger
  readonly #bindings: Parameters<FastifyBaseLogger['child']>[0]
  #own: FastifyBaseLogger | undefined

  constructor(parent: FastifyBaseLogger, bindings: Parameters<FastifyBaseLogger['child']>[0]) {
    this.#parent = parent
    this.#bindings = bindings
  }

  get #log(): FastifyBaseLogger {
    this.#own ??= this.#parent.child(this.#bindings)
    return this.#own
  }

  get level(): string {
    return this.#parent.level
  }

  set level(level: string) {
    this.#log.level = level
  }

  child(...of: Parameters<FastifyBaseLogger['child']>): FastifyBaseLogger {
    return this.#log.child(...of)
  }

  fatal(...said: Said): void {
    this.#log.fatal(...said)
  }

  error(...said: Said): void {
    this.#log.error(...said)
  }

  warn(...said: Said): void {
    this.#log.warn(...said)
  }

  info(...said: Said): void {
    this.#log.info(...said)
  }

  debug(...said: Said): void {
    this.#log.debug(...said)
  }

  trace(...said: Said): void {
    this.#log.trace(...said)
  }

  silent(): void {}
}

/** For Fastify's `childLoggerFactory`. */
export function requestLog(
  parent: FastifyBaseLogger,
  bindings: Parameters<FastifyBaseLogger['child']>[0],
): FastifyBaseLogger {
  // Its methods take what LogFn takes and hand it on; TypeScript cannot spread the overloads of one.
  return new RequestLog(parent, bindings) as FastifyBaseLogger
}
