import type { FastifyRequest } from 'fastify'
import { answerBrokenRequest } from './broken-request.ts'
import type { HttpApp } from './http-server.ts'

const timers = new WeakMap<object, NodeJS.Timeout>()

/** A body that has not arrived in this time is answered 408 and its connection closed, so that nobody holds one for long. */
export function limitArrival(app: HttpApp, ms: number): void {
  app.addHook('onRequest', ({ raw }, _reply, done) => {
    limit(raw, ms)
    done()
  })
}

function limit(raw: FastifyRequest['raw'], ms: number): void {
  if (raw.headers['transfer-encoding'] === undefined && Number(raw.headers['content-length'] ?? 0) === 0) return
  const timer = setTimeout(() => {
    const error = Object.assign(new Error('the body did not arrive'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
    if (!raw.complete) answerBrokenRequest(error, raw.socket)
  }, ms)
  timers.set(raw, timer)
  raw.once('end', () => clearTimeout(timer))
  raw.once('close', () => clearTimeout(timer))
}

/** For a body of any length and duration, whose reader has limits of its own. */
export function exemptFromArrival({ raw }: Pick<FastifyRequest, 'raw'>): void {
  clearTimeout(timers.get(raw))
}
