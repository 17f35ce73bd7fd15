import { type HealthcareService, readHealthcareService } from './healthcare-service.ts'
import { type Location, readLocation } from './location.ts'
import { isObject } from './members.ts'
import type { Read, Reading } from './reading.ts'
import { readSchedule, type Schedule } from './schedule.ts'
import { readSlot, type Slot } from './slot.ts'

/** A resource as read: of the message only ids, codes, moments, numbers and states are left. No text of it survives. */
export type Resource = Slot | Schedule | Location | HealthcareService

const readers: ReadonlyMap<unknown, Read<Resource>> = new Map<unknown, Read<Resource>>([
  ['Slot', readSlot],
  ['Schedule', readSchedule],
  ['Location', readLocation],
  ['HealthcareService', readHealthcareService],
])

/** One resource of the four types; any other is refused whole, unread. */
export const readResource: Read<Resource> = (value, at, reading) => {
  if (!isObject(value) || typeof value.resourceType !== 'string') return refuse(reading, 'not-a-resource', at)
  const read = readers.get(value.resourceType)
  return read === undefined ? refuse(reading, 'resource-not-allowed', at) : read(value, at, reading)
}

function refuse(reading: Reading, code: 'not-a-resource' | 'resource-not-allowed', at: string): null {
  reading.refuse(code, at)
  return null
}
