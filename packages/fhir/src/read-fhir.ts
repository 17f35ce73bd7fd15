import { hasRepeatedMember, membersWritten } from '@sluice/bytes'
import { instant, instantIn } from './datatypes.ts'
import { closed, isObject, listOf, refuseValue } from './members.ts'
import { refusePeople } from './people.ts'
import { type Read, type Reading, type ReadOptions, startReading } from './reading.ts'
import type { Refusal } from './refusal.ts'
import { type Resource, readResource } from './resource.ts'
import type { Servers } from './servers.ts'
import { isWithinLimits } from './size.ts'

export type ReadFhir = ({ kind: 'ok' } & ReadMessage) | { kind: 'refused'; refusals: Refusal[] }

export interface ReadMessage {
  resources: Resource[]
  /**
   * The moment, in UTC, that the message says it describes: the Bundle's `timestamp`, else its `meta`, else the newest
   * `meta` of its resources; null: it says none.
   */
  observedAt: string | null
  /** Whether that is only when one of its resources changed last, so that nobody says that all of it was still true later. */
  isLastChange: boolean
  /** Members that were there and are dropped, by name, and how often: our names of FHIR's, never theirs. */
  dropped: ReadonlyMap<string, number>
  /** The servers that its addresses name. */
  servers: Servers
}

/**
 * Reads what JSON gave as a Bundle of Slots, Schedules, Locations and HealthcareServices, or as one of them. One refusal
 * refuses the whole message: half a Bundle would count half the openings. Never throws; promises that no text of the message
 * is in its answer, neither in resources nor in refusals. `json`: the text it was parsed from; then an object with a member
 * twice is refused, which a parsed message no longer shows.
 */
export function readFhir(message: unknown, options: ReadOptions = {}, json?: string): ReadFhir {
  const reading = startReading(options)
  const { resources, at } = isWithinLimits(message, reading) ? readMessage(message, reading) : nothing
  if (reading.refusals.length === 0 && json !== undefined && hasRepeatedMember(membersWritten(json), message))
    reading.refuse('repeated-member', '')
  if (reading.refusals.length > 0) return { kind: 'refused', refusals: [...reading.refusals] }
  const { newestMoment, dropped, servers } = reading
  return {
    kind: 'ok',
    resources,
    observedAt: at ?? newestMoment,
    isLastChange: at === null && newestMoment !== null,
    dropped,
    servers,
  }
}

interface Content {
  resources: Resource[]
  /** What a Bundle says about itself as a whole. */
  at: string | null
}

const nothing: Content = { resources: [], at: null }

function readMessage(message: unknown, reading: Reading): Content {
  if (isObject(message) && message.resourceType === 'Bundle') return readBundle(message, '', reading) ?? nothing
  const resource = readResource(message, '', reading)
  return resource === null ? nothing : { resources: [resource], at: null }
}

/** Where the entry's resource is. */
const fullUrl: Read<never> = (value, at, reading) => {
  refusePeople(value, at, reading)
  reading.noteAddress(value, at)
  return null
}

/**
 * What an entry asks for must be that a resource be there as it is sent: otherwise what is to be deleted would be
 * counted.
 */
const request: Read<never> = (value, at, reading) => {
  refusePeople(value, at, reading)
  const method = isObject(value) ? (value.method ?? null) : null
  if (method !== null && method !== 'PUT' && method !== 'POST') reading.refuse('request-not-allowed', at)
  return null
}

const entryMembers = closed({
  read: { fullUrl, resource: readResource, request },
  required: ['resource'],
  drop: ['id', 'extension', 'link', 'search', 'response'],
})

const entry: Read<Resource> = (value, at, reading) => {
  reading.beginEntry(isObject(value) ? value.fullUrl : null)
  return entryMembers(value, at, reading)?.resource ?? null
}

/** The others are documents, messages and answers: not a state of schedules. */
const bundleType: Read<string> = (value, at, reading) => {
  if (['collection', 'searchset', 'batch', 'transaction', 'history'].some((known) => known === value)) return null
  reading.refuse('bundle-type-not-allowed', at)
  return null
}

/** A page would count the openings of a part as those of the whole. */
const link: Read<never> = (value, at, reading) => {
  refusePeople(value, at, reading)
  const isPage = isObject(value) && ['next', 'previous', 'prev'].some((relation) => relation === value.relation)
  if (isPage) reading.refuse('paged-bundle', at)
  return null
}

/** How many resources a search found, without those it brings along. */
const total: Read<number> = (value, at, reading) => {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return value
  return refuseValue(reading, at)
}

/** When a Bundle was changed. */
const bundleMeta: Read<string> = (value, at, reading) => {
  refusePeople(value, at, reading)
  return isObject(value) ? instantIn(value, 'lastUpdated', at, reading) : null
}

const bundleMembers = closed({
  read: {
    type: bundleType,
    link: listOf(link),
    entry: listOf(entry, 'resources'),
    timestamp: instant,
    meta: bundleMeta,
    total,
  },
  required: ['type'],
  drop: ['resourceType', 'id', 'language', 'identifier', 'signature', 'text'],
})

/** Entries that a search found, without those it brought along. */
function matchesIn(bundle: unknown): number {
  const entries: unknown[] = isObject(bundle) && Array.isArray(bundle.entry) ? bundle.entry : []
  return entries.filter((one) => !(isObject(one) && isObject(one.search) && isBroughtAlong(one.search.mode))).length
}

function isBroughtAlong(mode: unknown): boolean {
  return mode === 'include' || mode === 'outcome'
}

const readBundle: Read<Content> = (value, at, reading) => {
  const bundle = bundleMembers(value, at, reading)
  // Servers that name no next page, and those asked for a count alone, still say how many there are.
  if (bundle?.total && bundle.total > matchesIn(value)) reading.refuse('paged-bundle', `${at}/total`)
  return bundle && { resources: bundle.entry ?? [], at: bundle.timestamp ?? bundle.meta }
}
