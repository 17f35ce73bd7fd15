import type { FastifyRequest } from 'fastify'

const harmless = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Whether a request that may change something comes from a page of ours. Browsers name the page's origin with every
 * request other than GET and HEAD; a request that names none is not a browser's and has no business here.
 */
export function isFromOurPages(request: FastifyRequest, publicUrl: string | undefined): boolean {
  if (harmless.has(request.method)) return true
  const { origin } = request.headers
  return origin !== undefined && origin === ownOrigin(request, publicUrl)
}

function ownOrigin(request: FastifyRequest, publicUrl: string | undefined): string {
  return publicUrl === undefined ? `${request.protocol}://${request.host}` : new URL(publicUrl).origin
}
