import { z } from 'zod'
import { instant } from '../calendar.ts'
import { known, reportSpan } from './report.ts'

const count = (description: string) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'plans', examples: [412] })

const times = (from: string, to: string) => ({
  plans: count(`Plans that count here.`),
  p50Seconds: known(`Half of them took at most this, from ${from} to ${to}.`, 0.41, 'seconds'),
  p95Seconds: known('19 of 20 took at most this.', 0.92, 'seconds'),
})

const step = (id: string, from: string, to: string) =>
  z.strictObject(times(from, to)).meta({ id, description: `From ${from} to ${to}.` })

const reactionRow = z
  .strictObject({
    planNumber: z
      .int()
      .min(1)
      .meta({ description: 'The plan.', examples: [17] }),
    observedAt: instant.meta({
      description: 'The `time` of the newest event it considers.',
      examples: ['2026-11-24T08:59:30.000Z'],
    }),
    receivedAt: instant.meta({ description: 'When that event was stored.', examples: ['2026-11-24T08:59:31.000Z'] }),
    recommendedAt: instant.meta({ description: 'When the plan was stored.', examples: ['2026-11-24T08:59:31.400Z'] }),
    appliedAt: instant
      .nullable()
      .meta({ description: 'When it was first reported as applied; null: not yet.', examples: [null] }),
  })
  .meta({ id: 'ReactionRow', description: 'How long one plan took.' })

export const reactionReport = z
  .strictObject({
    ...reportSpan,
    observedToReceived: step('ReactionToReceived', 'the observation', 'the event stored'),
    receivedToRecommended: step('ReactionToRecommended', 'the event stored', 'the plan stored'),
    recommendedToApplied: step('ReactionToApplied', 'the plan stored', 'reported as applied'),
    observedToApplied: step('ReactionInAll', 'the observation', 'reported as applied'),
    items: z
      .array(reactionRow)
      .meta({ description: 'The newest plans that an event led to, newest first, at most 2,000.' }),
  })
  .meta({ id: 'ReactionReport', description: 'From what a clinic observes to what is spent.' })

export type ReactionRow = z.output<typeof reactionRow>
