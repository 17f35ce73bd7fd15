import type { HealthcareService } from '../healthcare-service.ts'
import type { Location } from '../location.ts'
import type { Resource } from '../resource.ts'
import type { Schedule } from '../schedule.ts'
import type { Slot } from '../slot.ts'
import { chooseVersion } from './versions.ts'

/** Resources by identity, one version of each. */
export interface ResourceSet {
  slots: ReadonlyMap<string, Slot>
  schedules: ReadonlyMap<string, Schedule>
  locations: ReadonlyMap<string, Location>
  services: ReadonlyMap<string, HealthcareService>
}

/** Sorts resources by kind and identity; repeated ones count once, in whatever order they come. */
export function gatherResources(resources: Iterable<Resource>): ResourceSet {
  const slots = new Map<string, Slot>()
  const schedules = new Map<string, Schedule>()
  const locations = new Map<string, Location>()
  const services = new Map<string, HealthcareService>()
  for (const resource of resources) {
    if (resource.resourceType === 'Slot') keep(slots, slotIdentity(resource), resource)
    else if (resource.resourceType === 'Schedule') keep(schedules, resource.id, resource)
    else if (resource.resourceType === 'Location') keep(locations, resource.id, resource)
    else keep(services, resource.id, resource)
  }
  return { slots, schedules, locations, services }
}

function keep<R extends Resource>(kept: Map<string, R>, identity: string, resource: R): void {
  const other = kept.get(identity)
  kept.set(identity, other === undefined ? resource : chooseVersion(other, resource))
}

/**
 * Schedule and start, because a real feed repeats one id for every day; and the id, because schedules with several openings
 * at one time list a Slot for each, and a free and a taken aggregate share their hours.
 */
function slotIdentity(slot: Slot): string {
  return `${slot.scheduleId}|${slot.startsAt}|${slot.id ?? ''}`
}
