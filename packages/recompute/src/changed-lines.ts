import { isSameLine, type Plan, type Recommendation } from '@sluice/planning'
import { lineOfCell } from './line-of-cell.ts'

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
  const lines = plan.recommendations.filter((line, i) => {
    const was = lineBefore(line, i)
    return was === undefined || !isSameLine(line, was)
  })
  const gone = old.filter((line, i) => lineNow(line, i) === undefined)
  return { lines, goneCellIds: gone.map(({ cellId }) => cellId) }
}
