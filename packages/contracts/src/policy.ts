import { z } from 'zod'
import { amountMinor } from './money.ts'
import { decisionPolicy } from './policy-decisions.ts'
import { gatePolicy } from './policy-gate.ts'
import { deadBandPolicy, platformPolicy, rampPolicy, reservePolicy } from './policy-money.ts'
import { freshnessPolicy, sourcePolicies } from './policy-sources.ts'
import { share } from './share.ts'
import { areSound } from './sound.ts'

/**
 * Thresholds and caps of a pool. Every setting has a default, so a policy may name only what differs; what is stored
 * and answered is complete. The defaults are those of packages/planning (a test of packages/configuration compares
 * them).
 */
export const policy = z
  .strictObject({
    horizonDays: z
      .number()
      .min(1)
      .max(180)
      .default(14)
      .meta({
        description:
          'How far ahead openings count. Snapshots whose horizon is below half or above twice this are kept and not used.',
        'x-unit': 'days',
        examples: [14],
      }),
    leadDays: z
      .number()
      .min(0)
      .max(90)
      .default(5)
      .meta({
        description:
          'Mean time from booking to visit; at most half the horizon. The last openings of the horizon are filled by then.',
        'x-unit': 'days',
        examples: [5],
      }),
    targetUtilisation: share.default(0.85).meta({
      description: 'Share of all openings that may be filled; the rest is kept for the unforeseen.',
      'x-unit': 'share, 0 to 1',
      examples: [0.85],
    }),
    waitlistTakeShare: share.default(0.6).meta({
      description: 'Share of the people on the waiting list who take the next opening offered.',
      'x-unit': 'share, 0 to 1',
      examples: [0.6],
    }),
    freshness: freshnessPolicy.prefault({}),
    deadPolicy: z
      .enum(['baseline', 'floor'])
      .default('baseline')
      .meta({
        description:
          'What a cell gets whose data is older than `freshness.staleHours`: at most its baseline, or its floor.',
        examples: ['baseline'],
      }),
    sources: sourcePolicies.default([]),
    gate: gatePolicy.prefault({}),
    unknownWaitDays: z
      .number()
      .min(0)
      .max(365)
      .default(7)
      .meta({
        description: 'The wait that a booking’s value is computed with where none is known.',
        'x-unit': 'days',
        examples: [7],
      }),
    ramp: rampPolicy.prefault({}),
    floorShare: share.default(0.1).meta({
      description:
        'A cell keeps at least this share of its baseline, also when gated; never less than the platform minimum.',
      'x-unit': 'share of the baseline, 0 to 1',
      examples: [0.1],
    }),
    platform: platformPolicy.prefault({}),
    deadBand: deadBandPolicy.prefault({}),
    minimalGainMinor: amountMinor.default(100).meta({
      description: 'A plan that is worth less than this above today’s numbers changes nothing.',
      'x-unit': 'minor units of expected value a day',
      examples: [100],
    }),
    reserve: reservePolicy.prefault({}),
    dailyCapShare: z
      .number()
      .min(1)
      .max(366)
      .default(1.5)
      .meta({
        description: 'A day may get at most this many times the period’s budget divided by its days.',
        'x-unit': 'factor, from 1',
        examples: [1.5],
      }),
    carryShare: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({
        description:
          'Money a period did not spend goes to the next one, at most this share of the budget it had when it ended. Only of periods that ran under Sluice from their first day to their last.',
        'x-unit': 'share of the budget of the period before, 0 to 1',
        examples: [0],
      }),
    shrinkConversions: z
      .number()
      .min(1)
      .max(1_000_000)
      .default(50)
      .meta({
        description: 'Number of bookings at which a cell’s own results and what was believed before weigh the same.',
        'x-unit': 'bookings',
        examples: [50],
      }),
    decisions: decisionPolicy.prefault({}),
  })
  .refine(({ horizonDays, leadDays }) => leadDays <= horizonDays / 2, {
    path: ['leadDays'],
    message: 'at most half of horizonDays',
    when: (payload) => areSound(payload, ['horizonDays', 'leadDays']),
  })
  .meta({ id: 'Policy', description: 'Thresholds and caps of a pool. Name only what differs from the defaults.' })

/** Complete: what is stored and planned with. */
export type Policy = z.output<typeof policy>
