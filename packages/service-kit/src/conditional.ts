/** `W/"…"` of any text: the same text gives the same tag. For answers whose bytes may differ while they mean the same. */
export function weakEtag(version: string): string {
  return `W/"${encodeURIComponent(version)}"`
}

/** `"…"` of a version number: for `If-Match`, which only takes strong tags. */
export function strongEtag(version: string | number): string {
  return `"${encodeURIComponent(version)}"`
}

/**
 * Whether `If-None-Match` names this tag (RFC 9110 13.1.2, weak comparison): answer 304, repeating ETag, Cache-Control
 * and Vary. Absent: false.
 */
export function ifNoneMatch(header: string | undefined, etag: string): boolean {
  if (header === undefined) return false
  // Most pollers send back just the tag they were given.
  if (header === etag) return true
  return header.trim() === '*' || tagsOf(header).some((tag) => opaque(tag) === opaque(etag))
}

/**
 * Whether `If-Match` allows a change (RFC 9110 13.1.1, strong comparison); `etag` null: the thing does not exist yet.
 * Absent header: true, nothing was asked.
 */
export function ifMatch(header: string | undefined, etag: string | null): boolean {
  if (header === undefined) return true
  if (etag === null) return false
  if (header.trim() === '*') return true
  return tagsOf(header).some((tag) => tag === etag && !tag.startsWith('W/'))
}

function tagsOf(header: string): string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? []
}

function opaque(tag: string): string {
  return tag.replace(/^W\//, '')
}
