import type { Plan, Recommendation } from '@sluice/planning'

export interface PlanChanges {
  /** Lines that say something else than before, and lines of cells that had none. */
  lines: Recommendation[]
  /** Budgets that are new or other than before; 0 for a cell that is no longer in the plan. */
  budgets: { cellId: string; dailyBudgetMinor: number }[]
  /** Cells no longer in the plan. */
  goneCellIds: string[]
}

/** What of a plan must be written beside it. */
export function changesOf(plan: Plan, before: Plan | null): PlanChanges {
  const old = new Map(before?.recommendations.map((line) => [line.cellId, line]))
  const lines = plan.recommendations.filter((line) => !isSameLine(line, old.get(line.cellId)))
  const budgets = plan.recommendations
    .filter((line) => line.recommendedDailyBudgetMinor !== old.get(line.cellId)?.recommendedDailyBudgetMinor)
    .map((line) => ({ cellId: line.cellId, dailyBudgetMinor: line.recommendedDailyBudgetMinor }))
  const kept = new Set(plan.recommendations.map(({ cellId }) => cellId))
  const goneCellIds = [...old.keys()].filter((cellId) => !kept.has(cellId))
  const gone = goneCellIds.map((cellId) => ({ cellId, dailyBudgetMinor: 0 }))
  return { lines, budgets: [...budgets, ...gone], goneCellIds }
}

/** Fields that move with time or with other cells, and do not make a line another one. */
const passing = new Set<keyof Recommendation>([
  'previousDailyBudgetMinor',
  'dataAgeSeconds',
  'nextDollarValueMinor',
  'nextSlotValueMinor',
  'sentence',
])

function isSameLine(line: Recommendation, before: Recommendation | undefined): boolean {
  return before !== undefined && textOf(line) === textOf(before)
}

function textOf(line: Recommendation): string {
  return JSON.stringify(line, (key, value: unknown) => (passing.has(key as keyof Recommendation) ? undefined : value))
}
