import type { Feed } from '@sluice/contracts'
import type { Manifest, ReadOptions } from '@sluice/fhir'
import type { Outbound } from '@sluice/outbound'
import { FeedFailure } from './feed-failure.ts'
import { type FeedDocument, type Fetched, fetchDocument } from './fetch-document.ts'
import { type FileContent, readFile } from './read-file.ts'
import { readManifest } from './read-manifest.ts'

/** A manifest and its files; a feed is all of them or nothing. */
export interface FetchedFeed {
  manifest: Fetched<Manifest>
  /** The manifest with the files that are wanted. */
  wanted: Manifest
  /** Those files, in that order. */
  files: Fetched<FileContent>[]
}

export interface KnownFeed {
  manifest: FeedDocument<Manifest> | undefined
  files: ReadonlyMap<string, FeedDocument<FileContent>>
}

const MAX_FILES = 1_000
/** A state's slots are 1 MB, a large chain's whole country some 50 MB. */
const FILE = { totalMs: 60_000, bodyBytes: 64 * 1_048_576 }
const MANIFEST = { totalMs: 30_000, bodyBytes: 4 * 1_048_576 }
/** Of all files together; a poll that takes longer is given up, well before its lease ends. */
const FEED_MS = 300_000
/** Of all files together: five times the largest there is known, and what a few polls at once can hold. */
const TOTAL = { bytes: 256 * 1_048_576, resources: 400_000 }

/**
 * Fetches a feed, one document after the other: a publisher is asked for one thing at a time.
 * @throws FeedFailure, OutboundFailure; a part alone is worth nothing
 */
export async function fetchFeed(
  outbound: Pick<Outbound, 'send'>,
  { url, states }: Pick<Feed, 'url' | 'states'>,
  known: KnownFeed,
  { now, total = TOTAL, ...reading }: ReadOptions & { now: Date; total?: typeof TOTAL },
): Promise<FetchedFeed> {
  const until = performance.now() + FEED_MS
  const manifest = await fetchDocument(outbound, {
    ...{ url, accept: 'application/json', known: known.manifest, now, limits: MANIFEST },
    read: readManifest,
  })
  const wanted = filesOf(manifest.document.content, states)
  const files: Fetched<FileContent>[] = []
  const left = { ...total }
  for (const file of wanted.files) {
    const leftMs = until - performance.now()
    if (leftMs <= 0) throw new FeedFailure('total-timeout')
    const fetched = await fetchDocument(outbound, {
      ...{ url: file.url, accept: 'application/fhir+ndjson', known: known.files.get(file.url), now },
      limits: { bodyBytes: Math.min(FILE.bodyBytes, left.bytes), totalMs: Math.min(FILE.totalMs, leftMs) },
      read: (body) => readFile(countingDown(body, left), { ...reading, maxResources: left.resources }),
    })
    left.resources -= fetched.document.content.resources.length
    // What we had counts too: it is held as what was read now is.
    if (left.resources < 0) throw new FeedFailure('body-too-large')
    files.push(fetched)
  }
  return { manifest, wanted, files }
}

async function* countingDown(body: AsyncIterable<Uint8Array>, left: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of body) {
    left.bytes -= chunk.byteLength
    yield chunk
  }
}

/** A file that names no state may hold any. */
function filesOf(manifest: Manifest, states: readonly string[]): Manifest {
  const isWanted = (of: readonly string[]) =>
    states.length === 0 || of.length === 0 || of.some((one) => states.includes(one))
  const files = manifest.files.filter((file) => isWanted(file.states))
  if (files.length > MAX_FILES) throw new FeedFailure('too-many-files')
  return { ...manifest, files }
}
