import type { Schedule } from '../schedule.ts'
import type { Slot } from '../slot.ts'
import { type LocationPlace, openPlaces, type PlaceRules } from './place-location.ts'
import { openServices, type ServicePlace } from './place-service.ts'
import type { ResourceSet } from './resource-set.ts'
import { emptyTally, type Tally } from './tally.ts'
import type { UnplacedCount } from './unplaced.ts'

export interface Cell {
  locationId: string
  serviceLine: string
  tally: Tally
}

type Place =
  | { kind: 'cell'; cell: Cell }
  | Exclude<LocationPlace, { kind: 'location' }>
  | Exclude<ServicePlace, { kind: 'line' }>
  | { kind: 'schedule_missing' }

export interface Cells {
  /** The cell of a slot; or null, and the slot is counted as unplaced. */
  ofSlot(slot: Slot): Cell | null
  /** The cell of a schedule itself, or null. */
  ofSchedule(schedule: Schedule): Cell | null
  /** All cells that were asked for, by location, then service line. */
  all(): Cell[]
}

/** Finds and keeps the tally of each (location, service line). */
export function openCells(set: ResourceSet, rules: PlaceRules, unplaced: UnplacedCount): Cells {
  const cells = new Map<string, Cell>()
  const placeOf = openPlaces(set, rules)
  const serviceOf = openServices(set, rules.map)
  const place = (slot: Slot | null, schedule: Schedule): Place => {
    const at = placeOf(schedule)
    if (at.kind !== 'location') return at
    const service = serviceOf(slot, schedule)
    return service.kind === 'line' ? { kind: 'cell', cell: cellOf(cells, at.locationId, service.serviceLine) } : service
  }
  return {
    ofSlot(slot) {
      const schedule = set.schedules.get(slot.scheduleId)
      const found = schedule === undefined ? ({ kind: 'schedule_missing' } as const) : place(slot, schedule)
      return found.kind === 'cell' ? found.cell : noteUnplaced(found, unplaced)
    },
    ofSchedule(schedule) {
      const found = place(null, schedule)
      return found.kind === 'cell' ? found.cell : null
    },
    all: () => [...cells].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, cell]) => cell),
  }
}

function cellOf(cells: Map<string, Cell>, locationId: string, serviceLine: string): Cell {
  const key = JSON.stringify([locationId, serviceLine])
  const cell = cells.get(key) ?? { locationId, serviceLine, tally: emptyTally() }
  cells.set(key, cell)
  return cell
}

const counted = {
  schedule_missing: 'scheduleMissing',
  no_location: 'withoutLocation',
  location_missing: 'locationMissing',
  several_locations: 'severalLocations',
  inactive: 'inactive',
  excluded: 'excluded',
  no_service_code: 'withoutServiceCode',
} as const

function noteUnplaced(place: Exclude<Place, { kind: 'cell' }>, unplaced: UnplacedCount): null {
  if (place.kind === 'unmapped_location') unplaced.addLocations(place.fhirIds)
  else if (place.kind === 'unmapped_service') unplaced.addCodes(place.codes)
  else unplaced.add(counted[place.kind])
  return null
}
