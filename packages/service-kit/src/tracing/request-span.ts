import type { FastifyReply, FastifyRequest } from 'fastify'
import { refusedFor } from '../error-handler.ts'
import type { HttpApp } from '../http-server.ts'
import { isProbe, routePattern } from '../request-log.ts'
import { readTraceparent } from './traceparent.ts'
import type { Span, Tracing } from './tracing.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** null: it is not traced. */
    span: Span | null
  }
}

/**
 * One span for each request, from its headers to the last byte of its answer, under the caller's where it sent a
 * `traceparent`. It is named by method and route, and has the status of the answer: nothing of its address, headers or
 * body.
 */
export function traceRequests(app: HttpApp, tracing: Tracing): void {
  app.addHook('onRequest', (request, _reply, done) => {
    if (!isProbe(request)) begin(request, tracing)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    if (request.span) end(request.span, request, reply)
    done()
  })
}

function begin(request: FastifyRequest, tracing: Tracing): void {
  const { method } = request
  const route = request.is404 ? undefined : routePattern(request)
  const span = tracing.start(route === undefined ? method : `${method} ${route}`, {
    kind: 'server',
    parent: readTraceparent(request.headers.traceparent),
    facts: { 'http.request.method': method, ...(route === undefined ? {} : { 'http.route': route }) },
  })
  request.span = span
  request.log = request.log.child({ trace_id: span.traceId })
}

function end(span: Span, request: FastifyRequest, { statusCode }: FastifyReply): void {
  span.set({ 'http.response.status_code': statusCode })
  const code = refusedFor.get(request)
  // A request refused with 4xx was answered as it should be: the span has its code, and has not failed.
  if (statusCode >= 500) span.set({ 'error.type': code ?? String(statusCode) })
  else if (code !== undefined) span.set({ 'sluice.outcome': code })
  span.end()
}
