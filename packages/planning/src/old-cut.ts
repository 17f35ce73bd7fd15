import { type GatedLine, isSurelyGated } from './effective.ts'
import type { KeptCell } from './effective.types.ts'
import type { PlaceFacts } from './place-facts.ts'
import { ageOf, waitOf } from './wording.ts'

/** Whether a cell keeps its money though its gate would cut it, because only old data says that its place is full [D4]. */
export function isOldCut(line: GatedLine, { why, dailyBudgetMinor, proposedDailyBudgetMinor }: KeptCell): boolean {
  if (why !== 'approval' || dailyBudgetMinor <= proposedDailyBudgetMinor) return false
  // A pause for want of money asks whatever the data.
  return line.status === 'active' && line.gate === 'gated' && !isSurelyGated(line)
}

/** `is full, but by data that is 25 days old`: what such a line says of its place. */
export function oldGate(place: PlaceFacts, reasons: readonly string[], atMs: number): string {
  return `${whyGated(place, reasons)}, but by data that is ${ageOf(place, atMs)} old`
}

function whyGated({ headroom, chosen }: PlaceFacts, reasons: readonly string[]): string {
  if (reasons.includes('no_headroom'))
    return headroom !== null && headroom.people >= 1 ? 'has too little room to reopen' : 'is full'
  return chosen.wait === null ? 'has a long wait' : `has ${waitOf(chosen.wait.days)}`
}
