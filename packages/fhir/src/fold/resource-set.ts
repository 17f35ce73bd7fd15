import type { HealthcareService } from '../healthcare-service.ts'
import type { Location } from '../location.ts'
import type { Resource } from '../resource.ts'
import type { Schedule } from '../schedule.ts'
import type { Slot } from '../slot.ts'
import type { Steps } from './steps.ts'
import { chooseVersion, compareTexts } from './versions.ts'

/** Resources by identity, one version of each. */
export interface ResourceSet {
  slots: ReadonlyMap<string, Slot>
  schedules: ReadonlyMap<string, Schedule>
  locations: ReadonlyMap<string, Location>
  services: ReadonlyMap<string, HealthcareService>
  /** Schedules, Locations and HealthcareServices that are left out, because their newest versions say two things. */
  contradictions: number
}

/** Sorts resources by kind and identity; repeated ones count once, in whatever order they come. */
export function* gatherResources(resources: Iterable<Resource>): Steps<ResourceSet> {
  const slots = new Map<string, Slot>()
  const schedules = new Versions<Schedule>()
  const locations = new Versions<Location>()
  const services = new Versions<HealthcareService>()
  for (const resource of resources) {
    yield
    if (resource.resourceType === 'Slot') keepSlot(slots, resource)
    else if (resource.resourceType === 'Schedule') schedules.add(resource)
    else if (resource.resourceType === 'Location') locations.add(resource)
    else services.add(resource)
  }
  const told = { schedules: schedules.clear(), locations: locations.clear(), services: services.clear() }
  const contradictions = schedules.contradictions + locations.contradictions + services.contradictions
  return { slots, ...told, contradictions }
}

function keepSlot(slots: Map<string, Slot>, slot: Slot): void {
  const identity = slotIdentity(slot)
  const other = slots.get(identity)
  slots.set(identity, other === undefined ? slot : chooseVersion(other, slot))
}

/** Resources of one type by id, each in its newest version. */
class Versions<R extends Exclude<Resource, Slot>> {
  readonly #kept = new Map<string, { resource: R; isContradicted: boolean }>()

  add(resource: R): void {
    const known = this.#kept.get(resource.id)
    const order = known === undefined ? 1 : compareTexts(resource.updatedAt ?? '', known.resource.updatedAt ?? '')
    if (known === undefined || order > 0) this.#kept.set(resource.id, { resource, isContradicted: false })
    else if (order === 0) {
      known.isContradicted ||= meaningOf(known.resource) !== meaningOf(resource)
      known.resource = chooseVersion(known.resource, resource)
    }
  }

  /** Those that say one thing. */
  clear(): Map<string, R> {
    const clear = [...this.#kept].filter(([, { isContradicted }]) => !isContradicted)
    return new Map(clear.map(([id, { resource }]) => [id, resource]))
  }

  get contradictions(): number {
    return [...this.#kept.values()].filter(({ isContradicted }) => isContradicted).length
  }
}

/** What it is of, in whatever order it says so. Active and inactive is no contradiction: inactive counts. */
function meaningOf({ active: _, ...rest }: Exclude<Resource, Slot>): string {
  const members = Object.entries(rest).map(([name, value]) => [
    name,
    Array.isArray(value) ? [...new Set(value.map((one) => JSON.stringify(one)))].sort() : value,
  ])
  return JSON.stringify(members)
}

/**
 * Schedule and start, because a real feed repeats one id for every day; and the id, because schedules with several openings
 * at one time list a Slot for each, and a free and a taken aggregate share their hours.
 */
function slotIdentity(slot: Slot): string {
  return `${slot.scheduleId}|${slot.startsAt}|${slot.id ?? ''}`
}
