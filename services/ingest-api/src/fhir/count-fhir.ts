import type { MappingInForce } from '@sluice/configuration'
import type { FhirStored } from '@sluice/contracts'
import { mappingOrder, mappingToCapacityMap, observationToEvent } from '@sluice/feeds'
import {
  type CapacityFold,
  type CapacityObservation,
  countedFrom,
  foldCapacity,
  leftOutOf,
  observationToCapacityData,
} from '@sluice/fhir'
import { Problem } from '@sluice/service-kit'
import { type ReadItem, readEventItem } from '../read-body.ts'
import type { Unused } from '../request-account.ts'
import { type FhirBody, readFhirJson, readFhirNdjson } from './read-fhir-body.ts'

const readers = { 'application/fhir+json': readFhirJson, 'application/fhir+ndjson': readFhirNdjson } as const

export type FhirMediaType = keyof typeof readers

export function isFhir(mediaType: string | undefined): mediaType is FhirMediaType {
  return mediaType !== undefined && Object.hasOwn(readers, mediaType)
}

/** A FHIR body, and what it is counted by. */
export interface FhirOrder {
  bytes: Uint8Array
  mediaType: FhirMediaType
  mapping: Omit<MappingInForce, 'id' | 'version'>
  /** What a request says besides its body. */
  source: string
  observedAt: string | undefined
  /** The moment of a message that says none, and the end of what is past where it says only what changed. */
  receivedAt: Date
  /** Whether ids of the source may be digits alone. */
  takesNumericIds: boolean
}

/** What a body reports of places, not stored yet. */
export interface CountedFhir {
  moment: Pick<FhirStored, 'observedAt' | 'observedAtFrom'>
  /** Whether the same body may say something else at another time. */
  isOfReceipt: boolean
  /** By place, one for each of the items. */
  places: Omit<FhirStored['places'][number], 'status' | 'code' | 'matchedPools'>[]
  unused: Unused
  rest: Pick<FhirStored, 'withoutFigure' | 'slots' | 'unplaced' | 'stripped' | 'refusedLines' | 'lines'>
}

/**
 * Reads a body and counts it by a mapping: an event a place.
 * @throws Problem where it is refused whole
 */
export function countFhir({ bytes, mediaType, mapping, ...order }: FhirOrder): CountedFhir & { items: ReadItem[] } {
  const body = readers[mediaType](Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), {
    ignoredExtensions: mapping.ignoredExtensions,
  })
  const moment = momentOf(body, order)
  const map = mappingToCapacityMap(mapping)
  const isLastChange = moment.observedAtFrom === 'message' && body.isLastChange
  const recordedtime = isLastChange ? countedFrom(body.resources, moment.observedAt, order.receivedAt) : null
  const asOf = recordedtime ?? moment.observedAt
  const fold = foldCapacity(body.resources, { asOf, horizonDays: mapping.horizonDays, map })
  if (fold.contradictions > 0) throw contradictory()
  const origin = { source: order.source, order: { ...mappingOrder(mapping), ...(recordedtime && { recordedtime }) } }
  const toEvent = (one: CapacityObservation) => observationToEvent({ ...one, observedAt: moment.observedAt }, origin)
  const options = { takesNumericIds: () => order.takesNumericIds }
  return {
    moment,
    isOfReceipt: isLastChange || moment.observedAtFrom === 'receipt',
    items: fold.observations.map((one) => readEventItem(toEvent(one), options)),
    places: fold.observations.map(observationToAnswer),
    unused: { refusedLines: body.refusedBy, leftOut: leftOutOf(fold) },
    rest: { ...foldToAnswer(fold), ...bodyToAnswer(body) },
  }
}

function momentOf({ observedAt }: FhirBody, order: Pick<FhirOrder, 'observedAt' | 'receivedAt'>) {
  if (order.observedAt !== undefined)
    return { observedAt: new Date(order.observedAt).toISOString(), observedAtFrom: 'query' as const }
  if (observedAt !== null) return { observedAt, observedAtFrom: 'message' as const }
  return { observedAt: order.receivedAt.toISOString(), observedAtFrom: 'receipt' as const }
}

function foldToAnswer({ unplaced, withoutFigure, slotCounts: slots }: CapacityFold) {
  const { locations: _, services: __, ...counts } = unplaced
  return { withoutFigure, slots, unplaced: counts }
}

/** Which of two is meant nobody said, and without it the message is no whole picture. */
function contradictory(): Problem {
  const detail =
    'a Schedule, Location or HealthcareService is there twice and says two things: give the newer one a later meta.lastUpdated'
  return new Problem('fhir-refused', 'The message was refused; nothing of it was kept.', {
    errors: [{ pointer: '#', detail }],
  })
}

function observationToAnswer(observation: CapacityObservation) {
  const { horizonDays: _, waitKind: __, ...figures } = observationToCapacityData(observation)
  return { ...figures, newPatientAssumed: observation.newPatientAssumed }
}

function bodyToAnswer({ dropped, refusedLines, faults }: FhirBody) {
  const stripped = [...dropped].sort(([one], [other]) => (one < other ? -1 : 1))
  return { stripped: stripped.map(([member, count]) => ({ member, count })), refusedLines, lines: [...faults] }
}
