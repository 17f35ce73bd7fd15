import { type Code, concept, concepts, id, instant, referenceTo, updatedAt } from './datatypes.ts'
import { extensions } from './extensions.ts'
import { bool, closed, oneOf } from './members.ts'
import type { Read } from './reading.ts'

/** What is kept of a Slot: a time, a state and codes. */
export interface Slot {
  resourceType: 'Slot'
  /** Not unique in real feeds: one of them repeats it for every day. */
  id: string | null
  scheduleId: string
  status: 'free' | 'busy' | 'busy-unavailable' | 'busy-tentative' | 'entered-in-error'
  /** UTC. */
  startsAt: string
  /** Appointments in it; null: not said, so one. */
  capacity: number | null
  overbooked: boolean
  appointmentTypes: Code[]
  serviceTypes: Code[]
  specialties: Code[]
  categories: Code[]
  /** UTC; when the resource last changed, where it says so. */
  updatedAt: string | null
}

const members = closed({
  read: {
    id,
    meta: updatedAt,
    extension: extensions,
    schedule: referenceTo(['Schedule']),
    status: oneOf(['free', 'busy', 'busy-unavailable', 'busy-tentative', 'entered-in-error']),
    start: instant,
    overbooked: bool,
    appointmentType: concept,
    serviceType: concepts,
    specialty: concepts,
    serviceCategory: concepts,
  },
  required: ['schedule', 'status', 'start'],
  drop: ['resourceType', 'language', 'text', 'identifier', 'end', 'comment'],
})

export const readSlot: Read<Slot> = (value, at, reading) => {
  const slot = members(value, at, reading)
  if (slot === null || slot.schedule === null || slot.status === null || slot.start === null) return null
  return {
    resourceType: 'Slot',
    id: slot.id,
    scheduleId: slot.schedule.id,
    status: slot.status,
    startsAt: slot.start,
    capacity: slot.extension?.capacity ?? null,
    overbooked: slot.overbooked ?? false,
    appointmentTypes: slot.appointmentType ?? [],
    serviceTypes: slot.serviceType ?? [],
    specialties: slot.specialty ?? [],
    categories: slot.serviceCategory ?? [],
    updatedAt: slot.meta,
  }
}
