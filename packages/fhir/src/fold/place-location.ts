import type { Schedule } from '../schedule.ts'
import type { CapacityMap } from './capacity-map.ts'
import type { ResourceSet } from './resource-set.ts'

export type LocationPlace =
  | { kind: 'location'; locationId: string }
  | { kind: 'inactive' }
  | { kind: 'no_location' }
  | { kind: 'location_missing' }
  | { kind: 'several_locations' }
  | { kind: 'unmapped_location'; fhirIds: string[] }

interface Found {
  locationId: string
  active: boolean
}

export interface PlaceRules {
  map: CapacityMap
  /** Whether a Location must itself be in the set to be counted, as in a full feed. */
  onlyListedLocations: boolean
}

/**
 * Our location of a schedule: by its Location actors, else by the locations of its HealthcareServices; a room that is not
 * mapped counts as what it is part of.
 */
export function placeSchedule(schedule: Schedule, set: ResourceSet, rules: PlaceRules): LocationPlace {
  const services = servicesOf(schedule, set)
  if (!schedule.active || services.some((service) => !service.active)) return { kind: 'inactive' }
  const groups = [actorIds(schedule, 'Location'), services.flatMap((service) => service.locationIds)]
  const listed = groups.map((ids) => ids.filter((id) => !rules.onlyListedLocations || set.locations.has(id)))
  for (const ids of listed) {
    const found = ids.flatMap((id) => findLocation(id, set, rules.map) ?? [])
    if (found.length > 0) return chooseLocation(found)
  }
  return placeOfNone(groups.flat(), listed.flat())
}

/** The HealthcareServices a schedule names, as far as they are in the set. */
export function servicesOf(schedule: Schedule, set: ResourceSet) {
  return actorIds(schedule, 'HealthcareService').flatMap((id) => set.services.get(id) ?? [])
}

function actorIds(schedule: Schedule, type: 'Location' | 'HealthcareService'): string[] {
  return schedule.actors.filter((actor) => actor.type === type).map((actor) => actor.id)
}

function placeOfNone(named: string[], listed: string[]): LocationPlace {
  if (named.length === 0) return { kind: 'no_location' }
  if (listed.length === 0) return { kind: 'location_missing' }
  return { kind: 'unmapped_location', fhirIds: [...new Set(listed)].sort() }
}

/** One opening in two clinics is not two openings, and which it is nobody said. */
function chooseLocation(found: readonly Found[]): LocationPlace {
  const active = new Set(found.filter((one) => one.active).map((one) => one.locationId))
  const [locationId, ...others] = active
  if (locationId === undefined) return { kind: 'inactive' }
  return others.length > 0 ? { kind: 'several_locations' } : { kind: 'location', locationId }
}

/** Climbs `partOf` until something is mapped; a circle ends it. */
function findLocation(fhirId: string, set: ResourceSet, map: CapacityMap): Found | null {
  const seen = new Set<string>()
  let active = true
  for (let id: string | null = fhirId; id !== null && !seen.has(id); id = set.locations.get(id)?.partOfId ?? null) {
    seen.add(id)
    active &&= set.locations.get(id)?.active ?? true
    const locationId = mappedId(id, set, map)
    if (locationId !== null) return { locationId, active }
  }
  return null
}

function mappedId(fhirId: string, set: ResourceSet, map: CapacityMap): string | null {
  const identifiers = set.locations.get(fhirId)?.identifiers ?? []
  const entry = map.locations.find((one) =>
    'fhirId' in one
      ? one.fhirId === fhirId
      : identifiers.some(({ system, value }) => system === one.system && value === one.value),
  )
  return entry?.locationId ?? null
}
