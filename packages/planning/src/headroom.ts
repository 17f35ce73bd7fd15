import type { Policy, ServiceLine } from './input.ts'
import type { ChosenFigures, Slots } from './state.ts'

/** New patients a place can still take, counted over the snapshot's own horizon. */
export interface Headroom {
  /** May be negative: that many are booked beyond the target. Not rounded. */
  people: number
  /** Visits the horizon holds in all; null: unknown. */
  capacity: number | null
  horizonDays: number
  /** Whether follow-up visits leave less room than the slots do. */
  isLimitedByFollowUps: boolean
}

/**
 * Room for new patients who come from advertising [H1–H6]; null when the open slots are unknown.
 * `organicBookings` is per the policy's horizon, as configured.
 */
export function headroomOf(
  chosen: Pick<ChosenFigures, 'slots' | 'followUpSlots' | 'waitlist'>,
  organicBookings: number,
  { policy, serviceLine }: { policy: Policy; serviceLine: ServiceLine },
): Headroom | null {
  const { slots } = chosen
  if (slots === null) return null
  const others =
    organicBookings * (slots.horizonDays / policy.horizonDays) + policy.waitlistTakeShare * (chosen.waitlist?.size ?? 0)
  const room = openForNew(slots, policy.targetUtilisation) - others
  const followUps = followUpCap(chosen, serviceLine)
  return {
    people: followUps === null ? room : Math.min(room, followUps),
    capacity: slots.total,
    horizonDays: slots.horizonDays,
    isLimitedByFollowUps: followUps !== null && followUps < room,
  }
}

/**
 * Bookings per day that fill the headroom at the horizon's end [H7]; what a curve is capped by. Someone who books late in
 * the horizon is seen after it, so the last `leadDays` (at most half the horizon) do not count.
 */
export function headroomPerDayOf(people: number, horizonDays: number, leadDays: number): number {
  return Math.max(0, people) / (horizonDays - Math.min(leadDays, horizonDays / 2))
}

function openForNew(slots: Slots, targetUtilisation: number): number {
  if ('booked' in slots) return targetUtilisation * slots.total - slots.booked
  return slots.open - (slots.total === null ? 0 : (1 - targetUtilisation) * slots.total)
}

function followUpCap(
  { slots, followUpSlots }: Pick<ChosenFigures, 'slots' | 'followUpSlots'>,
  serviceLine: ServiceLine,
): number | null {
  const visits = serviceLine.followUpVisitsPerCase
  if (visits === null || visits <= 0 || followUpSlots === null || slots === null) return null
  // Brought to the horizon of the slots, so that one number is compared with its like.
  return (followUpSlots.open * (slots.horizonDays / followUpSlots.horizonDays)) / visits
}
