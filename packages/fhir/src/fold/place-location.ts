import type { Schedule } from '../schedule.ts'
import type { MapIndex } from './map-index.ts'
import type { ResourceSet } from './resource-set.ts'

export type LocationPlace =
  | { kind: 'location'; locationId: string }
  | { kind: 'inactive' }
  | { kind: 'no_location' }
  | { kind: 'location_missing' }
  | { kind: 'several_locations' }
  | { kind: 'unmapped_location'; fhirIds: readonly string[] }

interface Found {
  locationId: string
  active: boolean
}

export interface PlaceRules {
  map: MapIndex
  /** Whether a Location must itself be in the set to be counted, as in a full feed. */
  onlyListedLocations: boolean
}

/**
 * Finds our location of schedules: by their Location actors, else by the locations of their HealthcareServices; a room
 * that is not mapped counts as what it is part of. Each schedule, and each Location, is looked up once.
 */
export function openPlaces(set: ResourceSet, rules: PlaceRules): (schedule: Schedule) => LocationPlace {
  const locations = new Map<string, Found | null>()
  const places = new Map<string, LocationPlace>()
  const find = (fhirId: string) => findLocation(fhirId, set, rules.map, locations) ?? []
  return (schedule) => {
    const place = places.get(schedule.id) ?? placeSchedule(schedule, set, rules, find)
    places.set(schedule.id, place)
    return place
  }
}

function placeSchedule(
  schedule: Schedule,
  set: ResourceSet,
  rules: PlaceRules,
  find: (fhirId: string) => Found | never[],
): LocationPlace {
  const services = servicesOf(schedule, set)
  if (!schedule.active || services.some((service) => !service.active)) return { kind: 'inactive' }
  const groups = [actorIds(schedule, 'Location'), services.flatMap((service) => service.locationIds)]
  const listed = groups.map((ids) => ids.filter((id) => !rules.onlyListedLocations || set.locations.has(id)))
  for (const ids of listed) {
    const found = ids.flatMap(find)
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
  return { kind: 'unmapped_location', fhirIds: [...new Set(listed)] }
}

/** One opening in two clinics is not two openings, and which it is nobody said. */
function chooseLocation(found: readonly Found[]): LocationPlace {
  const active = new Set(found.filter((one) => one.active).map((one) => one.locationId))
  const [locationId, ...others] = active
  if (locationId === undefined) return { kind: 'inactive' }
  return others.length > 0 ? { kind: 'several_locations' } : { kind: 'location', locationId }
}

/**
 * Climbs `partOf` until something is mapped; a circle ends it. What is found counts for all that were climbed, so that
 * rooms in rooms, however many, are climbed once.
 */
function findLocation(fhirId: string, set: ResourceSet, map: MapIndex, known: Map<string, Found | null>): Found | null {
  const climbed: string[] = []
  let found: Found | null = null
  for (let id: string | null = fhirId; id !== null; id = set.locations.get(id)?.partOfId ?? null) {
    const before = known.get(id)
    if (before !== undefined) {
      found = before
      break
    }
    climbed.push(id)
    // Should a circle come back to it, nothing was found.
    known.set(id, null)
    const locationId = map.locationOf(id, set.locations.get(id)?.identifiers ?? [])
    if (locationId !== null) {
      found = { locationId, active: true }
      break
    }
  }
  for (const id of climbed.reverse()) {
    if (found !== null && set.locations.get(id)?.active === false) found = { ...found, active: false }
    known.set(id, found)
  }
  return found
}
