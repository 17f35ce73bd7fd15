import { type GateSettings, type GateStanding, gateAt } from './gate.ts'
import { type WaitThresholds, waitThresholds } from './gate-thresholds.ts'
import { type Headroom, headroomOf } from './headroom.ts'
import type { Place, PlanningInput, ServiceLine } from './input.ts'
import { toMs } from './instant.ts'
import { restingFreshness } from './place-freshness.ts'
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
    freshness: restingFreshness(chosen, atMs, settings),
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

function newestAgeMs({ slots, followUpSlots, waitlist, wait, otherWait, accepting }: ChosenFigures, atMs: number) {
  const used = [slots, followUpSlots, waitlist, wait, otherWait, accepting].filter((figure) => figure !== null)
  if (used.length === 0) return null
  return Math.max(0, Math.min(...used.map((figure) => atMs - toMs(figure.observedAt))))
}
