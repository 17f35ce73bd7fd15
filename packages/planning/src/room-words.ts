import type { CellFacts } from './cell-facts.ts'
import type { PlaceFacts } from './place-facts.ts'
import type { Slots } from './state.ts'
import { days } from './wording.ts'

/**
 * Room in words. Open visits are what a clinic counts; room for patients from advertising is often less. A sentence says
 * "open visits" only where both are one number, and otherwise what takes the rest [E15].
 */

/** `31 open new-patient visits`, `room for 4 more new patients`; null: unknown or none. */
export function roomOf(facts: CellFacts): string | null {
  const { headroom } = facts
  if (headroom === null || headroom === 0) return null
  return isAsReported(facts) ? openVisits(headroom) : `room for ${patients(headroom)}`
}

/** `only 4 open new-patient visits in the next 14 days`, `room for only 4 more new patients … (30 visits are open, …)`. */
export function littleRoomOf(facts: CellFacts): string {
  const { headroom, place } = facts
  if (isAsReported(facts) && headroom !== 0) return `only ${openVisits(headroom ?? 0)}${inHorizon(place)}`
  const few = headroom === null || headroom === 0 ? 'less than one more new patient' : `only ${patients(headroom)}`
  return `room for ${few}${inHorizon(place)}${inBrackets(facts)}`
}

/** `9 open new-patient visits in the next 14 days`, with what takes the rest where there is more open. */
export function allRoomOf(facts: CellFacts): string {
  const room = roomOf(facts)
  return room === null ? littleRoomOf(facts) : `${room}${inHorizon(facts.place)}${inBrackets(facts)}`
}

/** For a place that is full: `has no open new-patient visits left in …`, or what took those that are open. */
export function fullness(place: PlaceFacts): string {
  const { slots } = place.chosen
  if (slots === null || place.headroom === null) return 'had no room for more new patients when it last said'
  const open = openOf(slots)
  if (open <= 0) return `has no open new-patient visits left${inHorizon(place)}`
  return `has no room for more new patients${inHorizon(place)}: ${whoTookAll(place, slots, open)}`
}

function whoTookAll(place: PlaceFacts, slots: Slots, open: number): string {
  const are = `${open} visit${open === 1 ? ' is' : 's are'} open`
  if (place.headroom?.isLimitedByFollowUps === true) return `${are}, but no follow-up visits`
  if (keptFree(place, slots) >= open) return `${are}, but it is booked to its target of ${targetOf(place)}`
  return `its ${open} open visit${open === 1 ? ' is' : 's are'} taken by ${listed(takersOf(place, slots))}`
}

/** `, in brackets`: why there is less room than the clinic counts open; nothing where there is not. */
function inBrackets(facts: CellFacts): string {
  const { place, headroom } = facts
  const { slots } = place.chosen
  if (slots === null || isAsReported(facts)) return ''
  const open = openOf(slots)
  const are = `${open} visit${open === 1 ? ' is' : 's are'} open`
  if (place.headroom?.isLimitedByFollowUps === true) return ` (${are}, but follow-up visits are the limit)`
  const takers = takersOf(place, slots)
  if (takers.length > 0) return ` (${are}, less ${listed(takers)})`
  const isPart = (place.headroom?.people ?? 0) >= (headroom ?? 0) + 1
  return isPart ? ` (shared with another ${place.place.share < 1 ? 'pool' : 'channel'})` : ''
}

/** Whether the room is simply what the clinic says is open. */
function isAsReported({ headroom, place: { chosen } }: CellFacts): boolean {
  return chosen.slots !== null && headroom === openOf(chosen.slots)
}

/** What open visits go to before advertising may fill any. */
function takersOf(place: PlaceFacts, slots: Slots): string[] {
  const waiting = place.chosen.waitlist?.size ?? 0
  const { policy } = place.settings
  const takers: string[] = []
  if (keptFree(place, slots) > 0) takers.push(`what its target of ${targetOf(place)} keeps free`)
  if (waiting * policy.waitlistTakeShare > 0)
    takers.push(`the ${waiting} ${waiting === 1 ? 'person' : 'people'} waiting`)
  if (place.place.organicBookings > 0) takers.push('bookings that come without advertising')
  return takers
}

/** Visits the target utilisation keeps free. */
function keptFree({ settings }: PlaceFacts, slots: Slots): number {
  return slots.total === null ? 0 : (1 - settings.policy.targetUtilisation) * slots.total
}

function targetOf({ settings }: PlaceFacts): string {
  return `${Math.round(1000 * settings.policy.targetUtilisation) / 10} %`
}

function openOf(slots: Slots): number {
  return 'booked' in slots ? slots.total - slots.booked : slots.open
}

function inHorizon({ headroom }: PlaceFacts): string {
  return headroom === null ? '' : ` in the next ${days(headroom.horizonDays)}`
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? (parts[0] ?? '') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

const openVisits = (count: number) => `${count} open new-patient visit${count === 1 ? '' : 's'}`
/** `1 more new patient`. */
export const patients = (count: number) => `${count} more new patient${count === 1 ? '' : 's'}`
