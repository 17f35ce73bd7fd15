import { getReactionReport as operation, type ReactionRow } from '@sluice/contracts'
import { listReactions, type Reaction } from '@sluice/database'
import { type Spread, spreadOf } from '@sluice/reporting'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { reportAnswer } from '../reports/answer.ts'
import { readReport } from '../reports/read-report.ts'

const mostPlans = 2_000
const columns = ['planNumber', 'observedAt', 'receivedAt', 'recommendedAt', 'appliedAt'] as const

/** GET /v1/reports/reaction: from what a clinic observes to what is spent. */
export function getReactionReport(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ query, principal: { orgId } }) => {
    const report = await readReport(deps, orgId, query, async ({ trx, span }) => {
      const reactions = await listReactions(trx, { orgId, poolId: query.poolId, ...span }, mostPlans)
      return { from: span.from, to: span.to, ...toSteps(reactions), items: reactions.map(toRow) }
    })
    return reportAnswer('reaction', query.format, report, columns)
  })
}

function toSteps(reactions: readonly Reaction[]) {
  const between = (from: keyof Reaction, to: keyof Reaction) =>
    toStep(spreadOf(reactions.flatMap((reaction) => secondsBetween(reaction[from], reaction[to]))))
  return {
    observedToReceived: between('observedAt', 'receivedAt'),
    receivedToRecommended: between('receivedAt', 'computedAt'),
    recommendedToApplied: between('computedAt', 'appliedAt'),
    observedToApplied: between('observedAt', 'appliedAt'),
  }
}

/** Clocks of others may run ahead of ours: never below 0. */
function secondsBetween(from: unknown, to: unknown): number[] {
  return from instanceof Date && to instanceof Date ? [Math.max(0, (to.getTime() - from.getTime()) / 1_000)] : []
}

function toStep({ count, ...times }: Spread) {
  return { plans: count, ...times }
}

function toRow({ planNumber, observedAt, receivedAt, computedAt, appliedAt }: Reaction): ReactionRow {
  return {
    planNumber,
    observedAt: observedAt.toISOString(),
    receivedAt: receivedAt.toISOString(),
    recommendedAt: computedAt.toISOString(),
    appliedAt: appliedAt?.toISOString() ?? null,
  }
}
