import { isObject, listOf, refuseValue } from './members.ts'
import { refusePeople } from './people.ts'
import type { Read, Reading } from './reading.ts'

const smart = 'http://fhir-registry.smarthealthit.org/StructureDefinition/'
const hl7 = 'http://hl7.org/fhir/StructureDefinition/'

const CAPACITY = `${smart}slot-capacity`
const AVAILABILITY = `${smart}has-availability`
const MAX_CAPACITY = 100_000

const known: ReadonlySet<string> = new Set([
  CAPACITY,
  AVAILABILITY,
  ...['booking-deep-link', 'booking-phone', 'vaccine-product', 'vaccine-dose', 'specialty'].map((name) => smart + name),
  ...['lastSourceSync', 'data-absent-reason', 'timezone', 'tz-code'].map((name) => hl7 + name),
])

/** Extensions that we read; the others on the list are dropped. */
export interface KnownExtensions {
  /** Appointments in one slot; null: not said, so one. */
  capacity: number | null
  /** Whether a schedule has openings at all, where an aggregator says so. */
  availability: 'some' | 'none' | 'unknown' | null
}

const extension: Read<Partial<KnownExtensions>> = (value, at, reading) => {
  if (!isObject(value)) return refuseValue(reading, at)
  refusePeople(value, at, reading)
  const { url } = value
  if (typeof url !== 'string' || !(known.has(url) || reading.ignoredExtensions.has(url)))
    return refuseUnknown(reading, at)
  if (url === CAPACITY) return { capacity: readCapacity(value.valueInteger, at, reading) }
  if (url === AVAILABILITY) return { availability: readAvailability(value.valueCode) }
  reading.drop('extension')
  return null
}

const list = listOf(extension)

/** The extensions of a resource. One that is not on the list is refused. The smallest of repeated capacities counts. */
export const extensions: Read<KnownExtensions> = (value, at, reading) => {
  const said = list(value, at, reading) ?? []
  const capacities = said.flatMap(({ capacity }) => capacity ?? [])
  return {
    capacity: capacities.length > 0 ? Math.min(...capacities) : null,
    availability: said.find(({ availability }) => (availability ?? null) !== null)?.availability ?? null,
  }
}

function readCapacity(value: unknown, at: string, reading: Reading): number | null {
  const isCapacity = typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= MAX_CAPACITY
  return isCapacity ? value : refuseValue(reading, at)
}

function readAvailability(value: unknown): KnownExtensions['availability'] {
  return value === 'some' || value === 'none' || value === 'unknown' ? value : null
}

function refuseUnknown(reading: Reading, at: string): null {
  reading.refuse('unknown-extension', at)
  return null
}
