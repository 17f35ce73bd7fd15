import { createHash } from 'node:crypto'
import type { MappingInForce } from '@sluice/configuration'
import { type CapacityObservation, observationToCapacityData } from '@sluice/fhir'

export interface EventOrigin {
  /** The event's `source`. */
  source: string
  /** What decides between two counts of one moment, as events have it. */
  order: { recordedtime: string } | { sequence: string; recordedtime?: string }
}

/**
 * The capacity event of an observation, not checked yet. Its id follows from what it says, so that the same message, counted
 * in the same way, is the same event.
 */
export function observationToEvent(observation: CapacityObservation, { source, order }: EventOrigin) {
  const said = {
    source,
    type: 'sluice.capacity.observed.v1',
    time: observation.observedAt,
    ...order,
    data: observationToCapacityData(observation),
  }
  const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  return { specversion: '1.0', id: `fhir-${hash.slice(0, 40)}`, ...said }
}

/** Milliseconds since 1970 have 13 digits until the year 2286; as text they are after the versions that stood here before. */
const DIGITS = 13

/**
 * The order of messages that are sent: of two counts of one moment the one by the newer mapping counts, of all mappings of the
 * organization. Versions would not do: each mapping has its own.
 */
export function mappingOrder({ changedAt }: Pick<MappingInForce, 'changedAt'>): { sequence: string } {
  return { sequence: String(changedAt.getTime()).padStart(DIGITS, '0') }
}
