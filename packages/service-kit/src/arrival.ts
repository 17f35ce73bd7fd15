import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { answerBrokenRequest } from './broken-request.ts'

/** What is under way for each request: its timer, and how to restart it. */
const clocks = new WeakMap<object, { timer: NodeJS.Timeout; start: () => void }>()

/** Whether a request says that a body follows its headers. */
export function announcesBody(headers: IncomingHttpHeaders): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) !== 0
}

/** A body that has not arrived in this time is answered 408 and its connection closed, so that nobody holds one for long. */
export function limitArrival({ raw }: FastifyRequest, { raw: answer }: FastifyReply, ms: number): void {
  if (!announcesBody(raw.headers)) return
  const giveUp = () => {
    if (raw.complete) return
    // Refused before its body was read: it has its answer, and a second one would be taken for the next request's.
    if (answer.writableEnded) raw.destroy()
    else answerBrokenRequest(tooLate(), raw.socket)
  }
  const start = () => void clocks.set(raw, { timer: setTimeout(giveUp, ms), start })
  start()
  raw.once('end', () => stop(raw))
  raw.once('close', () => stop(raw))
}

function stop(raw: object): void {
  clearTimeout(clocks.get(raw)?.timer)
}

function tooLate(): Error {
  return Object.assign(new Error('the body did not arrive'), { code: 'ERR_HTTP_REQUEST_TIMEOUT' })
}

/** For a body of any length and duration, whose reader has limits of its own. */
export function exemptFromArrival({ raw }: Pick<FastifyRequest, 'raw'>): void {
  stop(raw)
}

/** While a body waits to be read, which is not its sender's fault. @returns what gives it the whole time, from then on */
export function suspendArrival({ raw }: Pick<FastifyRequest, 'raw'>): () => void {
  stop(raw)
  return () => {
    if (!raw.destroyed) clocks.get(raw)?.start()
  }
}
