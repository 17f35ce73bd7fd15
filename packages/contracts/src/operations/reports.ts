import { z } from 'zod'
import { defineOperation } from '../operation.ts'
import { capacityReport } from '../reports/capacity.ts'
import { performanceReport } from '../reports/performance.ts'
import { reactionReport } from '../reports/reaction.ts'
import { groupingQuery, reportCsv, reportPoolId, reportQuery } from '../reports/report.ts'
import { stabilityReport } from '../reports/stability.ts'

const common = { method: 'get', tags: ['Reports'], scopes: ['plans:read'] } as const

/** Both forms of a report's answer. */
function answers<Body extends z.ZodType>(body: Body) {
  return { 200: { description: 'The report.', body, alternatives: { 'text/csv': reportCsv } } } as const
}

export const getPerformanceReport = defineOperation({
  ...common,
  id: 'getPerformanceReport',
  path: '/v1/reports/performance',
  summary: 'What the money brought: ROI, cost per lead, booking and kept visit',
  description:
    'From what was reported of each day. A figure that was not reported is unknown, not zero, and ratios use only days that reported both of their sides. Revenue as reported, as matched and as incremental stand apart.',
  query: z.strictObject({
    ...reportQuery,
    ...groupingQuery,
    poolId: reportPoolId.optional().meta({
      description: 'Only days on which a cell of this pool had the place.',
      examples: ['georgia'],
    }),
  }),
  responses: answers(performanceReport),
})

export const getCapacityReport = defineOperation({
  ...common,
  id: 'getCapacityReport',
  path: '/v1/reports/capacity',
  summary: 'How full clinics were, spend while full, and where its money went',
  description:
    'Fill rate and idle openings by day as the pool’s plans saw them; spend of days on which a cell was gated; the money that gates took from cells, and where it went.',
  query: z.strictObject({ ...reportQuery, ...groupingQuery, poolId: reportPoolId }),
  responses: answers(capacityReport),
})

export const getReactionReport = defineOperation({
  ...common,
  id: 'getReactionReport',
  path: '/v1/reports/reaction',
  summary: 'How fast: from observation to plan to applied',
  description:
    'The newest 2,000 plans of the span that an event led to. Filters by place do not apply to a pool’s plan and are refused.',
  query: z.strictObject({
    from: reportQuery.from,
    to: reportQuery.to,
    format: reportQuery.format,
    poolId: reportPoolId,
  }),
  responses: answers(reactionReport),
})

export const getStabilityReport = defineOperation({
  ...common,
  id: 'getStabilityReport',
  path: '/v1/reports/stability',
  summary: 'How calm: changes of budgets and gates per cell in 30 days',
  description: 'Counted from when a cell had its first budget.',
  query: z.strictObject({ ...reportQuery, poolId: reportPoolId }),
  responses: answers(stabilityReport),
})
