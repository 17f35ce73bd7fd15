import type { Plan, Recommendation } from '@sluice/planning'
import { lineOfCell } from './line-of-cell.ts'
import { isSamePlace } from './same-place.ts'

export interface PlanChanges {
  /** Lines that say something else than before, and lines of cells that had none. */
  lines: Recommendation[]
  /** Cells no longer in the plan. */
  goneCellIds: string[]
}

/** What of a plan must be written beside it. */
export function changesOf(plan: Plan, before: Plan | null): PlanChanges {
  const old = before?.recommendations ?? []
  const [lineBefore, lineNow] = [lineOfCell(old), lineOfCell(plan.recommendations)]
  const lines = plan.recommendations.filter((line, i) => !isSameLine(line, lineBefore(line, i)))
  const gone = old.filter((line, i) => lineNow(line, i) === undefined)
  return { lines, goneCellIds: gone.map(({ cellId }) => cellId) }
}

/**
 * Whether a line says the same; ages, values and the sentence move with time and with other cells. Member by member: a loop
 * over their names takes five times as long, and there may be a hundred thousand lines.
 */
function isSameLine(line: Recommendation, before: Recommendation | undefined): boolean {
  return (
    before !== undefined &&
    line.recommendedDailyBudgetMinor === before.recommendedDailyBudgetMinor &&
    line.referenceDailyBudgetMinor === before.referenceDailyBudgetMinor &&
    line.minDailyBudgetMinor === before.minDailyBudgetMinor &&
    line.maxDailyBudgetMinor === before.maxDailyBudgetMinor &&
    isSameState(line, before) &&
    line.label === before.label &&
    isSamePlace(line, before) &&
    areSame(line.reasons, before.reasons)
  )
}

function isSameState(line: Recommendation, before: Recommendation): boolean {
  return (
    line.status === before.status &&
    line.gate === before.gate &&
    line.headroom === before.headroom &&
    line.waitDays === before.waitDays &&
    line.waitKind === before.waitKind &&
    line.waitlistSize === before.waitlistSize &&
    line.freshness === before.freshness &&
    areSame(line.figures, before.figures) &&
    areSame(line.flags, before.flags)
  )
}

function areSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((text, i) => text === b[i])
}
