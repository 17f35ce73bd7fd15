import { type Code, concepts, id, referenceTo, updatedAt } from './datatypes.ts'
import { extensions } from './extensions.ts'
import { readLocation } from './location.ts'
import { bool, closed, isObject, listOf } from './members.ts'
import type { Read } from './reading.ts'

/** What is kept of a HealthcareService: which care, and where. */
export interface HealthcareService {
  resourceType: 'HealthcareService'
  id: string
  active: boolean
  locationIds: string[]
  serviceTypes: Code[]
  specialties: Code[]
  categories: Code[]
  updatedAt: string | null
}

/**
 * HL7's own example holds the area it covers as a contained Location. Only that is accepted, under the same closed
 * rules as any Location, and dropped: nothing can be mapped to it.
 */
const containedArea: Read<never> = (value, at, reading) => {
  if (isObject(value) && value.resourceType === 'Location') readLocation(value, at, reading)
  else reading.refuse('contained-resource', at)
  return null
}

const members = closed({
  read: {
    id,
    meta: updatedAt,
    extension: extensions,
    contained: listOf(containedArea),
    active: bool,
    location: listOf(referenceTo(['Location'])),
    type: concepts,
    specialty: concepts,
    category: concepts,
  },
  required: ['id'],
  drop: [
    ...['resourceType', 'language', 'text', 'identifier', 'name', 'comment', 'extraDetails', 'photo', 'telecom'],
    ...['providedBy', 'coverageArea', 'serviceProvisionCode', 'eligibility', 'program', 'characteristic'],
    ...['communication', 'referralMethod', 'appointmentRequired', 'availableTime', 'notAvailable'],
    ...['availabilityExceptions', 'endpoint'],
  ],
})

export const readHealthcareService: Read<HealthcareService> = (value, at, reading) => {
  const service = members(value, at, reading)
  if (service === null || service.id === null) return null
  return {
    resourceType: 'HealthcareService',
    id: service.id,
    active: service.active ?? true,
    locationIds: service.location?.map((location) => location.id) ?? [],
    serviceTypes: service.type ?? [],
    specialties: service.specialty ?? [],
    categories: service.category ?? [],
    updatedAt: service.meta,
  }
}
