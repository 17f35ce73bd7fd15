import type { Mapping } from '@sluice/contracts'
import type { CapacityMap, LocationEntry } from '@sluice/fhir'

/** A configured mapping in the words of the fold. */
export function mappingToCapacityMap(mapping: Mapping): CapacityMap {
  const { locations, services, uncodedServiceLine, appointmentTypes } = mapping
  return {
    locations: locations satisfies LocationEntry[],
    services: services.map(withoutAbsentSystem),
    ...(uncodedServiceLine === null ? {} : { uncodedServiceLine }),
    appointmentTypes: appointmentTypes.map(withoutAbsentSystem),
    untypedSlots: mapping.untypedSlots,
    publishesBusySlots: mapping.publishesBusySlots,
    emptyScheduleIsFull: mapping.emptyScheduleIsFull,
  }
}

function withoutAbsentSystem<Entry extends { system?: string | undefined }>({ system, ...entry }: Entry) {
  return system === undefined ? entry : { ...entry, system }
}
