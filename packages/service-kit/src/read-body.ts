import type { Readable } from 'node:stream'
import { GrowingBytes } from '@sluice/bytes'
import type { FastifyRequest } from 'fastify'
import { Problem } from './problem.ts'

/**
 * Reads a body whole, into one buffer of the body's length; Fastify's own `parseAs` keeps each chunk until the last one
 * is there. `done` gets a Problem where it is longer than its route takes or than it states.
 */
export function readBody(
  request: FastifyRequest,
  body: Readable,
  done: (error: Error | null, bytes: Buffer) => void,
): void {
  const limit = request.routeOptions.bodyLimit
  const said = request.headers['content-length']
  const length = said === undefined ? undefined : Number(said)
  const bytes = new GrowingBytes(Math.min(limit, length ?? limit))
  const end = (error: Error | null) => {
    body.off('data', take).off('end', takeEnd).off('error', end)
    done(error, bytes.take())
  }
  const take = (chunk: Uint8Array) => {
    if (bytes.length + chunk.length <= limit) bytes.add(chunk)
    else end(tooLarge())
  }
  const takeEnd = () => end(length === undefined || length === bytes.length ? null : otherLength())
  if (length !== undefined && length > limit) done(tooLarge(), bytes.take())
  else body.on('data', take).on('end', takeEnd).on('error', end).resume()
}

function tooLarge(): Problem {
  return new Problem('body-too-large', 'The body is larger than this address takes.')
}

function otherLength(): Problem {
  return new Problem('malformed-request', 'Content-Length is not the length of the body.')
}
