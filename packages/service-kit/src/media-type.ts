import type { IncomingHttpHeaders } from 'node:http'

/**
 * The media type of a body, without parameters and in small letters. Whatever depends on it calls this: two readings of
 * one header let a body pass as two things.
 */
export function mediaTypeOf(headers: IncomingHttpHeaders): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase()
}
