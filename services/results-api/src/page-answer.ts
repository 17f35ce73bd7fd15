import { createHash } from 'node:crypto'
import { ifNoneMatch, weakEtag } from '@sluice/service-kit'

interface PageQuery {
  limit: number
  cursor?: string | undefined
  [filter: string]: string | number | undefined
}

interface Page {
  path: string
  query: PageQuery
  /** What the page is made of: another version, another ETag. */
  version: readonly (string | number)[]
}

export interface PageOptions<Item> extends Page {
  items: Item[]
  nextCursor: string | null
  ifNoneMatch: string | undefined
}

/** One page of a list: 200 with ETag and Link, or 304 where the caller has it. */
export function pageAnswer<Item>({ items, nextCursor, ...page }: PageOptions<Item>) {
  const headers = { etag: pageEtag(page.query, page.version), 'cache-control': 'private, no-cache' }
  if (ifNoneMatch(page.ifNoneMatch, headers.etag)) return { status: 304 as const, headers }
  return {
    status: 200 as const,
    headers: { ...headers, link: pageLinks(page, nextCursor) },
    body: { items, nextCursor },
  }
}

/** Hash of the question and of what answers it; both may be long. */
export function pageEtag(query: PageQuery, version: readonly (string | number)[]): string {
  const text = JSON.stringify([Object.entries(query).sort(), version])
  return weakEtag(createHash('sha256').update(text).digest('base64url').slice(0, 22))
}

/** RFC 8288: the first page, and the next one where there is one. */
export function pageLinks({ path, query }: Pick<Page, 'path' | 'query'>, nextCursor: string | null): string {
  const { cursor: _, ...question } = query
  const first = `<${addressOf(path, question)}>; rel="first"`
  if (nextCursor === null) return first
  return `<${addressOf(path, { ...question, cursor: nextCursor })}>; rel="next", ${first}`
}

function addressOf(path: string, query: Record<string, string | number | undefined>): string {
  const parameters = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) parameters.set(name, String(value))
  }
  return `${path}?${parameters}`
}
