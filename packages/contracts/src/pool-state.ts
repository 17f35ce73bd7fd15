import { z } from 'zod'

/** How far a pool's plan is behind what was asked for. */
export const poolState = z
  .strictObject({
    requestedRevision: z
      .int()
      .min(0)
      .meta({
        description: 'Counts everything that calls for a new plan: events, changes, the clock.',
        examples: [42],
      }),
    computedRevision: z
      .int()
      .min(0)
      .meta({ description: 'The revision that the plan in force contains.', examples: [42] }),
    status: z.enum(['current', 'pending', 'recompute_failed']).meta({
      description:
        'current: nothing is missing. pending: a plan is being computed. recompute_failed: it failed several times; the last good plan stays in force and it is tried again.',
      examples: ['current'],
    }),
  })
  .meta({ id: 'PoolState', description: 'How far a pool’s plan is behind.' })
