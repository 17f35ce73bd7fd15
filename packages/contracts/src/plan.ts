import { z } from 'zod'
import { instant } from './calendar.ts'
import { identifier } from './identifier.ts'
import { recommendation } from './recommendation.ts'

const dailyMinor = z.int().min(0)

/** Where a plan stands; an automatic pool publishes what it computes. */
export const planStatus = z.enum(['proposed', 'partly_approved', 'approved', 'published', 'rejected']).meta({
  description:
    'Where the plan of this number stands, the same in every answer and message. published: all of it is in force, without approval. approved: all of it is in force, because approved. proposed: cells wait, and nothing of it was approved yet. partly_approved: some of it was approved, and some cells keep an earlier amount. rejected: what waited was rejected. In the plan in force every amount is in force whatever the status; cells that keep an earlier one have `proposedDailyBudgetMinor`.',
  examples: ['published'],
})

const relaxation = z
  .strictObject({
    kind: z
      .enum(['ramp_down', 'dead_band', 'stale_hold', 'group_minimum', 'cell_minimum', 'lock', 'floor'])
      .meta({ description: 'Which limit was lowered.', examples: ['group_minimum'] }),
    at: identifier.meta({ description: 'The cell or group it was lowered for.', examples: ['georgia'] }),
    byMinor: z.int().meta({
      description: 'By how much.',
      'x-unit': 'minor units of currency a day',
      examples: [1_500],
    }),
  })
  .meta({ id: 'Relaxation', description: 'A limit that could not be kept with the money there is, and by how much.' })

const planAlert = z
  .strictObject({
    code: z
      .enum([
        'stale_data',
        'dead_data',
        'infeasible_relaxed',
        'pool_exhausted',
        'group_exhausted',
        'removal_unconfirmed',
        'projected_underspend',
      ])
      .meta({
        description:
          'What somebody should look at. removal_unconfirmed: removed cells whose money stays counted until 0 is reported for them, as applied or as spent.',
        examples: ['stale_data'],
      }),
    cellIds: z
      .array(identifier.meta({ description: 'A cell.', examples: ['smyrna-orthodontics'] }))
      .meta({ description: 'Where; empty: the whole pool.', examples: [['smyrna-orthodontics']] }),
  })
  .meta({ id: 'PlanAlert', description: 'Something a person should look at.' })

const reserveParts = z
  .strictObject({
    hurdleMinor: dailyMinor.meta({
      description: 'Kept because no cell would earn the hurdle with it.',
      'x-unit': 'minor units of currency a day',
      examples: [12_000],
    }),
    unplaceableMinor: dailyMinor.meta({
      description: 'Kept because no cell may take it.',
      'x-unit': 'minor units of currency a day',
      examples: [0],
    }),
    awaitingMinor: dailyMinor.optional().meta({
      description: 'Kept because something waits for a decision; only where something does.',
      'x-unit': 'minor units of currency a day',
      examples: [3_780],
    }),
  })
  .meta({ description: 'Why money is in the reserve.' })

const perStep = (description: string, example: number) =>
  z.number().meta({
    description,
    'x-unit': 'minor units of currency a day per currency unit a day',
    examples: [example],
  })

const prices = z
  .strictObject({
    nextDollarValueMinor: perStep(
      'Value of one more currency unit a day for the pool; its cost is not taken off.',
      180,
    ),
    groups: z
      .array(
        z.strictObject({
          groupId: identifier.meta({ description: 'The group.', examples: ['metro'] }),
          name: z.string().meta({ description: 'Its name.', examples: ['Metro Atlanta'] }),
          nextDollarValueMinor: perStep(
            'Value of one more currency unit a day below it; its cost is not taken off.',
            212,
          ),
          raiseMaximumValueMinor: perStep('Gained by a higher maximum; 0: it does not bind.', 32),
          lowerMinimumValueMinor: perStep('Gained by a lower minimum; 0: it does not bind.', 0),
        }),
      )
      .meta({ description: 'Every group of the pool.' }),
  })
  .meta({
    description: 'What more money and wider bounds would be worth; GET /v1/pools/{poolId}/plan/prices has all, sorted.',
  })

const planHead = {
  poolId: identifier.meta({ description: 'The pool it splits.', examples: ['georgia'] }),
  number: z
    .int()
    .min(1)
    .meta({ description: 'Counts the plans of the pool, from 1, without gaps.', examples: [17] }),
  computedAt: instant.meta({ description: 'When it was published.', examples: ['2026-11-22T09:00:00.412Z'] }),
  asOf: instant.meta({
    description: 'The moment it is of; ages count from here.',
    examples: ['2026-11-22T09:00:00.120Z'],
  }),
  status: planStatus,
  effectiveRevision: z
    .int()
    .min(1)
    .optional()
    .meta({
      description: 'Counts the changes of what is in force in the pool; only the plan in force has it.',
      examples: [21],
    }),
  inputRevision: z
    .int()
    .min(0)
    .meta({
      description:
        'It considers everything up to this revision of the pool; compare the `revision` in an event’s answer.',
      examples: [42],
    }),
  policyVersion: z
    .int()
    .min(0)
    .meta({ description: 'Version of the pool’s policy it used.', examples: [3] }),
  configVersion: z
    .int()
    .min(0)
    .meta({ description: 'Version of the configuration it used.', examples: [8] }),
  poolDailyBudgetMinor: dailyMinor.meta({
    description: 'What the pool has for the day.',
    'x-unit': 'minor units of currency a day',
    examples: [500_000],
  }),
  reserveDailyMinor: dailyMinor.meta({
    description:
      'The part of it that is better kept. All recommended budgets and the reserve add up to the pool’s amount.',
    'x-unit': 'minor units of currency a day',
    examples: [12_000],
  }),
}

/** One complete answer for a pool. Mirrors planning's Plan, with number, time and status of its publication. */
export const plan = z
  .strictObject({
    ...planHead,
    currency: z.string().meta({ description: 'ISO 4217, of every amount of the plan.', examples: ['USD'] }),
    reserveParts,
    projectedUnderspendMinor: dailyMinor.meta({
      description: 'What the rest of the period can no longer place under the daily cap.',
      'x-unit': 'minor units of currency over the period',
      examples: [0],
    }),
    provenGapMinor: z
      .number()
      .min(0)
      .meta({
        description: 'Proven: the best split is worth at most this much more. 0: this is the best.',
        'x-unit': 'minor units of currency a day',
        examples: [0],
      }),
    valueMinor: z.number().meta({
      description: 'Expected value of these numbers.',
      'x-unit': 'minor units of currency a day',
      examples: [1_834_000],
    }),
    previousValueMinor: z
      .number()
      .nullable()
      .meta({
        description: 'Expected value of the numbers in force before, in today’s state; null: there were none.',
        'x-unit': 'minor units of currency a day',
        examples: [1_790_500],
      }),
    gainMinor: z
      .number()
      .min(0)
      .meta({
        description:
          'Expected value of this plan above that of the numbers in force before, moved only as far as today’s limits demand (the reserve counts at its hurdle). Never negative: no plan is worse than leaving things as they were.',
        'x-unit': 'minor units of currency a day',
        examples: [43_500],
      }),
    nextPoolUnitValue: z.number().meta({
      description: 'Value of one more minor unit for the pool.',
      'x-unit': 'minor units of currency a day per minor unit a day',
      examples: [1.8],
    }),
    prices,
    relaxed: z.array(relaxation).meta({
      description: 'Limits that had to give way; empty: all were kept.',
      examples: [[]],
    }),
    nextChangeAt: instant.nullable().meta({
      description: 'When the plan may change without any event; null: never.',
      examples: ['2026-11-23T05:00:00.000Z'],
    }),
    alerts: z.array(planAlert).meta({ description: 'What a person should look at.', examples: [[]] }),
    recommendations: z.array(recommendation).meta({ description: 'One line for every cell of the pool.' }),
  })
  .meta({
    id: 'Plan',
    description: 'One complete, numbered answer for a pool: a budget for every cell plus the reserve.',
  })

/** A plan without its lines. */
export const planSummary = z
  .strictObject({
    ...planHead,
    currency: z.string().meta({ description: 'ISO 4217, of its amounts: the pool’s.', examples: ['USD'] }),
  })
  .meta({ id: 'PlanSummary', description: 'A plan of the pool’s history, without its lines.' })

export type Plan = z.output<typeof plan>
export type PlanSummary = z.output<typeof planSummary>
