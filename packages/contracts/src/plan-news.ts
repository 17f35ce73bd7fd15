import { z } from 'zod'
import { instant } from './calendar.ts'
import { identifier } from './identifier.ts'
import { planStatus } from './plan.ts'

const dailyMinor = (description: string, example: number) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': 'minor units of currency a day', examples: [example] })

const changedCell = z
  .strictObject({
    cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
    locationId: identifier.meta({ description: 'Its clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.meta({ description: 'Its kind of care.', examples: ['orthodontics'] }),
    previousDailyBudgetMinor: dailyMinor('What was in force before.', 42_000)
      .nullable()
      .meta({
        description: 'What was in force before; null: the cell is new.',
        'x-unit': 'minor units of currency a day',
        examples: [42_000],
      }),
    recommendedDailyBudgetMinor: dailyMinor('What to spend now; 0 for a cell that left the plan.', 4_200),
    gate: z.enum(['open', 'throttled', 'gated']).meta({ description: 'Its wait gate now.', examples: ['gated'] }),
    reasons: z.array(z.string().meta({ description: 'A reason.', examples: ['wait_gate'] })).meta({
      description:
        'What binds the budget, the strongest first. Where 1 to 10 people wait, without the reasons that depend on headroom.',
      examples: [['wait_gate']],
    }),
  })
  .meta({ id: 'ChangedCell', description: 'A cell whose budget, gate, status or reasons changed.' })

/** What followers learn of a plan: data of the stream's events and of the webhook `plan.published`. */
export const planNews = z
  .strictObject({
    poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
    effectiveRevision: z
      .int()
      .min(1)
      .meta({
        description: 'Counts the changes of what is in force in the pool. Act only on a higher one than you have seen.',
        examples: [21],
      }),
    previousEffectiveRevision: z
      .int()
      .min(1)
      .nullable()
      .meta({
        description:
          'What changes are counted against; null: nothing, as for a pool that was archived and put again. Then forget what you held of it.',
        examples: [20],
      }),
    planNumber: z
      .int()
      .min(1)
      .meta({ description: 'The plan now in force, wholly or in part.', examples: [18] }),
    previousPlanNumber: z
      .int()
      .min(1)
      .nullable()
      .meta({
        description: 'The plan that was in force before; the same one where a decision brought more of it into force.',
        examples: [17],
      }),
    status: planStatus,
    computedAt: instant.meta({ description: 'When it was published.', examples: ['2026-11-22T09:00:00.412Z'] }),
    currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
    poolDailyBudgetMinor: dailyMinor('What the pool has for the day.', 500_000),
    reserveDailyMinor: dailyMinor('What of it is kept.', 12_000),
    changedCells: z.array(changedCell).nullable().meta({
      description:
        'The cells whose amount, gate, status or reasons changed, in the order of their ids, while they fit in 16 KiB of JSON. Empty: no amount moved, but a wait, a waitlist, headroom or freshness did. null: read `planPath` or `diffPath`.',
    }),
    planPath: z.string().meta({
      description: 'All amounts in force, as of this revision; it never changes.',
      examples: ['/v1/pools/georgia/effective-plans/21'],
    }),
    diffPath: z
      .string()
      .nullable()
      .meta({
        description: 'What changed in force, in full; null: there is nothing to count against.',
        examples: ['/v1/pools/georgia/effective-plans/21/diff?against=20'],
      }),
  })
  .meta({
    id: 'PlanNews',
    description: 'News that something else is in force in a pool, and what changed. Holds no counts of people.',
  })

export type PlanNews = z.output<typeof planNews>
