import type { Slot } from '../slot.ts'
import type { MapIndex } from './map-index.ts'
import { patientsOf } from './patients.ts'

/** The span that is counted: from asOf (included) to its end (excluded), milliseconds since 1970. */
export interface Window {
  fromMs: number
  untilMs: number
}

/**
 * What the slots of one location and service line add up to. All numbers are appointments where nothing else is said.
 */
export interface Tally {
  /** Inside the window, for new patients. */
  free: number
  busy: number
  held: number
  overbooked: number
  /** Inside the window, free, for patients already known. */
  followUp: number
  /** Free openings for new patients from asOf on, beyond the window too. */
  openings: { startsMs: number; appointments: number }[]
  /** Slots from asOf on, window or not: what there is to judge by. One that holds no appointment says so, and counts. */
  upcomingNew: number
  upcomingFollowUp: number
  upcomingNobody: number
  upcomingUntyped: number
  /** Slots that are of use, and of those that are past, for saying why there is no figure. */
  slots: number
  pastSlots: number
  /** Taken slots in the window that say they hold no appointment: taken capacity is then not published. */
  takenWithoutCapacity: number
  newPatientAssumed: boolean
  /** Schedules that have no slot from asOf on, and of those the ones that mean "full" by it. */
  emptySchedules: number
  fullSchedules: number
}

export function emptyTally(): Tally {
  return {
    ...{ free: 0, busy: 0, held: 0, overbooked: 0, followUp: 0, openings: [] },
    ...{ upcomingNew: 0, upcomingFollowUp: 0, upcomingNobody: 0, upcomingUntyped: 0 },
    ...{ slots: 0, pastSlots: 0, takenWithoutCapacity: 0, newPatientAssumed: false },
    ...{ emptySchedules: 0, fullSchedules: 0 },
  }
}

/** Adds one slot. Blocked time (`busy-unavailable`) and withdrawn slots are no capacity and only show that slots exist. */
export function addSlot(tally: Tally, slot: Slot, window: Window, map: MapIndex): void {
  tally.slots++
  const startsMs = Date.parse(slot.startsAt)
  if (startsMs < window.fromMs) tally.pastSlots++
  else if (slot.status !== 'busy-unavailable' && slot.status !== 'entered-in-error')
    addUpcoming(tally, slot, { startsMs, isInside: startsMs < window.untilMs }, map)
}

interface When {
  startsMs: number
  isInside: boolean
}

function addUpcoming(tally: Tally, slot: Slot, when: When, map: MapIndex): void {
  const said = patientsOf(slot, map)
  const patients = said ?? (map.untypedSlots === 'new' ? 'new' : null)
  if (patients === 'new') addForNew(tally, slot, when, said === null)
  else if (patients === 'follow_up') {
    tally.upcomingFollowUp++
    if (when.isInside && isOpen(slot)) tally.followUp += slot.capacity ?? 1
  } else if (patients === 'nobody') tally.upcomingNobody++
  else tally.upcomingUntyped++
}

function addForNew(tally: Tally, slot: Slot, when: When, isAssumed: boolean): void {
  const appointments = slot.capacity ?? 1
  tally.upcomingNew++
  tally.newPatientAssumed ||= isAssumed
  if (isOpen(slot)) tally.openings.push({ startsMs: when.startsMs, appointments })
  if (!when.isInside) return
  if (isOpen(slot)) tally.free += appointments
  else if (slot.status === 'busy-tentative') tally.held += appointments
  else tally.busy += appointments
  if (!isOpen(slot) && appointments === 0) tally.takenWithoutCapacity++
  if (slot.overbooked) tally.overbooked++
}

/** "Overbooked" beside "free" contradicts it: nobody more fits in. */
function isOpen(slot: Slot): boolean {
  return slot.status === 'free' && !slot.overbooked
}
