import { type DatabaseTransaction, insertWebhookEvent, isWebhookWanted, type PoolKey } from '@sluice/database'
import { type Plan, toEffectivePlan } from '@sluice/planning'
import { amountsInForce, type InForce } from './in-force.ts'
import { planNews } from './plan-news.ts'
import type { NewInForce } from './save-in-force.ts'

/** Notes for the organization's webhooks what came into force, in the transaction that brings it into force. */
export async function tellWebhooks(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  change: NewInForce,
  number: number,
  at: Date,
): Promise<void> {
  const subject = { orgId, type: 'plan.published', poolId }
  if (!(await isWebhookWanted(trx, subject))) return
  const { before, planNumber, plan, effective, status, input } = change
  const news = planNews(
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
  await insertWebhookEvent(trx, { ...subject, at, data: news })
}

/** A plan's lines with the amounts that were in force. */
function linesInForce(before: InForce): Plan['recommendations'] {
  const amounts = amountsInForce(before)
  return before.plan.recommendations.map((line) => ({
    ...line,
    recommendedDailyBudgetMinor: amounts.get(line.cellId) ?? line.recommendedDailyBudgetMinor,
  }))
}
