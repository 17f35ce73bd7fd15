import { hash } from 'node:crypto'
import { type CapacityMap, type Code, knownAppointmentTexts, type Resource } from '@sluice/fhir'

/** Nothing that a publisher may name a thing begins with it, so that what is hidden is known to be. */
const MARK = '~'

export interface Hiding {
  /** The resource, with what the publisher named things hidden. */
  resource: (resource: Resource) => Resource
  /** The same of one id. */
  id: (id: string) => string
}

/**
 * Hides what a publisher named its things, but for what the mapping names: an id or a code may say whose appointment it
 * is, and all it is for is to be compared. Two that are the same are the same hidden; hidden once more, they stay as
 * they are.
 */
export function hidingAllBut(map: CapacityMap): Hiding {
  const named = new Set([...knownAppointmentTexts, ...textsOf(map)])
  const id = (text: string) =>
    text.startsWith(MARK) || named.has(text) ? text : MARK + hash('sha256', text, 'base64url')
  return { id, resource: (resource) => hideIn(resource, id) }
}

function textsOf({ locations, services, appointmentTypes = [] }: CapacityMap): string[] {
  const ofLocations = locations.flatMap((one) => ('fhirId' in one ? one.fhirId : [one.system, one.value]))
  const ofCodes = [...services, ...appointmentTypes].flatMap(({ code, system }) => [code, ...(system ? [system] : [])])
  return [...ofLocations, ...ofCodes]
}

function hideIn(resource: Resource, hide: Hiding['id']): Resource {
  const ids = (texts: readonly string[]) => texts.map(hide)
  const system = (text: string | null) => (text === null ? null : hide(text))
  const codes = (list: readonly Code[]) => list.map((one) => ({ system: system(one.system), code: hide(one.code) }))
  if (resource.resourceType === 'Location') {
    const identifiers = resource.identifiers.map((one) => ({ system: system(one.system), value: hide(one.value) }))
    const partOfId = resource.partOfId === null ? null : hide(resource.partOfId)
    return { ...resource, id: hide(resource.id), identifiers, partOfId }
  }
  const coded = {
    serviceTypes: codes(resource.serviceTypes),
    specialties: codes(resource.specialties),
    categories: codes(resource.categories),
  }
  if (resource.resourceType === 'Slot') {
    const id = resource.id === null ? null : hide(resource.id)
    const appointmentTypes = codes(resource.appointmentTypes)
    return { ...resource, ...coded, id, scheduleId: hide(resource.scheduleId), appointmentTypes }
  }
  if (resource.resourceType === 'Schedule') {
    const actors = resource.actors.map(({ type, id }) => ({ type, id: hide(id) }))
    return { ...resource, ...coded, id: hide(resource.id), actors }
  }
  return { ...resource, ...coded, id: hide(resource.id), locationIds: ids(resource.locationIds) }
}
