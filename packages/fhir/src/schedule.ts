import { type Code, concepts, id, type Reference, referenceTo, updatedAt } from './datatypes.ts'
import { extensions, type KnownExtensions } from './extensions.ts'
import { bool, closed, listOf } from './members.ts'
import type { Read } from './reading.ts'

/** What is kept of a Schedule: where and for what, not with whom. */
export interface Schedule {
  resourceType: 'Schedule'
  id: string
  active: boolean
  actors: Reference<'Location' | 'HealthcareService'>[]
  availability: KnownExtensions['availability']
  serviceTypes: Code[]
  specialties: Code[]
  categories: Code[]
  updatedAt: string | null
}

/** Who works there does not concern us, and equipment is not a place: dropped. */
const staffAndDevices = ['Practitioner', 'PractitionerRole', 'Device']

const members = closed({
  read: {
    id,
    meta: updatedAt,
    extension: extensions,
    active: bool,
    actor: listOf(referenceTo(['Location', 'HealthcareService'], staffAndDevices)),
    serviceType: concepts,
    specialty: concepts,
    serviceCategory: concepts,
  },
  required: ['id', 'actor'],
  drop: ['resourceType', 'language', 'text', 'identifier', 'planningHorizon', 'comment'],
})

export const readSchedule: Read<Schedule> = (value, at, reading) => {
  const schedule = members(value, at, reading)
  if (schedule === null || schedule.id === null) return null
  return {
    resourceType: 'Schedule',
    id: schedule.id,
    active: schedule.active ?? true,
    actors: schedule.actor ?? [],
    availability: schedule.extension?.availability ?? null,
    serviceTypes: schedule.serviceType ?? [],
    specialties: schedule.specialty ?? [],
    categories: schedule.serviceCategory ?? [],
    updatedAt: schedule.meta,
  }
}
