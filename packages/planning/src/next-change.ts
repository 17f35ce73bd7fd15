import { lockOf } from './bounds.ts'
import type { CellFacts } from './cell-facts.ts'
import { limitsOf, nextLimitMs } from './freshness.ts'
import { pendingReturnMs } from './gate.ts'
import type { PlanningInput } from './input.ts'
import { toInstant, toMs } from './instant.ts'
import type { PlaceFacts } from './place-facts.ts'
import { restingFigures } from './place-freshness.ts'

/**
 * The earliest moment after `asOf` at which, with no further event, another plan may come out [N1–N5]: a figure passing a
 * freshness limit, a gate due to come back, a lock expiring, midnight in the pool's zone (a new daily amount, a new period)
 * or in a cell's (its reference moves). Null: nothing is waiting.
 */
export function nextChangeAt(input: PlanningInput, facts: readonly CellFacts[]): string | null {
  const nowMs = toMs(input.asOf)
  const active = facts.filter(({ cell }) => cell.status === 'active')
  const places = [...new Set(active.map(({ place }) => place))]
  const moments = [
    toMs(input.day.endsAt),
    toMs(input.day.nextCellMidnightAt),
    ...places.flatMap((place) => [...limitMoments(place, nowMs, input), ...returnMoments(place)]),
    ...active
      .map(({ cell }) => lockOf(cell, input.asOf)?.expiresAt ?? null)
      .filter((at) => at !== null)
      .map(toMs),
  ]
  const next = moments.reduce((earliest, at) => (at > nowMs && at < earliest ? at : earliest), Infinity)
  return next === Infinity ? null : toInstant(next)
}

/** When the figures of a place next look older; a gated place gets its floor however old they are. */
function limitMoments({ chosen, line, gate }: PlaceFacts, nowMs: number, { policy }: PlanningInput): number[] {
  if (gate.state === 'gated') return []
  return restingFigures(chosen, line).flatMap(({ source, observedAt }) => {
    const observedMs = toMs(observedAt)
    const limit = nextLimitMs(nowMs - observedMs, limitsOf(source, policy))
    return limit === null ? [] : [observedMs + limit]
  })
}

function returnMoments({ gate, settings }: PlaceFacts): number[] {
  const due = pendingReturnMs(gate.memory, settings)
  return due === null ? [] : [due]
}
