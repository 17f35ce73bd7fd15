import { type FastifyReply, type FastifyRequest, LogController } from 'fastify'

/** `/v1/pools/:poolId/plan`; `unknown` where no route matched. Never the address: it holds ids and queries. */
export function routePattern(request: FastifyRequest): string {
  return request.routeOptions.url ?? 'unknown'
}

/** One line a request, when it is answered; probes only at debug. */
class ServerLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(error: Error | null | undefined, request: FastifyRequest, reply: FastifyReply): void {
    const level = isProbe(request) ? 'debug' : 'info'
    const line = {
      method: request.method,
      route: routePattern(request),
      status: reply.statusCode,
      ms: Math.round(reply.elapsedTime * 10) / 10,
    }
    if (error) reply.log.error({ ...line, err: error }, 'not answered')
    else reply.log[level](line, 'answered')
  }

  override routeNotFound(): void {}
}

function isProbe(request: FastifyRequest): boolean {
  return ['/healthz', '/readyz', '/metrics'].includes(routePattern(request))
}

export const serverLog = new ServerLog({ requestIdLogLabel: 'requestId' })
