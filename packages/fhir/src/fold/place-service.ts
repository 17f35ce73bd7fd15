import type { Code } from '../datatypes.ts'
import type { HealthcareService } from '../healthcare-service.ts'
import type { Schedule } from '../schedule.ts'
import type { Slot } from '../slot.ts'
import type { ServiceEntry } from './capacity-map.ts'
import type { MapIndex } from './map-index.ts'
import { servicesOf } from './place-location.ts'
import type { ResourceSet } from './resource-set.ts'

export type ServicePlace =
  | { kind: 'line'; serviceLine: string }
  | { kind: 'excluded' }
  | { kind: 'no_service_code' }
  | { kind: 'unmapped_service'; codes: readonly Code[] }

/** What groups of codes say: the entry of the first group that has one, and the first group that has any codes. */
interface Said {
  entry: ServiceEntry | undefined
  codes: readonly Code[] | undefined
}

/** What a resource says in fine, by serviceType and specialty, and coarsely, by serviceCategory. */
interface SaidBy {
  fine: Said
  coarse: Said
}

/**
 * Finds our service line of slots (or of a schedule, where no slot is given): by the codes of the slot, else of its
 * schedule, else of its services; serviceType before specialty, serviceCategory last since it is the coarsest. What a
 * schedule and a service say is worked out once, however many slots they have.
 */
export function openServices(set: ResourceSet, map: MapIndex): (slot: Slot | null, schedule: Schedule) => ServicePlace {
  const ofServices = new Map<string, SaidBy>()
  const ofSchedules = new Map<string, SaidBy>()
  const saidByService = (service: HealthcareService) => once(ofServices, service.id, () => saidBy(service, map))
  const saidBySchedule = (schedule: Schedule) =>
    once(ofSchedules, schedule.id, () =>
      firstOf([saidBy(schedule, map), ...servicesOf(schedule, set).map(saidByService)]),
    )
  return (slot, schedule) => {
    const ofSchedule = saidBySchedule(schedule)
    const { fine, coarse } = slot === null ? ofSchedule : firstOf([saidBy(slot, map), ofSchedule])
    return placeOf(firstSaid([fine, coarse]), map)
  }
}

function once(known: Map<string, SaidBy>, id: string, find: () => SaidBy): SaidBy {
  const said = known.get(id) ?? find()
  known.set(id, said)
  return said
}

function saidBy({ serviceTypes, specialties, categories }: Slot | Schedule | HealthcareService, map: MapIndex): SaidBy {
  return {
    fine: firstSaid([say(serviceTypes, map), say(specialties, map)]),
    coarse: say(categories, map),
  }
}

function say(codes: readonly Code[], map: MapIndex): Said {
  return { entry: map.services.first(codes)?.entry, codes: codes.length > 0 ? codes : undefined }
}

function firstOf(said: readonly SaidBy[]): SaidBy {
  return { fine: firstSaid(said.map(({ fine }) => fine)), coarse: firstSaid(said.map(({ coarse }) => coarse)) }
}

function firstSaid(said: readonly Said[]): Said {
  return {
    entry: said.find(({ entry }) => entry !== undefined)?.entry,
    codes: said.find(({ codes }) => codes !== undefined)?.codes,
  }
}

function placeOf({ entry, codes }: Said, map: MapIndex): ServicePlace {
  if (entry !== undefined) return lineOf(entry.serviceLine)
  if (codes !== undefined) return { kind: 'unmapped_service', codes }
  return map.uncodedServiceLine === undefined ? { kind: 'no_service_code' } : lineOf(map.uncodedServiceLine)
}

function lineOf(serviceLine: string | null): ServicePlace {
  return serviceLine === null ? { kind: 'excluded' } : { kind: 'line', serviceLine }
}
