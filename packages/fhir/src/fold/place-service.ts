import type { Code } from '../datatypes.ts'
import type { HealthcareService } from '../healthcare-service.ts'
import type { Schedule } from '../schedule.ts'
import type { Slot } from '../slot.ts'
import { type CapacityMap, findEntry } from './capacity-map.ts'

export type ServicePlace =
  | { kind: 'line'; serviceLine: string }
  | { kind: 'excluded' }
  | { kind: 'no_service_code' }
  | { kind: 'unmapped_service'; codes: Code[] }

/**
 * Our service line of a slot (or of a schedule, where no slot is given): by the codes of the slot, else of its schedule, else
 * of its services; serviceType before specialty, serviceCategory last since it is the coarsest.
 */
export function placeService(
  slot: Slot | null,
  schedule: Schedule,
  services: readonly HealthcareService[],
  map: CapacityMap,
): ServicePlace {
  const from = [...(slot === null ? [] : [slot]), schedule, ...services]
  const groups = [...from.flatMap((one) => [one.serviceTypes, one.specialties]), ...from.map((one) => one.categories)]
  for (const codes of groups) {
    const entry = findEntry(map.services, codes)
    if (entry !== undefined) return lineOf(entry.serviceLine)
  }
  const codes = groups.find((group) => group.length > 0)
  if (codes !== undefined) return { kind: 'unmapped_service', codes }
  return map.uncodedServiceLine === undefined ? { kind: 'no_service_code' } : lineOf(map.uncodedServiceLine)
}

function lineOf(serviceLine: string | null): ServicePlace {
  return serviceLine === null ? { kind: 'excluded' } : { kind: 'line', serviceLine }
}
