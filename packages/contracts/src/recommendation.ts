import { z } from 'zod'
import { identifier } from './identifier.ts'
import { listOf } from './list.ts'
import { waitKind } from './wait-kind.ts'

const dailyMinor = (description: string, example: number) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'minor units of currency a day', examples: [example] })

/** One cell's line of a plan: its budget, what bound it, and what it was worked out from. */
export const recommendation = z
  .strictObject({
    cellId: identifier.meta({ description: 'The cell, unique within its pool.', examples: ['smyrna-orthodontics'] }),
    label: z.string().meta({
      description: 'What to call it: its clinic, and as much more as distinguishes it from the pool’s other cells.',
      examples: ['Smyrna (orthodontics)'],
    }),
    locationId: identifier.meta({ description: 'Its clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.meta({ description: 'Its kind of care.', examples: ['orthodontics'] }),
    channel: identifier.nullable().meta({
      description: 'Its advertising channel; null: the place is not divided by channel.',
      examples: ['search'],
    }),
    status: z.enum(['active', 'pause_proposed', 'paused', 'removed']).meta({
      description:
        'active: spend this, which is never 0. pause_proposed: the plan says 0, for want of money or by its maximum: its campaign is to pause. paused: 0 is in force, because somebody decided so or because what is proposed for it is not in force. removed: no longer configured; a pause is proposed, and the amount it has in force, never more, is counted until 0 is reported for it, as applied or as spent.',
      examples: ['active'],
    }),
    previousDailyBudgetMinor: dailyMinor('What was in force when this plan was made.', 42_000),
    referenceDailyBudgetMinor: dailyMinor(
      'What the daily steps count from: the amount in force at the first instant of the cell’s local day.',
      42_000,
    ),
    recommendedDailyBudgetMinor: dailyMinor('What to spend.', 4_200),
    proposedDailyBudgetMinor: dailyMinor(
      'Only where the amount in force is another than the plan’s: what the plan proposes. `reasons` begins with why it is not in force.',
      4_200,
    ).optional(),
    platformDailyBudgetMinor: dailyMinor(
      'Only of a paused cell: the budget to leave on the platform beside the pause, which takes no 0. It is not spent.',
      4_200,
    ).optional(),
    minDailyBudgetMinor: dailyMinor('The least this plan could have given the cell.', 4_200),
    maxDailyBudgetMinor: dailyMinor('The most this plan could have given the cell.', 4_200),
    gate: z.enum(['open', 'throttled', 'gated']).meta({
      description: 'gated: held at its floor, because it is full, closed or has too long a wait. throttled: limited.',
      examples: ['gated'],
    }),
    headroom: z
      .number()
      .min(0)
      .nullable()
      .meta({
        description:
          'New patients from advertising it can still take within the horizon; null: its openings are unknown.',
        'x-unit': 'people within the policy’s horizonDays',
        examples: [0],
      }),
    headroomPerDay: z
      .number()
      .min(0)
      .nullable()
      .meta({
        description: 'The same a day, which caps expected bookings. null: unknown.',
        'x-unit': 'people a day',
        examples: [0],
      }),
    waitDays: z
      .number()
      .min(0)
      .nullable()
      .meta({
        description: 'The newest wait of its typical kind, or one read as that kind; null: unknown.',
        'x-unit': 'days',
        examples: [41],
      }),
    waitKind: waitKind.nullable().meta({
      description: 'How that wait was measured; null: unknown.',
      examples: ['third_next_available'],
    }),
    waitlistSize: z
      .int()
      .min(0)
      .nullable()
      .meta({
        description: 'People waiting without a booked visit; null: unknown.',
        'x-unit': 'people',
        examples: [12],
      }),
    freshness: z.enum(['fresh', 'ageing', 'stale', 'dead', 'never']).meta({
      description: 'How old its data is by the limits of the policy. Old data never raises a budget.',
      examples: ['fresh'],
    }),
    dataAgeSeconds: z
      .number()
      .min(0)
      .nullable()
      .meta({
        description: 'Age of the newest figure used, at the plan’s asOf; null: nothing was ever observed.',
        'x-unit': 'seconds',
        examples: [12],
      }),
    figures: z
      .array(z.string().meta({ description: 'A figure.', examples: ['slots'] }))
      .meta({ description: 'Figures the plan had of this place.', examples: [['slots', 'wait.third_next_available']] }),
    flags: z
      .array(z.string().meta({ description: 'A flag.', examples: ['horizon_mismatch'] }))
      .meta({ description: 'What to know about those figures.', examples: [['horizon_mismatch']] }),
    expectedBookingsPerDay: z
      .number()
      .min(0)
      .meta({
        description: 'Booked first visits to expect of this budget.',
        'x-unit': 'bookings a day',
        examples: [0.4],
      }),
    nextDollarValueMinor: z.number().meta({
      description: 'Value of one more currency unit a day here.',
      'x-unit': 'minor units of currency a day',
      examples: [0],
    }),
    nextSlotValueMinor: z.number().meta({
      description: 'Value of one more opening here; above 0 where headroom limits the cell.',
      'x-unit': 'minor units of currency',
      examples: [31_200],
    }),
    slotAWeekValueMinor: z.number().meta({
      description:
        'Value of one opening more every week; at most that of the next opening, because its patients cost more and more to win.',
      'x-unit': 'minor units of currency a week',
      examples: [29_650],
    }),
    reasons: z
      .array(
        z.string().meta({
          description: 'A reason; after a colon the id of a group, or after `relaxed` the rule that gave way.',
          examples: ['wait_gate'],
        }),
      )
      .meta({
        description: 'What binds the budget, the strongest first. docs/planning.md describes each.',
        examples: [['wait_gate']],
      }),
    sentence: z.string().meta({
      description: 'Why, in one or two sentences without jargon.',
      examples: [
        'Smyrna has a 41-day wait; we moved $378 a day, mostly to Decatur, which has 31 open new-patient visits.',
      ],
    }),
  })
  .meta({ id: 'Recommendation', description: 'One cell’s line of a plan.' })

/** The same line where several pools are listed together. */
export const pooledRecommendation = z
  .strictObject({
    poolId: identifier.meta({ description: 'The pool that pays.', examples: ['georgia'] }),
    planNumber: z
      .int()
      .min(1)
      .meta({ description: 'The plan it is a line of.', examples: [17] }),
    currency: z.string().meta({ description: 'ISO 4217, of every amount of the line.', examples: ['USD'] }),
    ...recommendation.shape,
  })
  .meta({ id: 'PooledRecommendation', description: 'A line of the plan in force of a pool.' })

export const recommendationList = listOf('RecommendationList', pooledRecommendation).extend({
  changesCursor: z
    .string()
    .nullable()
    .meta({
      description:
        'On the first page: send it as `changedSince` to get what has changed since this answer. null on later pages, and where the list has more pools than a cursor can name (some 100): follow those by `poolId`.',
      examples: ['eyJsIjoiY2hhbmdlcyIs'],
    }),
  goneCells: z
    .array(
      z
        .strictObject({
          poolId: identifier.meta({ description: 'The pool that paid it.', examples: ['georgia'] }),
          cellId: identifier.meta({ description: 'A cell without a line.', examples: ['smyrna.orthodontics'] }),
        })
        .meta({
          description: 'A cell that has no budget in the pool any more.',
          examples: [{ poolId: 'georgia', cellId: 'smyrna.orthodontics' }],
        }),
    )
    .optional()
    .meta({
      description:
        'With `changedSince`, on the first page: cells that had a line and have none now. They were removed and their spend ended, or another cell has their place (renamed, divided by channel, united). Forget what you hold of them.',
      examples: [[{ poolId: 'georgia', cellId: 'smyrna.orthodontics' }]],
    }),
  gonePoolIds: z
    .array(identifier.meta({ description: 'A pool.', examples: ['georgia-2025'] }))
    .optional()
    .meta({
      description:
        'With `changedSince`, on the first page: pools of which you have lines and that have none now, because they were archived or, with a filter by place, left it. Their budgets are not in force. `changesCursor` no longer counts them.',
      examples: [['georgia-2025']],
    }),
})

export type RecommendationList = z.output<typeof recommendationList>
export type Recommendation = z.output<typeof recommendation>
export type PooledRecommendation = z.output<typeof pooledRecommendation>
