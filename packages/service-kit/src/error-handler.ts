import type { FastifyReply, FastifyRequest } from 'fastify'
import { isOutage } from './outage.ts'
import { Problem, type ProblemCode, problemToDocument } from './problem.ts'

/** What a request was refused for, until it is answered. */
export const refusedFor = new WeakMap<FastifyRequest, ProblemCode>()

/** Answers any error as a problem document. Ours and Fastify's keep their meaning; all else is a 500 that says nothing. */
export function handleError(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
  const problem = isCutOff(request) ? cutOff(error) : errorToProblem(error, request)
  if (problem.status >= 500) request.log.error({ err: error, code: problem.code }, 'request failed')
  else request.log.debug({ code: problem.code }, 'request refused')
  sendProblem(problem, request, reply)
}

export function sendProblem(problem: Problem, request: FastifyRequest, reply: FastifyReply): void {
  refusedFor.set(request, problem.code)
  reply.code(problem.status).headers({ ...problem.headers, 'cache-control': 'no-store' })
  const page = problem.code === 'not-found' && asksForPage(request) ? request.server.pageOfNothing : null
  if (page) return void reply.headers(page.headers).type('text/html; charset=utf-8').send(page.html)
  reply.type('application/problem+json').send(JSON.stringify(problemToDocument(problem, request.id)))
}

/** As browsers do when somebody follows a link; programs take anything, or JSON. */
function asksForPage({ method, headers }: FastifyRequest): boolean {
  return (method === 'GET' || method === 'HEAD') && /\btext\/html\b/.test(headers.accept ?? '')
}

function errorToProblem(error: unknown, request: FastifyRequest): Problem {
  if (error instanceof Problem) return error
  if (isOutage(error)) return unavailable(error, request)
  const code: unknown = error instanceof Error ? Reflect.get(error, 'code') : undefined
  const known = typeof code === 'string' ? fastifyErrors[code] : undefined
  if (known?.[0] === 'unavailable') return unavailable(error, request)
  if (known) return new Problem(known[0], known[1], { cause: error })
  return new Problem('internal-error', 'The request could not be completed.', { cause: error })
}

/** Before all of the body had come: a client that hangs up is no failure of ours, though its error looks like a store's. */
function isCutOff({ raw }: FastifyRequest): boolean {
  return raw.destroyed && !raw.complete
}

function cutOff(cause: unknown): Problem {
  return new Problem('malformed-request', 'The connection ended before the body did.', { cause })
}

/** Only of what may have changed something it is unknown whether it did. */
function unavailable(cause: unknown, { method }: FastifyRequest): Problem {
  const isReading = method === 'GET' || method === 'HEAD'
  return new Problem(
    'unavailable',
    `A store the service needs does not answer${isReading ? ' in time' : '; whether a change was kept is unknown'}. Repeating the request is safe.`,
    {
      headers: { 'retry-after': '1' },
      cause,
    },
  )
}

/** Fastify's own words may repeat what was sent (an address, a media type); these do not. */
const fastifyErrors: Record<string, [ProblemCode, string] | undefined> = {
  FST_ERR_CTP_BODY_TOO_LARGE: ['body-too-large', 'The body is larger than this address takes.'],
  FST_ERR_CTP_INVALID_MEDIA_TYPE: ['unsupported-media-type', 'This address does not take that media type.'],
  FST_ERR_CTP_INVALID_CONTENT_LENGTH: ['malformed-request', 'Content-Length is not the length of the body.'],
  FST_ERR_CTP_EMPTY_JSON_BODY: ['malformed-json', 'The body is empty.'],
  FST_ERR_CTP_INVALID_JSON_BODY: ['malformed-json', 'The body is not well-formed JSON.'],
  FST_ERR_BAD_URL: ['malformed-request', 'The address is not well-formed.'],
  FST_ERR_INVALID_URL: ['malformed-request', 'The address is not well-formed.'],
  FST_ERR_MAX_PARAM_LENGTH: ['address-too-long', 'A part of the address is too long.'],
  FST_ERR_ASYNC_CONSTRAINT: ['malformed-request', 'A header is not valid.'],
  FST_ERR_HANDLER_TIMEOUT: ['unavailable', 'The answer took too long.'],
}
