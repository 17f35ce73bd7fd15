import { z } from 'zod'
import { instant } from './calendar.ts'
import { identifier } from './identifier.ts'
import { amountMinor } from './money.ts'
import { plan } from './plan.ts'
import { planDifference } from './plan-difference.ts'
import { price } from './price.ts'
import { assumptions } from './what-if.ts'

const daily = 'minor units of currency a day'

const answerHead = {
  poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
  asOf: instant.meta({ description: 'The moment it speaks of.', examples: ['2026-11-22T09:00:00.120Z'] }),
  inputRevision: z
    .int()
    .min(0)
    .meta({ description: 'Everything up to this revision of the pool is in it.', examples: [42] }),
}

/** The plan that would come out. Never stored, so it has no number. */
export const simulation = z
  .strictObject({
    ...answerHead,
    comparedWith: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: 'The plan it is compared with; null: the pool has none yet.', examples: [17] }),
    plan: plan.omit({ number: true, computedAt: true, status: true }).meta({
      id: 'SimulatedPlan',
      description: 'The plan that would come out; its lines as `lines` asks.',
    }),
    difference: planDifference
      .nullable()
      .meta({ description: 'The difference from the plan it is compared with; null: there is none.' }),
    waiting: z
      .strictObject({
        cells: z
          .int()
          .min(0)
          .meta({ description: 'How many.', examples: [1] }),
        items: z
          .array(
            z
              .strictObject({
                cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
                dailyBudgetMinor: amountMinor.meta({
                  description: 'What it would have at once.',
                  'x-unit': daily,
                  examples: [24_000],
                }),
                proposedDailyBudgetMinor: amountMinor.meta({
                  description: 'What the plan would propose.',
                  'x-unit': daily,
                  examples: [60_000],
                }),
                standing: z.enum(['awaiting_approval', 'awaiting_money', 'rejected']).meta({
                  description: 'What it would wait for; rejected: this very amount was rejected.',
                  examples: ['awaiting_approval'],
                }),
              })
              .meta({ description: 'A cell that would have another amount than the plan says.' }),
          )
          .meta({ description: 'At most 100, the largest steps first.' }),
      })
      .meta({
        description:
          'The part of the plan that would not take effect by itself: in an approval pool every change needs approval, in an automatic one a large step (docs/deciding.md). `plan` and `difference` are of what would be proposed.',
      }),
    prices: z
      .array(price.omit({ poolId: true, planNumber: true }))
      .meta({ description: 'What more of anything would then be worth, most first; at most 100.' }),
  })
  .meta({ id: 'Simulation', description: 'The plan that would come out. Nothing is stored.' })

const total = amountMinor.meta({ description: 'An amount of the day.', 'x-unit': daily, examples: [400_000] })

/** Which totals a frontier is asked for. */
export const frontierQuestion = z
  .strictObject({
    totalsMinor: z
      .array(total)
      .min(1)
      .max(50)
      .optional()

      .meta({
        description: 'These amounts of the day. Or `range`.',
        'x-unit': daily,
        examples: [[400_000, 500_000, 600_000]],
      }),
    range: z
      .strictObject({
        fromMinor: total,
        toMinor: total,
        steps: z
          .int()
          .min(2)
          .max(50)
          .meta({ description: 'Points, both ends included.', examples: [20] }),
      })
      .refine(({ fromMinor, toMinor }) => fromMinor < toMinor, { path: ['toMinor'], message: 'more than fromMinor' })
      .optional()
      .meta({ description: 'A number of amounts, evenly spaced.' }),
    ...assumptions,
  })
  .refine(({ totalsMinor, range }) => (totalsMinor === undefined) !== (range === undefined), {
    path: ['totalsMinor'],
    message: 'either totalsMinor or range',
  })
  .meta({
    id: 'FrontierQuestion',
    description: 'The totals, and what is assumed to be different.',
    examples: [{ range: { fromMinor: 300_000, toMinor: 700_000, steps: 20 } }],
  })

const feasiblePoint = z
  .strictObject({
    kind: z.literal('feasible').meta({ description: 'The bounds can be kept.', examples: ['feasible'] }),
    totalMinor: total,
    spentMinor: amountMinor.meta({ description: 'What cells get of it.', 'x-unit': daily, examples: [390_000] }),
    reserveMinor: amountMinor.meta({
      description: 'What is kept: it would not earn the hurdle, or no cell may take it.',
      'x-unit': daily,
      examples: [10_000],
    }),
    expectedBookingsPerDay: z
      .number()
      .meta({ description: 'Booked first visits to expect.', 'x-unit': 'bookings a day', examples: [22.25] }),
    valueMinor: z.number().meta({ description: 'Expected value.', 'x-unit': daily, examples: [1_834_000] }),
    costPerBookingMinor: z
      .number()
      .nullable()
      .meta({
        description: 'Spent ÷ expected bookings; null: none are expected.',
        'x-unit': 'minor units of currency',
        examples: [17_528.09],
      }),
    nextDollarValueMinor: z.number().meta({
      description:
        'Value of one more currency unit a day; its cost is not taken off. 0: it would only lie in the reserve, because cells have no headroom for it, earn less than the hurdle, or may take no more.',
      'x-unit': 'minor units of currency a day per currency unit a day',
      examples: [180],
    }),
  })
  .meta({ id: 'FrontierPoint', description: 'What the pool would bring with a total.' })

const infeasiblePoint = z
  .strictObject({
    kind: z.literal('infeasible').meta({ description: 'The bounds cannot be kept.', examples: ['infeasible'] }),
    totalMinor: total,
    missingMinor: amountMinor.meta({
      description: 'How much more would be enough.',
      'x-unit': daily,
      examples: [25_000],
    }),
    message: z.string().meta({
      description: 'Why.',
      examples: ['the minimums of the pool come to $250 a day more than this total; lower them, or ask about more'],
    }),
  })
  .meta({ id: 'InfeasiblePoint', description: 'A total too small for today’s bounds; a plan would relax them.' })

export const frontier = z
  .strictObject({
    ...answerHead,
    currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
    points: z
      .array(z.union([feasiblePoint, infeasiblePoint]))
      .meta({ description: 'One for each total, in its order.' }),
  })
  .meta({ id: 'Frontier', description: 'Expected bookings and value for a range of totals.' })

export type Simulation = z.output<typeof simulation>
export type Frontier = z.output<typeof frontier>
