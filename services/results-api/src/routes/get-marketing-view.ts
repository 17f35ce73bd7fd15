import { type MarketingLine, listMarketingView as operation, type PooledRecommendation } from '@sluice/contracts'
import { costPer } from '@sluice/reporting'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import type { PlanPointers } from '../plan-pointers.ts'
import type { PlanReader } from '../plan-reader.ts'
import { changeOf, toViewLine, viewPages } from '../view-page.ts'

/** GET /v1/views/marketing: budgets, what waits, what the money should bring and what limits it. */
export function getMarketingView(app: HttpApp, deps: ResultsDeps, pointers: PlanPointers, read: PlanReader): void {
  const page = viewPages('marketing-view', { pointers, read }, toLine)
  serve(app, operation, deps, ({ query, principal: { orgId }, headers }) =>
    page({ orgId, path: operation.path, query, ifNoneMatch: headers['if-none-match'] }),
  )
}

function toLine(line: PooledRecommendation): MarketingLine {
  const { status, expectedBookingsPerDay, nextDollarValueMinor, reasons, sentence } = line
  return {
    ...toViewLine(line),
    status,
    budgetBeforeMinor: line.previousDailyBudgetMinor,
    budgetNowMinor: line.recommendedDailyBudgetMinor,
    budgetChangeMinor: changeOf(line),
    proposedMinor: line.proposedDailyBudgetMinor ?? null,
    expectedBookingsPerDay,
    expectedCostPerBookingMinor: costPer(line.recommendedDailyBudgetMinor, expectedBookingsPerDay),
    nextDollarValueMinor,
    limitedBy: reasons,
    sentence,
  }
}
