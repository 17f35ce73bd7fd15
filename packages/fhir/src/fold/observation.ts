import type { CapacityMap } from './capacity-map.ts'
import type { Tally } from './tally.ts'

/** What was found of one location and service line, in our ids. */
export interface CapacityObservation {
  locationId: string
  serviceLine: string
  /** UTC; the `asOf` that was handed in. */
  observedAt: string
  horizonDays: number
  /** Total and booked where the sender publishes its taken slots; else what is open. */
  slots: { total: number; booked: number } | { open: number }
  /** Open to patients already known; null: no such slot is published. */
  followUpSlotsOpen: number | null
  /** Days from asOf to the third next opening for a new patient, wherever it lies; null: fewer than three are published. */
  thirdNextAvailableDays: number | null
  /** Days to the first. A fact to show, not a kind of wait: it jumps with every cancellation. */
  firstOpeningDays: number | null
  /** Whether slots that do not say for whom they are were taken as open to new patients. */
  newPatientAssumed: boolean
  /** Appointments inside the horizon by state. */
  counts: { free: number; busy: number; held: number; overbooked: number }
}

/**
 * Why a place of the map has no figure. Unknown is never zero:
 * `no_slots` none is published; `only_past` all start before asOf; `no_capacity` those to come are blocked time;
 * `patients_unknown` they do not say for whom they are, and the map does not either.
 */
export type NoFigureReason = 'no_slots' | 'only_past' | 'no_capacity' | 'patients_unknown'

export interface Snapshot {
  asOf: string
  horizonDays: number
}

const DAY_MS = 86_400_000
/** Ten years, as in our events: a slot further off than that is a placeholder. */
const MAX_DAYS = 3_650

/** The figure of a place, or why there is none. */
export function tallyToFigure(
  tally: Tally,
  { asOf, horizonDays }: Snapshot,
  map: CapacityMap,
): Omit<CapacityObservation, 'locationId' | 'serviceLine'> | NoFigureReason {
  const reason = whyNoFigure(tally)
  if (reason !== null) return reason
  const days = (opening: number) => daysToOpening(tally, Date.parse(asOf), opening)
  return {
    observedAt: asOf,
    horizonDays,
    slots: slotsOf(tally, map),
    followUpSlotsOpen: tally.upcomingFollowUp > 0 ? tally.followUp : null,
    thirdNextAvailableDays: days(3),
    firstOpeningDays: days(1),
    newPatientAssumed: tally.newPatientAssumed,
    counts: { free: tally.free, busy: tally.busy, held: tally.held, overbooked: tally.overbooked },
  }
}

/**
 * Some slot must be for new patients, or every slot must say that it is not: then "none open" is something the sender said.
 * A slot of capacity 0, free or taken, says it as well: nobody fits in.
 */
function whyNoFigure(tally: Tally): NoFigureReason | null {
  if (tally.pastSlots === tally.slots) {
    if (tally.emptySchedules > 0 && isSaidFull(tally)) return null
    return tally.slots === 0 ? 'no_slots' : 'only_past'
  }
  if (tally.upcomingNew > 0) return null
  if (tally.upcomingUntyped > 0) return 'patients_unknown'
  return tally.upcomingFollowUp + tally.upcomingNobody > 0 ? null : 'no_capacity'
}

function isSaidFull(tally: Tally): boolean {
  return tally.fullSchedules === tally.emptySchedules
}

/**
 * A total is honest only if all taken slots are published (the map says so), and with their size: a feed that sends
 * taken slots of capacity 0 hides it. Overbooked slots hold at least one more than they should, so booked exceeds the
 * total and headroom is negative; where only openings are known they come off those, to 0 at least.
 */
function slotsOf(tally: Tally, map: CapacityMap): CapacityObservation['slots'] {
  const total = tally.free + tally.busy + tally.held
  const isKnown = map.publishesBusySlots === true && total > 0 && tally.takenWithoutCapacity === 0
  return isKnown
    ? { total, booked: tally.busy + tally.held + tally.overbooked }
    : { open: Math.max(0, tally.free - tally.overbooked) }
}

/** Days to the nth opening, to the hundredth; a slot of several appointments is several openings. */
function daysToOpening(tally: Tally, asOfMs: number, nth: number): number | null {
  let left = nth
  for (const { startsMs, appointments } of tally.openings.toSorted((one, other) => one.startsMs - other.startsMs)) {
    left -= appointments
    if (left <= 0) return roundedDays(startsMs - asOfMs)
  }
  return null
}

function roundedDays(ms: number): number | null {
  const days = Math.round((ms / DAY_MS) * 100) / 100
  return days <= MAX_DAYS ? days : null
}
