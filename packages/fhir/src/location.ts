import { type Identifier, id, identifiers, referenceTo, updatedAt } from './datatypes.ts'
import { extensions } from './extensions.ts'
import { closed, oneOf } from './members.ts'
import type { Read } from './reading.ts'

/** What is kept of a Location: ids to map it by. Its name and address are the customer's to give, in our configuration. */
export interface Location {
  resourceType: 'Location'
  id: string
  active: boolean
  identifiers: Identifier[]
  /** The Location this one is a part of: a room's clinic. */
  partOfId: string | null
  updatedAt: string | null
}

const members = closed({
  read: {
    id,
    meta: updatedAt,
    extension: extensions,
    status: oneOf(['active', 'suspended', 'inactive']),
    identifier: identifiers,
    partOf: referenceTo(['Location']),
  },
  required: ['id'],
  drop: [
    ...['resourceType', 'language', 'text', 'name', 'alias', 'description', 'mode', 'type', 'physicalType'],
    ...['operationalStatus', 'telecom', 'address', 'position', 'hoursOfOperation', 'availabilityExceptions'],
    ...['managingOrganization', 'endpoint'],
  ],
})

export const readLocation: Read<Location> = (value, at, reading) => {
  const location = members(value, at, reading)
  if (location === null || location.id === null) return null
  return {
    resourceType: 'Location',
    id: location.id,
    active: (location.status ?? 'active') === 'active',
    identifiers: location.identifier ?? [],
    partOfId: location.partOf?.id ?? null,
    updatedAt: location.meta,
  }
}
