import type { Identifier } from '../datatypes.ts'
import type { AppointmentTypeEntry, CapacityMap, LocationEntry, ServiceEntry } from './capacity-map.ts'
import { CodeIndex, earlier, indexCodes, type Listed, type Ranked } from './code-index.ts'

/** A map by what it is asked for. */
export interface MapIndex extends Omit<CapacityMap, 'locations' | 'services' | 'appointmentTypes'> {
  services: CodeIndex<ServiceEntry>
  appointmentTypes: CodeIndex<AppointmentTypeEntry>
  /** Our location of the Location of this id, or of one of these identifiers: of the entries that fit, the first. */
  locationOf(fhirId: string, identifiers: readonly Identifier[]): string | null
}

/** Made once for a fold. */
export function indexMap({ locations, services, appointmentTypes = [], ...rules }: CapacityMap): MapIndex {
  return {
    ...rules,
    services: indexCodes(services),
    appointmentTypes: indexCodes(appointmentTypes),
    locationOf: indexLocations(locations),
  }
}

function indexLocations(entries: readonly LocationEntry[]): MapIndex['locationOf'] {
  const byId = new Map<string, Ranked<LocationEntry>>()
  const identified: Listed<LocationEntry>[] = []
  for (const [rank, entry] of entries.entries()) {
    if (!('fhirId' in entry)) identified.push({ rank, entry, code: entry.value, system: entry.system })
    else if (!byId.has(entry.fhirId)) byId.set(entry.fhirId, { rank, entry })
  }
  const byIdentifier = new CodeIndex(identified)
  return (fhirId, identifiers) => {
    const codes = identifiers.map(({ system, value }) => ({ system, code: value }))
    return earlier(byId.get(fhirId), byIdentifier.first(codes))?.entry.locationId ?? null
  }
}
