import type { Outbound, OutboundHead } from '@sluice/outbound'
import { FeedFailure } from './feed-failure.ts'
import { freshUntil, retryAfterMs } from './freshness.ts'

/** A document of a feed as read, and what asking for it again needs. */
export interface FeedDocument<Content> {
  url: string
  etag: string | null
  lastModified: string | null
  freshUntil: Date
  content: Content
}

export interface Fetched<Content> {
  document: FeedDocument<Content>
  /** False: it is what we had; it had not changed, or need not be asked for yet. */
  isNew: boolean
  /** Whether the publisher was asked, so that what is kept of it changed. */
  wasAsked: boolean
}

export interface FetchOptions<Content> {
  url: string
  accept: string
  /** What was read last time. */
  known: FeedDocument<Content> | undefined
  /** The database's clock as the poll began. */
  now: Date
  limits: { totalMs: number; bodyBytes: number }
  /** @throws FeedFailure for a body that is none */
  read: (body: AsyncIterable<Uint8Array>) => Promise<Content>
}

/** Files are moved now and then, and object stores redirect; more hops than this lead nowhere. */
const REDIRECTS = 3
const STALLED_MS = 20_000

/**
 * Fetches a document only where what we have may be old, and then only if it changed.
 * @throws FeedFailure, OutboundFailure: then nothing of it is known anew
 */
export async function fetchDocument<Content>(
  outbound: Pick<Outbound, 'send'>,
  { url, accept, known, now, limits, read }: FetchOptions<Content>,
): Promise<Fetched<Content>> {
  if (known && known.freshUntil > now) return { document: known, isNew: false, wasAsked: false }
  const headers = { accept, 'accept-encoding': 'gzip', ...conditions(known) }
  const asked = {
    method: 'GET',
    url,
    headers,
    redirects: REDIRECTS,
    limits: { ...limits, stalledMs: STALLED_MS },
  } as const
  const answer = await outbound.send(asked, async (body, head) =>
    head.status === 200 ? readAs(head, () => read(body)) : null,
  )
  const until = freshUntil(now, answer.headers['cache-control'])
  // Some answer 304 to everybody. Without the document, that says nothing.
  if (answer.status === 304 && known) return { document: { ...known, freshUntil: until }, isNew: false, wasAsked: true }
  if (answer.body === null)
    throw new FeedFailure('unexpected-status', { retryAfterMs: retryAfterMs(now, answer.headers['retry-after']) })
  const { etag = null, 'last-modified': lastModified = null } = answer.headers
  return { document: { url, etag, lastModified, freshUntil: until, content: answer.body }, isNew: true, wasAsked: true }
}

function conditions(known: FeedDocument<unknown> | undefined): Record<string, string> {
  if (known?.etag) return { 'if-none-match': known.etag }
  return known?.lastModified ? { 'if-modified-since': known.lastModified } : {}
}

/** Real feeds come as text/plain or octet-stream; a page for people is a wall or an error, whatever its status. */
async function readAs<Content>({ headers }: OutboundHead, read: () => Promise<Content>): Promise<Content> {
  const mediaType = headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (/^(?:text\/html|application\/xhtml\+xml|image\/|video\/|audio\/)/.test(mediaType))
    throw new FeedFailure('wrong-media-type')
  return read()
}
