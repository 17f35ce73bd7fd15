import { closed, isObject, listOf } from './members.ts'
import { refusePeople } from './people.ts'
import { type Read, type Reading, type ReadOptions, startReading } from './reading.ts'
import type { Refusal } from './refusal.ts'
import { type Resource, readResource } from './resource.ts'
import { isWithinLimits } from './size.ts'

export type ReadFhir = { kind: 'ok'; resources: Resource[] } | { kind: 'refused'; refusals: Refusal[] }

/**
 * Reads what JSON gave as a Bundle of Slots, Schedules, Locations and HealthcareServices, or as one of them. One refusal
 * refuses the whole message: half a Bundle would count half the openings. Never throws; promises that no text of the message
 * is in its answer, neither in resources nor in refusals.
 */
export function readFhir(message: unknown, options: ReadOptions = {}): ReadFhir {
  const reading = startReading(options)
  const resources = isWithinLimits(message, reading) ? readMessage(message, reading) : []
  return reading.refusals.length > 0
    ? { kind: 'refused', refusals: [...reading.refusals] }
    : { kind: 'ok', resources: resources ?? [] }
}

function readMessage(message: unknown, reading: Reading): Resource[] | null {
  if (isObject(message) && message.resourceType === 'Bundle') return readBundle(message, '', reading)
  const resource = readResource(message, '', reading)
  return resource === null ? null : [resource]
}

const entryMembers = closed({
  read: { resource: readResource },
  required: ['resource'],
  drop: ['id', 'extension', 'link', 'fullUrl', 'search', 'request', 'response'],
})

const entry: Read<Resource> = (value, at, reading) => entryMembers(value, at, reading)?.resource ?? null

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

const bundleMembers = closed({
  read: { type: bundleType, link: listOf(link), entry: listOf(entry, 'resources') },
  required: ['type'],
  drop: ['resourceType', 'id', 'meta', 'language', 'identifier', 'timestamp', 'total', 'signature', 'text'],
})

const readBundle: Read<Resource[]> = (value, at, reading) => bundleMembers(value, at, reading)?.entry ?? null
