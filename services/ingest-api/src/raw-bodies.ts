import type { IncomingHttpHeaders } from 'node:http'
import { postEvents } from '@sluice/contracts'
import { exemptFromArrival, type HttpApp, Problem, suspendArrival } from '@sluice/service-kit'
import type { BodyBudget } from './body-budget.ts'
import { MAX_EVENT_BYTES } from './read-body.ts'
import type { StreamPlaces } from './stream-places.ts'
import { TurnedAway, type TurnedAwayReason } from './turned-away.ts'

interface Room {
  /** For what events of an organization would be turned away; null: they would not. */
  refusalOf: (orgId: string) => TurnedAwayReason | null
  budget: BodyBudget
  places: StreamPlaces
}

/**
 * Bodies of the routes in this scope arrive as bytes, whatever their media type: the route reads them itself, since
 * JSON.parse alone does not notice repeated members; streams of lines arrive as streams. Refused before reading: compressed
 * bodies, other charsets, and what finds no room.
 */
export function takeRawBodies(scope: HttpApp, { refusalOf, budget, places }: Room): void {
  scope.removeAllContentTypeParsers()
  scope.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 415) reply.header('accept-post', Object.keys(postEvents.body).join(', '))
  })
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  scope.addContentTypeParser(STREAMED, (request, body, done) => {
    exemptFromArrival(request)
    done(null, body)
  })
  scope.addHook('preParsing', async (request, { raw }) => {
    const { headers, principal, routeOptions } = request
    const refusal = principal === null ? null : refusalOf(principal.orgId)
    if (refusal !== null) throw new TurnedAway(refusal)
    if (!isPlainUtf8(headers['content-encoding'], headers['content-type']))
      throw new Problem('unsupported-media-type', 'The body must be UTF-8 and uncompressed.', {
        headers: { 'accept-encoding': 'identity' },
      })
    if (principal === null) return
    const { orgId } = principal
    const { granted, giveBack } = budget.reserve(orgId, bytesOf(headers, routeOptions.bodyLimit))
    const held = [giveBack]
    const release = () => held.forEach((letGo) => void letGo())
    // The first of the two that comes: a connection that is cut off has no finish, one that is kept no close.
    raw.once('finish', release)
    raw.once('close', release)
    if (isStream(headers)) held.push(places.take(orgId))
    if (granted === null) return
    const resume = suspendArrival(request)
    await granted
    resume()
  })
}

function isStream(headers: IncomingHttpHeaders): boolean {
  return STREAMED.test(headers['content-type'] ?? '')
}

const STREAMED = /^application\/x-ndjson(?:;|$)/i

/** What a stream holds at a time: a part (`OpenStreams`) and the line that comes after it. */
const STREAM_BYTES = 1_048_576 + MAX_EVENT_BYTES

/** Of a body at most, in memory; one that does not say its length may have all that the route takes. */
function bytesOf(headers: IncomingHttpHeaders, limit: number): number {
  const most = isStream(headers) ? STREAM_BYTES : limit
  const isChunked = headers['transfer-encoding'] !== undefined
  return isChunked ? most : Math.min(most, Number(headers['content-length'] ?? 0))
}

function isPlainUtf8(encoding: string | undefined, contentType = ''): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  return (encoding ?? 'identity').toLowerCase() === 'identity' && charset.toLowerCase() === 'utf-8'
}
