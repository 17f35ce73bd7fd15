import { randomUUID } from 'node:crypto'

/**
 * Ids that machines draw: a UUID, a ULID (Crockford's alphabet), a W3C trace id (32 hexadecimal digits; a proxy's `$request_id`
 * is as long). Nothing else, since the id is answered, logged and kept in the audit log: a text of the caller's own could
 * be a patient's number.
 */
const drawn = /^(?:[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-7][0-9A-HJKMNP-TV-Z]{25}|[0-9a-f]{32})$/i

/** The caller's own id of a request where it has such a form, else a new UUID. */
export function requestId(request: { headers: Record<string, string | string[] | undefined> }): string {
  const given = request.headers['x-request-id']
  return typeof given === 'string' && drawn.test(given) ? given : randomUUID()
}
