import { freshnessOf, limitsOf, worstFreshness } from './freshness.ts'
import { type GateSettings, type GateStanding, gateAt } from './gate.ts'
import { type WaitThresholds, waitThresholds } from './gate-thresholds.ts'
import { type Headroom, headroomOf } from './headroom.ts'
import type { Figure, Place, PlanningInput, Policy, ServiceLine } from './input.ts'
import { toMs } from './instant.ts'
import type { Freshness } from './plan.types.ts'
import { type ChosenFigures, chooseFigures } from './state.ts'
import { valuePerBooking } from './value.ts'

/** All that a plan knows of one place at `asOf`. */
export interface PlaceFacts {
  place: Place
  line: ServiceLine
  settings: GateSettings
  chosen: ChosenFigures
  gate: GateStanding
  thresholds: WaitThresholds
  /** The worst of the figures the plan rests on [F3]. */
  freshness: Freshness
  /** Age of the newest figure in use; null: nothing observed. */
  dataAgeMs: number | null
  headroom: Headroom | null
  /** Minor units one booking is worth here. */
  valueMinor: number
}

/** Reads the figures of a place as they stand at `asOf`. */
export function factsOf(place: Place, line: ServiceLine, input: Pick<PlanningInput, 'asOf' | 'policy'>): PlaceFacts {
  const { asOf, policy } = input
  const atMs = toMs(asOf)
  const settings = { policy, serviceLine: line, place }
  const chosen = chooseFigures(place.figures, atMs, settings)
  return {
    place,
    line,
    settings,
    chosen,
    gate: gateAt(place.gate, asOf, settings),
    thresholds: waitThresholds(policy, line),
    freshness: worstFreshness(restingFigures(chosen, line).map((figure) => freshnessAt(figure, atMs, policy))),
    dataAgeMs: newestAgeMs(chosen, atMs),
    headroom: headroomOf(chosen, place.organicBookings, settings),
    valueMinor: valuePerBooking(line, chosen.wait?.readDays ?? null, policy.unknownWaitDays),
  }
}

/** A place nothing has been heard of. */
export function unknownPlace(locationId: string, serviceLine: string, gate: Place['gate']): Place {
  return { locationId, locationName: locationId, serviceLine, organicBookings: 0, share: 1, figures: [], gate }
}

/** One name for a place in a map. */
export function placeKey({ locationId, serviceLine }: { locationId: string; serviceLine: string }): string {
  return JSON.stringify([locationId, serviceLine])
}

/**
 * The figures a plan rests on [F3]: slots, follow-up slots where they count, the wait. A waitlist keeps counting however
 * old it is, and "accepting" is said once and holds.
 */
export function restingFigures(chosen: ChosenFigures, line: ServiceLine): Figure[] {
  const followUps = line.followUpVisitsPerCase !== null && chosen.slots !== null ? chosen.followUpSlots : null
  return [chosen.slots, followUps, chosen.wait].filter((figure) => figure !== null)
}

function freshnessAt(figure: Figure, atMs: number, policy: Policy): Freshness {
  return freshnessOf(atMs - toMs(figure.observedAt), limitsOf(figure.source, policy))
}

function newestAgeMs({ slots, followUpSlots, waitlist, wait, otherWait, accepting }: ChosenFigures, atMs: number) {
  const used = [slots, followUpSlots, waitlist, wait, otherWait, accepting].filter((figure) => figure !== null)
  if (used.length === 0) return null
  return Math.max(0, Math.min(...used.map((figure) => atMs - toMs(figure.observedAt))))
}
