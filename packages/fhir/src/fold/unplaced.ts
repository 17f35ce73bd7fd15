import type { Code } from '../datatypes.ts'
import { compareTexts } from './versions.ts'

/** Slots that were counted nowhere, by what a person would have to do about it. Each is in exactly one of the numbers. */
export interface Unplaced {
  /** Slots at locations the map does not name, and those locations. A slot with two of them is listed under both. */
  unmappedLocation: number

  locations: { fhirId: string; slots: number }[]
  /** Slots of which no code is in the map, and those codes. A slot with two of them is listed under both. */
  unmappedService: number

  services: { system: string | null; code: string; slots: number }[]
  /** Neither the slot nor its schedule carries a code, and the map has no line for such. */
  withoutServiceCode: number
  /** The schedule is not in the set. */
  scheduleMissing: number
  /** The schedule names no location, nor a service that does. */
  withoutLocation: number
  /** The schedule's location is not in the set (full feeds only). */
  locationMissing: number
  /** The schedule is in several of our locations. */
  severalLocations: number
  /** The location, schedule or service is suspended or inactive. */
  inactive: number
  /** The map says the code is not ours. */
  excluded: number
}

type Counted = Exclude<keyof Unplaced, 'locations' | 'services'>

/** Counts slots that found no place. */
export interface UnplacedCount {
  add(reason: Counted): void
  addLocations(fhirIds: readonly string[]): void
  addCodes(codes: readonly Code[]): void
  /** What was counted, sorted, so that the order of slots shows nowhere. */
  result(): Unplaced
}

export function countUnplaced(): UnplacedCount {
  const counts: Record<Counted, number> = {
    unmappedLocation: 0,
    unmappedService: 0,
    withoutServiceCode: 0,
    scheduleMissing: 0,
    withoutLocation: 0,
    locationMissing: 0,
    severalLocations: 0,
    inactive: 0,
    excluded: 0,
  }
  // By the list itself: all slots of a schedule have the same one, which may be long.
  const locations = new Map<readonly string[], number>()
  const services = new Map<readonly Code[], number>()
  return {
    add(reason) {
      counts[reason]++
    },
    addLocations(fhirIds) {
      counts.unmappedLocation++
      locations.set(fhirIds, (locations.get(fhirIds) ?? 0) + 1)
    },
    addCodes(codes) {
      counts.unmappedService++
      services.set(codes, (services.get(codes) ?? 0) + 1)
    },
    result: () => ({
      ...counts,
      locations: addUp(locations, (fhirId) => [fhirId, { fhirId }]),
      services: addUp(services, ({ system, code }) => [`${code}|${system}`, { system, code }]),
    }),
  }
}

/** The slots of each thing that lists name, sorted; a list that names one twice counts once. */
function addUp<T, Item extends object>(
  lists: ReadonlyMap<readonly T[], number>,
  toItem: (named: T) => [key: string, item: Item],
): (Item & { slots: number })[] {
  const kept = new Map<string, Item & { slots: number }>()
  for (const [list, slots] of lists)
    for (const [key, item] of new Map(list.map(toItem)))
      kept.set(key, { ...item, slots: (kept.get(key)?.slots ?? 0) + slots })
  return sorted(kept)
}

function sorted<T>(kept: Map<string, T>): T[] {
  return [...kept].sort(([one], [other]) => compareTexts(one, other)).map(([, item]) => item)
}
