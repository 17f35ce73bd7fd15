import { keptLineBrief } from '@sluice/planning'
import type { InForce } from './in-force.ts'
import { type NewsLine, type NewsOfPlan, type PlanNews, planNews, toPlanNews } from './plan-news.ts'
import type { NewInForce } from './save-in-force.ts'

/** The news of numbers that come into force as state `number`. */
export function newsInForce(poolId: string, change: NewInForce, number: number, at: Date): PlanNews {
  const { before, planNumber, plan, effective, status } = change
  return planNews(
    {
      poolId,
      number,
      planNumber,
      status,
      computedAt: at.toISOString(),
      currency: plan.currency,
      poolDailyBudgetMinor: plan.poolDailyBudgetMinor,
      reserveDailyMinor: effective.reserveDailyMinor,
      recommendations: linesInForce({ plan, effective }),
    },
    before && { number: before.number, planNumber: before.planNumber, recommendations: linesInForce(before) },
  )
}

/** The lines of a state in force, as far as followers are told of them. */
function linesInForce({ plan, effective: { kept } }: Pick<InForce, 'plan' | 'effective'>): readonly NewsLine[] {
  if (kept.length === 0) return plan.recommendations
  const cells = new Map(kept.map((cell) => [cell.cellId, cell]))
  return plan.recommendations.map((line) => {
    const cell = cells.get(line.cellId)
    return cell === undefined ? line : { ...line, ...keptLineBrief(line, cell) }
  })
}

type StoredNews = Pick<PlanNews, 'currency' | 'previousPlanNumber' | 'changedCells'>

/** What is kept of the news beside the state, so that a follower who has the state before is told without unpacking plans. */
export function toStoredNews(tell: () => PlanNews): string {
  const { currency, previousPlanNumber, changedCells } = tell()
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
