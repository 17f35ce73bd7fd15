import type { Feed } from '@sluice/contracts'
import type { Manifest, ReadOptions } from '@sluice/fhir'
import type { Outbound } from '@sluice/outbound'
import { FeedFailure } from './feed-failure.ts'
import { type FeedDocument, type Fetched, fetchDocument } from './fetch-document.ts'
import type { Hiding } from './hide-texts.ts'
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
/** For all files together; a poll that takes longer is given up, well before its lease ends. */
const FEED_MS = 300_000
/** For all files together. */
export interface FeedLimits {
  bytes: number
  resources: number
}

/** Five times the largest there is known. */
export const mostOfFeed: FeedLimits = { bytes: 256 * 1_048_576, resources: 400_000 }

interface Fetching extends ReadOptions {
  outbound: Pick<Outbound, 'send'>
  now: Date
  /** By the clock of `performance.now`. */
  until: number
  left: { bytes: number }
  maxResources: number
  hiding: Hiding
}

/**
 * Fetches a feed, one document after the other: a publisher is asked for one thing at a time.
 * @throws FeedFailure, OutboundFailure; a part alone is worth nothing
 */
export async function fetchFeed(
  outbound: Pick<Outbound, 'send'>,
  { url, states }: Pick<Feed, 'url' | 'states'>,
  known: KnownFeed,
  { now, total, ...reading }: ReadOptions & { now: Date; total: FeedLimits; hiding: Hiding },
): Promise<FetchedFeed> {
  const until = performance.now() + FEED_MS
  const fetching = { ...reading, outbound, now, until, left: { bytes: total.bytes }, maxResources: total.resources }
  const manifest = await fetchManifest(fetching, url, known.manifest)
  const wanted = filesOf(manifest.document.content, states)
  const files = await fetchFiles(fetching, wanted, known.files)
  if (manifest.wasAsked || !files.some(({ isNew }) => isNew)) return { manifest, wanted, files }
  // How long it may be kept says nothing of its files: they have changed, so they may be of another moment by now.
  const again = await fetchManifest(fetching, url, { ...manifest.document, freshUntil: now })
  const wantedNow = filesOf(again.document.content, states)
  const had = new Map(files.map((file) => [file.document.url, file]))
  return { manifest: again, wanted: wantedNow, files: await fetchFiles(fetching, wantedNow, known.files, had) }
}

function fetchManifest({ outbound, now }: Fetching, url: string, known: KnownFeed['manifest']) {
  return fetchDocument(outbound, {
    ...{ url, accept: 'application/json', known, now, limits: MANIFEST },
    read: (body) => readManifest(body, MANIFEST.bodyBytes),
  })
}

/** Files in the order of the manifest; those that this poll has fetched are not asked for again. */
async function fetchFiles(
  { outbound, now, until, left, maxResources, ...reading }: Fetching,
  wanted: Manifest,
  known: KnownFeed['files'],
  had: ReadonlyMap<string, Fetched<FileContent>> = new Map(),
): Promise<Fetched<FileContent>[]> {
  const files: Fetched<FileContent>[] = []
  let resources = maxResources
  for (const { url } of wanted.files) {
    const leftMs = until - performance.now()
    if (leftMs <= 0) throw new FeedFailure('total-timeout')
    const fetched =
      had.get(url) ??
      (await fetchDocument(outbound, {
        ...{ url, accept: 'application/fhir+ndjson', known: known.get(url), now },
        limits: { bodyBytes: Math.min(FILE.bodyBytes, left.bytes), totalMs: Math.min(FILE.totalMs, leftMs) },
        read: (body) => readFile(countingDown(body, left), { ...reading, maxResources: resources }),
      }))
    resources -= fetched.document.content.resources.length
    // What we had counts too: it is held as what was read now is.
    if (resources < 0) throw new FeedFailure('body-too-large')
    files.push(fetched)
  }
  return files
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
