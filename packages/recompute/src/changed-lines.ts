import type { Plan, Recommendation } from '@sluice/planning'

export interface PlanChanges {
  /** Lines that say something else than before, and lines of cells that had none. */
  lines: Recommendation[]
  /** Cells no longer in the plan. */
  goneCellIds: string[]
}

/** What of a plan must be written beside it. */
export function changesOf(plan: Plan, before: Plan | null): PlanChanges {
  const old = new Map(before?.recommendations.map((line) => [line.cellId, line]))
  const lines = plan.recommendations.filter((line) => !isSameLine(line, old.get(line.cellId)))
  const kept = new Set(plan.recommendations.map(({ cellId }) => cellId))
  const goneCellIds = [...old.keys()].filter((cellId) => !kept.has(cellId))
  return { lines, goneCellIds }
}

function isSameLine(line: Recommendation, before: Recommendation | undefined): boolean {
  if (before === undefined) return false
  return (
    plain.every((field) => line[field] === before[field]) &&
    lists.every(
      (field) =>
        line[field].length === before[field].length && line[field].every((text, i) => text === before[field][i]),
    )
  )
}

/** What makes a line another one; ages, values and the sentence move with time and with other cells. */
const plain = [
  'label',
  'locationId',
  'serviceLine',
  'channel',
  'status',
  'referenceDailyBudgetMinor',
  'recommendedDailyBudgetMinor',
  'minDailyBudgetMinor',
  'maxDailyBudgetMinor',
  'gate',
  'headroom',
  'waitDays',
  'waitKind',
  'waitlistSize',
  'freshness',
] as const satisfies readonly (keyof Recommendation)[]
const lists = ['figures', 'flags', 'reasons'] as const satisfies readonly (keyof Recommendation)[]
