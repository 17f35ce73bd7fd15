import type { IncomingHttpHeaders } from 'node:http'
import type { FastifyBaseLogger, FastifyReply } from 'fastify'
import type { Principal } from './operation.ts'
import type { Span } from './tracing/tracing.ts'

interface Read {
  params: unknown
  query: unknown
  body: unknown
  mediaType: string | undefined
  principalNow: () => Promise<Principal | null>
}

/** What a handler gets, its types forgotten. A class: an object made in place with a getter takes a microsecond to make. */
export class AnyAsked implements Read {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  readonly mediaType: string | undefined
  readonly principalNow: () => Promise<Principal | null>
  readonly principal: Principal | null
  readonly headers: IncomingHttpHeaders
  readonly requestId: string
  readonly log: FastifyBaseLogger
  readonly #reply: FastifyReply

  constructor(reply: FastifyReply, { params, query, body, mediaType, principalNow }: Read) {
    const { request } = reply
    this.params = params
    this.query = query
    this.body = body
    this.mediaType = mediaType
    this.principalNow = principalNow
    this.principal = request.principal
    this.headers = request.headers
    this.requestId = request.id
    this.log = request.log
    this.#reply = reply
  }

  get span(): Span | null {
    return this.#reply.request.span
  }

  /** Made only when it is read: most answers are there before a client could go away. */
  get signal(): AbortSignal {
    return goneSignal(this.#reply)
  }
}

/** Not the request's own end: that comes with the last byte of its body. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController()
  raw.once('close', () => {
    if (!raw.writableFinished) gone.abort()
  })
  return gone.signal
}
