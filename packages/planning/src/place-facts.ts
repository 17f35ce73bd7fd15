import { limitsOf, nextLimitMs } from './freshness.ts'
import { type GateSettings, type GateStanding, gateAt, pendingReturnMs } from './gate.ts'
import { type WaitThresholds, waitThresholds } from './gate-thresholds.ts'
import { type Headroom, headroomOf } from './headroom.ts'
import type { Figure, Place, Policy, ServiceLine } from './input.ts'
import { toMs } from './instant.ts'
import { restingFigures, restingFreshness } from './place-freshness.ts'
import type { Freshness } from './plan.types.ts'
import { type ChosenFigures, chooseFigures } from './state.ts'
import { valuePerBooking } from './value.ts'

type FactsSettings = GateSettings & { place: Place }

/** All that a plan knows of one place, from one moment until something grows old or a gate is due to come back. */
export interface PlaceFacts {
  place: Place
  line: ServiceLine
  settings: FactsSettings
  chosen: ChosenFigures
  /** What kinds of figures are in use; and what the reader should know of them: what was set aside, what was assumed [H5]. */
  figuresInUse: string[]
  flags: string[]
  gate: GateStanding
  thresholds: WaitThresholds
  /** The worst of the figures the plan rests on [F3]. */
  freshness: Freshness
  /** When the newest figure in use was observed; null: nothing was. */
  newestAtMs: number | null
  headroom: Headroom | null
  /** Minor units one booking is worth here. */
  valueMinor: number
  /** When the place next may count otherwise though nothing is heard [N1–N3]. Infinity: never. */
  changesAtMs: number
}

/** Facts, and the time they stand in: from the moment they were worked out for to the next at which anything in them moves. */
interface Standing {
  facts: PlaceFacts
  fromMs: number
  untilMs: number
}

/** The newest facts of a place. Places, service lines and policies are never changed; where they come again, so do these. */
const known = new WeakMap<Place, Standing>()

/** The figures of a place as they stand at a moment. The same object as long as nothing moves. */
export function factsOf(place: Place, line: ServiceLine, policy: Policy, atMs: number): PlaceFacts {
  const before = known.get(place)
  if (before !== undefined && isStanding(before, line, policy, atMs)) return before.facts
  const facts = workOut(place, line, policy, atMs)
  known.set(place, { facts, fromMs: atMs, untilMs: standsUntil(facts, atMs) })
  return facts
}

function isStanding({ facts, fromMs, untilMs }: Standing, line: ServiceLine, policy: Policy, atMs: number): boolean {
  return facts.line === line && facts.settings.policy === policy && atMs >= fromMs && atMs < untilMs
}

function workOut(place: Place, line: ServiceLine, policy: Policy, atMs: number): PlaceFacts {
  const settings = { policy, serviceLine: line, place }
  const chosen = chooseFigures(place.figures, atMs, settings)
  const gate = gateAt(place.gate, atMs, settings)
  const headroom = headroomOf(chosen, place.organicBookings, settings)
  const inUse = figuresInUse(chosen)
  return {
    place,
    line,
    settings,
    chosen,
    figuresInUse: inUse.map(({ figure }) => figure),
    flags: flagsOf(chosen, headroom, place),
    gate,
    thresholds: waitThresholds(policy, line),
    freshness: restingFreshness(chosen, atMs, settings),
    newestAtMs: newestAtMs(inUse),
    headroom,
    valueMinor: valuePerBooking(line, chosen.wait?.readDays ?? null, policy.unknownWaitDays),
    changesAtMs: Math.min(agesAtMs(gate, chosen, settings, atMs), returnsAtMs(gate, settings)),
  }
}

/** Which figures count, and so everything, may move when any of them grows old, in use or not, or when the gate is due. */
function standsUntil({ place, gate, settings }: PlaceFacts, atMs: number): number {
  return Math.min(limitAfter(place.figures, settings.policy, atMs), returnsAtMs(gate, settings))
}

/**
 * When the figures of a place next look older, or its waitlist gives way to another; a gated place gets its floor however old
 * they are.
 */
function agesAtMs({ state }: GateStanding, chosen: ChosenFigures, settings: FactsSettings, atMs: number): number {
  if (state === 'gated') return Infinity
  const { policy, serviceLine, place } = settings
  const hasOther = place.figures.some(
    (figure) => figure.figure === 'waitlist' && figure.source !== chosen.waitlist?.source,
  )
  const givingWay = hasOther && chosen.waitlist !== null ? [chosen.waitlist] : []
  return limitAfter([...restingFigures(chosen, serviceLine), ...givingWay], policy, atMs)
}

function limitAfter(figures: readonly Figure[], policy: Policy, atMs: number): number {
  let next = Infinity
  for (const { source, observedAt } of figures) {
    const observedMs = toMs(observedAt)
    const limitMs = nextLimitMs(atMs - observedMs, limitsOf(source, policy))
    // Limits of odd intervals lie between two milliseconds.
    if (limitMs !== null) next = Math.min(next, Math.floor(observedMs + limitMs))
  }
  return next
}

function returnsAtMs({ memory }: GateStanding, settings: GateSettings): number {
  return pendingReturnMs(memory, settings) ?? Infinity
}

/** A place nothing has been heard of. */
export function unknownPlace(locationId: string, serviceLine: string, gate: Place['gate']): Place {
  return { locationId, locationName: locationId, serviceLine, organicBookings: 0, share: 1, figures: [], gate }
}

/** As a key of a map; `/` is in no id. */
export function placeKey({ locationId, serviceLine }: { locationId: string; serviceLine: string }): string {
  return `${locationId}/${serviceLine}`
}

function figuresInUse({ slots, followUpSlots, waitlist, wait, otherWait, accepting }: ChosenFigures): Figure[] {
  return [slots, followUpSlots, waitlist, wait ?? otherWait, accepting].filter((figure) => figure !== null)
}

function newestAtMs(inUse: readonly Figure[]): number | null {
  return inUse.length === 0 ? null : Math.max(...inUse.map(({ observedAt }) => toMs(observedAt)))
}

function flagsOf(chosen: ChosenFigures, headroom: Headroom | null, { organicBookings }: Place): string[] {
  const flags = [...chosen.flags]
  if (headroom === null) flags.push('slots_unknown')
  if (headroom === null && chosen.waitlist !== null) flags.push('waitlist_not_subtracted')
  if (headroom !== null && organicBookings === 0) flags.push('organic_bookings_zero')
  return flags
}
