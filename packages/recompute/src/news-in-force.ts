import { type Plan, toEffectivePlan } from '@sluice/planning'
import { amountsInForce, type InForce } from './in-force.ts'
import { type NewsOfPlan, type PlanNews, planNews, toPlanNews } from './plan-news.ts'
import type { NewInForce } from './save-in-force.ts'

/** The news of numbers that come into force as state `number`. */
export function newsInForce(poolId: string, change: NewInForce, number: number, at: Date): PlanNews {
  const { before, planNumber, plan, effective, status, input } = change
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
      recommendations:
        effective.kept.length === 0 ? plan.recommendations : toEffectivePlan(input, plan, effective).recommendations,
    },
    before && { number: before.number, planNumber: before.planNumber, recommendations: linesInForce(before) },
  )
}

/** A plan's lines with the amounts that were in force. */
function linesInForce(before: InForce): Plan['recommendations'] {
  const amounts = amountsInForce(before)
  return before.plan.recommendations.map((line) => ({
    ...line,
    recommendedDailyBudgetMinor: amounts.get(line.cellId) ?? line.recommendedDailyBudgetMinor,
  }))
}

type StoredNews = Pick<PlanNews, 'currency' | 'previousPlanNumber' | 'changedCells'>

/**
 * What is kept of the news beside the state, so that a follower who has the state before is told without unpacking plans;
 * null where cells keep other amounts than their plan's: their lines say so in other words.
 */
export function toStoredNews({ before, effective }: NewInForce, tell: () => PlanNews): string | null {
  if (effective.kept.length > 0 || (before !== null && before.effective.kept.length > 0)) return null
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
