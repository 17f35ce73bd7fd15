import { postEvents } from '@sluice/contracts'
import { exemptFromArrival, type HttpApp, Problem } from '@sluice/service-kit'
import { overloaded } from './group-commit.ts'

/**
 * Bodies of the routes in this scope arrive as bytes, whatever their media type: the route reads them itself, since
 * JSON.parse alone does not notice repeated members; streams of lines arrive as streams. Compressed bodies and other charsets are refused before reading.
 */
export function takeRawBodies(scope: HttpApp, isFull: () => boolean): void {
  scope.removeAllContentTypeParsers()
  scope.addHook('onSend', async (_request, reply) => {
    if (reply.statusCode === 415) reply.header('accept-post', Object.keys(postEvents.body).join(', '))
  })
  scope.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
  scope.addContentTypeParser(/^application\/x-ndjson(?:;|$)/i, (request, body, done) => {
    exemptFromArrival(request)
    done(null, body)
  })
  scope.addHook('preParsing', async ({ headers }) => {
    if (isFull()) throw overloaded()
    if (!isPlainUtf8(headers['content-encoding'], headers['content-type']))
      throw new Problem('unsupported-media-type', 'The body must be UTF-8 and uncompressed.', {
        headers: { 'accept-encoding': 'identity' },
      })
  })
}

function isPlainUtf8(encoding: string | undefined, contentType = ''): boolean {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1] ?? 'utf-8'
  return (encoding ?? 'identity').toLowerCase() === 'identity' && charset.toLowerCase() === 'utf-8'
}
