import type { CapacityMap } from '../fold/capacity-map.ts'
import { type CapacityFold, foldCapacityInSteps } from '../fold/fold-capacity.ts'
import type { Steps } from '../fold/steps.ts'
import type { ReadLines } from '../lines.ts'
import type { Manifest } from './manifest.ts'

/** What counting needs of a file. */
type FeedLines = Pick<ReadLines, 'resources' | 'refusedLines'>

/** One file of the manifest as fetched; null: it could not be fetched. */
export interface FetchedFile {
  url: string
  lines: FeedLines | null
}

export interface FoldFeedOptions {
  manifest: Manifest
  files: readonly FetchedFile[]
  horizonDays: number
  map: CapacityMap
  /** FHIR ids of the locations of the last full set. */
  knownLocationIds: readonly string[]
}

export type FoldFeed =
  /** A file is missing: what was known stays, and ages. A failed fetch is stale, never zero. */
  { kind: 'incomplete'; missingUrls: string[] } | ({ kind: 'ok' } & FeedSnapshot)

export interface FeedSnapshot extends CapacityFold {
  /** UTC: the manifest's transactionTime. */
  observedAt: string
  /** FHIR ids of the locations in this set: the next call's knownLocationIds if this set is full. */
  locationIds: string[]
  /** Known locations that are no longer in the set. Withdrawn, never zero. Empty unless the set is full. */
  withdrawn: string[]
  /**
   * Whether every line was read, nothing contradicts itself and the publisher reports no error, so that what is absent
   * is really gone.
   */
  isFull: boolean
  /** Lines that gave nothing, over all files. */
  refusedLines: number
}

/** Folds all files of a manifest into one snapshot as of its transactionTime, in steps: a feed may be a country's. */
export function* foldFeed({ manifest, files, knownLocationIds, ...options }: FoldFeedOptions): Steps<FoldFeed> {
  const fetched = new Map(files.map((file) => [file.url, file.lines]))
  const missingUrls = manifest.files.map(({ url }) => url).filter((url) => (fetched.get(url) ?? null) === null)
  if (missingUrls.length > 0) return { kind: 'incomplete', missingUrls }
  const lines = manifest.files.flatMap(({ url }) => fetched.get(url) ?? [])
  return { kind: 'ok', ...(yield* snapshotOf(manifest, lines, knownLocationIds, options)) }
}

function* snapshotOf(
  manifest: Manifest,
  files: readonly FeedLines[],
  knownLocationIds: readonly string[],
  options: { horizonDays: number; map: CapacityMap },
): Steps<FeedSnapshot> {
  const resources = files.flatMap((file) => file.resources)
  const locationIds = resources.flatMap((resource) => (resource.resourceType === 'Location' ? resource.id : []))
  const refusedLines = files.reduce((sum, file) => sum + file.refusedLines, 0)
  const { transactionTime: asOf } = manifest
  const fold = yield* foldCapacityInSteps(resources, { ...options, asOf, onlyListedLocations: true })
  const isRead = refusedLines === 0 && fold.contradictions === 0
  const isFull = isRead && manifest.errors === 0 && locationIds.length > 0
  return {
    ...fold,
    observedAt: asOf,
    locationIds: [...new Set(locationIds)].sort(),
    withdrawn: isFull ? absentFrom(locationIds, knownLocationIds) : [],
    isFull,
    refusedLines,
  }
}

function absentFrom(present: readonly string[], known: readonly string[]): string[] {
  const here = new Set(present)
  return [...new Set(known)].filter((id) => !here.has(id)).sort()
}
