import type { IncomingHttpHeaders } from 'node:http'
import { postEvents } from '@sluice/contracts'
import { bytesOfBody, exemptFromArrival, type HttpApp, mediaTypeOf, Problem, readBody } from '@sluice/service-kit'
import { MAX_EVENT_BYTES } from './read-body.ts'
import type { StreamPlaces } from './stream-places.ts'
import { type TurnedAwayReason, turnedAway } from './turned-away.ts'

interface Room {
  /** For what events of an organization would be turned away; null: they would not. */
  refusalOf: (orgId: string) => TurnedAwayReason | null
  places: StreamPlaces
}

/**
 * Bodies of the routes in this scope arrive as bytes, whatever their media type: the route reads them itself, since
 * JSON.parse alone does not notice repeated members; streams of lines arrive as streams. Refused before reading: compressed
 * bodies, other charsets, and what finds no room.
 */
export function takeRawBodies(scope: HttpApp, { refusalOf, places }: Room): void {
  scope.removeAllContentTypeParsers()
  scope.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 415) reply.header('accept-post', Object.keys(postEvents.body).join(', '))
  })
  scope.addContentTypeParser('*', (request, body, done) => {
    if (!isStream(request.headers)) return readBody(request, body, done)
    exemptFromArrival(request)
    done(null, body)
  })
  // Before the route's own, which takes room for the body.
  scope.addHook('preParsing', async ({ headers, principal }, { raw }) => {
    const refusal = principal === null ? null : refusalOf(principal.orgId)
    if (refusal !== null) throw turnedAway(refusal)
    if (!isPlainUtf8(headers['content-encoding'], headers['content-type']))
      throw new Problem('unsupported-media-type', 'The body must be UTF-8 and uncompressed.', {
        headers: { 'accept-encoding': 'identity' },
      })
    if (principal === null || !isStream(headers)) return
    const giveBack = places.take(principal.orgId)
    raw.once('finish', giveBack)
    raw.once('close', giveBack)
  })
}

function isStream(headers: IncomingHttpHeaders): boolean {
  return mediaTypeOf(headers) === 'application/x-ndjson'
}

/** What a stream holds at a time: a part (`OpenStreams`) and the line that comes after it. */
const STREAM_BYTES = 1_048_576 + MAX_EVENT_BYTES

/** What the body of an event, of many or of a stream takes of memory at most. */
export function bytesOfEvents(headers: IncomingHttpHeaders, limit: number): number {
  return bytesOfBody(headers, isStream(headers) ? STREAM_BYTES : limit)
}

function isPlainUtf8(encoding: string | undefined, contentType = ''): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  return (encoding ?? 'identity').toLowerCase() === 'identity' && charset.toLowerCase() === 'utf-8'
}
