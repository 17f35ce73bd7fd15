import type { Figure, Place, PlanningInput, Policy, ServiceLine } from './input.ts'
import { cameLater } from './verify-facts.ts'
import { toldOfSource } from './verify-sources.ts'

/** What is known of a place, and what its figures say by themselves. Part of `verifyPlan`; imports nothing that decides. */
export interface Heard {
  place: Place | undefined
  isOld: boolean
  hasDeadFigure: boolean
  isCertainlyFresh: boolean
  mustBeGated: boolean
}

/** Tells of a place, worked out once for all of its cells. */
export function heardOfPlaces(input: PlanningInput): (place: Place | undefined) => Heard {
  const known = new Map<Place | undefined, Heard>()
  return (place) => {
    const heard = known.get(place) ?? heardOf(input, place)
    known.set(place, heard)
    return heard
  }
}

function heardOf(input: PlanningInput, place: Place | undefined): Heard {
  return {
    place,
    isOld: isOld(input, place),
    hasDeadFigure: hasDeadFigure(input, place),
    isCertainlyFresh: isCertainlyFresh(input, place),
    mustBeGated: mustBeGated(place) || isClosedByLastWord(place),
  }
}

/** Whether everything known of the place's slots and waits is past its fresh time. Unknown is not old. */
function isOld({ policy, asOf, serviceLines }: PlanningInput, place: Place | undefined): boolean {
  const measured = place?.figures.filter((figure) => isMeasure(figure, serviceLines, place, policy)) ?? []
  return (
    measured.length > 0 &&
    measured.every(({ source, observedAt }) => {
      const interval = toldOfSource(policy, source)?.expectedIntervalHours ?? 0
      const freshHours = Math.max(policy.freshness.freshHours, 1.25 * interval)
      return Date.parse(asOf) - Date.parse(observedAt) > freshHours * 3_600_000
    })
  )
}

/** Whether any figure of the place is so old that it may count as dead. */
function hasDeadFigure({ policy, asOf }: PlanningInput, place: Place | undefined): boolean {
  const oldest = Date.parse(asOf) - policy.freshness.staleHours * 3_600_000
  return place?.figures.some(({ observedAt }) => Date.parse(observedAt) < oldest) ?? false
}

/** Whether something is known of slots or waits, and nothing is known that is not fresh. */
function isCertainlyFresh({ policy, asOf, serviceLines }: PlanningInput, place: Place | undefined): boolean {
  if (place === undefined) return false
  const oldest = Date.parse(asOf) - policy.freshness.freshHours * 3_600_000
  const isFresh = place.figures.every(({ observedAt }) => Date.parse(observedAt) >= oldest)
  return isFresh && place.figures.some((figure) => isMeasure(figure, serviceLines, place, policy))
}

/** Slots over a usable horizon, or a wait of a kind that counts: what says how full a place is. */
function isMeasure(
  figure: Figure,
  lines: readonly ServiceLine[],
  place: Place,
  { horizonDays, gate }: Policy,
): boolean {
  const kind = lines.find((line) => line.id === place.serviceLine)?.typicalWaitKind
  if (figure.figure === 'slots') return figure.horizonDays * 2 >= horizonDays && figure.horizonDays <= horizonDays * 2
  if (figure.figure !== 'wait') return false
  return (
    figure.kind === kind || gate.waitKindFactors.some((entry) => entry.kind === figure.kind && entry.readAs === kind)
  )
}

/** The memory says gated and no way back has begun: then it is gated, whatever the time. */
function mustBeGated(place: Place | undefined): boolean {
  if (place === undefined) return false
  const { accepting, wait, headroom } = place.gate
  const isHeld = (cause: { state: string; returning: number }) => cause.state === 'gated' && cause.returning === 0
  return accepting.state === 'gated' || isHeld(wait) || isHeld(headroom)
}

/**
 * Whether the last report of the place or its location was that no new patients are accepted. Where two have one moment
 * and nothing decides which came later, neither is the last.
 */
function isClosedByLastWord(place: Place | undefined): boolean {
  const words = place?.figures.filter((figure) => figure.figure === 'accepting') ?? []
  const later = (a: Figure, b: Figure) => Date.parse(a.observedAt) - Date.parse(b.observedAt) || cameLater(a, b)
  const [last, before] = words.toSorted((a, b) => later(b, a))
  if (last === undefined || last.accepting) return false
  return before === undefined || later(last, before) > 0
}
