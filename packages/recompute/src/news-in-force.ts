import { keptLineBrief } from '@sluice/planning'
import type { InForce } from './in-force.ts'
import {
  areTooManyCells,
  type ChangedCell,
  changedCellsOf,
  type NewsLine,
  type NewsOfPlan,
  type PlanNews,
  toPlanNews,
} from './plan-news.ts'
import type { NewInForce } from './save-in-force.ts'

/**
 * What followers learn of numbers that come into force: which cells change by them. `amounts`: in how many the amount
 * does, which may be too many already.
 */
export function changedByNumbers({ before, plan, effective }: NewInForce, amounts: number): ChangedCell[] | null {
  if (before === null || areTooManyCells(amounts)) return null
  return changedCellsOf(linesInForce({ plan, effective }), linesInForce(before))
}

/** Numbers as they came into force. */
export interface CameIntoForce extends NewInForce {
  poolId: string
  number: number
  at: Date
  changedCells: ChangedCell[] | null
}

/** The news of numbers that came into force. */
export function newsInForce(came: CameIntoForce): PlanNews {
  const { poolId, before, number, at, planNumber, plan, effective, status, changedCells } = came
  const { currency, poolDailyBudgetMinor } = plan
  const { reserveDailyMinor } = effective
  const computedAt = at.toISOString()
  return toPlanNews(
    { poolId, number, planNumber, status, computedAt, currency, poolDailyBudgetMinor, reserveDailyMinor },
    before,
    changedCells,
  )
}

/** The lines of a state in force, as far as followers see them. */
function linesInForce({ plan, effective: { kept } }: Pick<InForce, 'plan' | 'effective'>): readonly NewsLine[] {
  if (kept.length === 0) return plan.recommendations
  const cells = new Map(kept.map((cell) => [cell.cellId, cell]))
  return plan.recommendations.map((line) => {
    const cell = cells.get(line.cellId)
    return cell === undefined ? line : { ...line, ...keptLineBrief(line, cell) }
  })
}

type StoredNews = Pick<PlanNews, 'currency' | 'previousPlanNumber' | 'changedCells'>

/**
 * What is kept of the news beside the state, so that a follower who has the state before gets it without unpacking
 * plans.
 */
export function toStoredNews({ currency, previousPlanNumber, changedCells }: PlanNews): string {
  const stored: StoredNews = { currency, previousPlanNumber, changedCells }
  return JSON.stringify(stored)
}

/** The news of a state to somebody who has the one before, or none (`from` null), from what is kept beside it. */
export function storedToNews(
  now: Omit<NewsOfPlan, 'recommendations' | 'currency'>,
  from: number | null,
  stored: string,
): PlanNews {
  // Written above and nowhere else.
  const { currency, previousPlanNumber, changedCells }: StoredNews = JSON.parse(stored)
  const before = from === null ? null : { number: from, planNumber: previousPlanNumber ?? 0 }
  return toPlanNews({ ...now, currency }, before, before && changedCells)
}
