import { createHash } from 'node:crypto'
import { ifNoneMatch, weakEtag } from '@sluice/service-kit'

interface PageQuery {
  limit: number
  cursor?: string | undefined
  [filter: string]: string | number | undefined
}

export interface PageOptions<Item> {
  path: string
  query: PageQuery
  items: Item[]
  nextCursor: string | null
  /** What the page was made of: another version, another ETag. */
  version: readonly (string | number)[]
  ifNoneMatch: string | undefined
}

/** One page of a list: 200 with ETag and Link, or 304 where the caller has it. */
export function pageAnswer<Item>({ items, nextCursor, ...page }: PageOptions<Item>) {
  const etag = pageEtag(page.query, page.version)
  const headers = { etag, 'cache-control': 'private, no-cache', ...nextLink(page.path, page.query, nextCursor) }
  if (ifNoneMatch(page.ifNoneMatch, etag)) return { status: 304 as const, headers }
  return { status: 200 as const, headers, body: { items, nextCursor } }
}

/** Of the question and of what answers it; hashed, since both may be long. */
export function pageEtag(query: PageQuery, version: readonly (string | number)[]): string {
  const text = JSON.stringify([Object.entries(query).sort(), version])
  return weakEtag(createHash('sha256').update(text).digest('base64url').slice(0, 22))
}

function nextLink(path: string, query: PageQuery, cursor: string | null): { link?: string } {
  if (cursor === null) return {}
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries({ ...query, cursor })) {
    if (value !== undefined) parameters.set(name, String(value))
  }
  return { link: `<${path}?${parameters}>; rel="next"` }
}
