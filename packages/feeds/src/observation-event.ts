import { createHash } from 'node:crypto'
import { type CapacityObservation, observationToCapacityData } from '@sluice/fhir'

export interface EventOrigin {
  /** The event's `source`. */
  source: string
  /** Of the mapping that counted. */
  mappingVersion: number
}

/**
 * The capacity event of an observation, not checked yet. Its id follows from what it says, so that the same message, counted
 * by the same mapping, is the same event. `sequence` is the mapping's version: of two counts of one moment, the one by the
 * newer mapping counts.
 */
export function observationToEvent(observation: CapacityObservation, { source, mappingVersion }: EventOrigin) {
  const said = {
    source,
    type: 'sluice.capacity.observed.v1',
    time: observation.observedAt,
    sequence: String(mappingVersion).padStart(10, '0'),
    data: observationToCapacityData(observation),
  }
  const hash = createHash('sha256').update(JSON.stringify(said)).digest('hex')
  return { specversion: '1.0', id: `fhir-${hash.slice(0, 40)}`, ...said }
}
