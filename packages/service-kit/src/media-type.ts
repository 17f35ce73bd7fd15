import type { IncomingHttpHeaders } from 'node:http'

/** What a body says it is, without parameters and in small letters. Whatever hangs on it asks here: two readings of one header let a body pass as two things. */
export function mediaTypeOf(headers: IncomingHttpHeaders): string | undefined {
  return headers['content-type']?.split(';')[0]?.trim().toLowerCase()
}
