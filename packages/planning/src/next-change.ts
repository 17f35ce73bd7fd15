import { lockOf } from './bounds.ts'
import type { CellFacts } from './cell-facts.ts'
import type { PlanningInput } from './input.ts'
import { toInstant, toMs } from './instant.ts'

/**
 * The earliest moment after `asOf` at which, with no further event, another plan may come out [N1–N5]: a figure passing a
 * freshness limit, a gate due to come back, a lock expiring, midnight in the pool's zone (a new daily amount, a new period)
 * or in a cell's (its reference moves). Null: nothing is waiting.
 */
export function nextChangeAt(input: PlanningInput, facts: readonly CellFacts[]): string | null {
  const nowMs = toMs(input.asOf)
  let next = Infinity
  const notBefore = (atMs: number) => {
    if (atMs > nowMs && atMs < next) next = atMs
  }
  notBefore(toMs(input.day.endsAt))
  notBefore(toMs(input.day.nextCellMidnightAt))
  for (const { cell, place } of facts) {
    if (cell.status !== 'active') continue
    notBefore(place.changesAtMs)
    const expiresAt = lockOf(cell, input.asOf)?.expiresAt ?? null
    if (expiresAt !== null) notBefore(toMs(expiresAt))
  }
  return next === Infinity ? null : toInstant(next)
}
