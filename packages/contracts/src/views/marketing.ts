import { z } from 'zod'
import { recommendation } from '../recommendation.ts'
import { changeMinor, viewLine } from './view.ts'

const line = recommendation.shape

/** A cell as those who spend its money see it. */
export const marketingLine = z
  .strictObject({
    ...viewLine,
    status: line.status,
    budgetBeforeMinor: line.previousDailyBudgetMinor,
    budgetNowMinor: line.recommendedDailyBudgetMinor,
    budgetChangeMinor: changeMinor,
    proposedMinor: line.recommendedDailyBudgetMinor.nullable().meta({
      description:
        'What the plan proposes but is not in force, because it waits for approval or for money; null: nothing waits.',
      'x-unit': 'minor units of currency a day',
      examples: [null],
    }),
    expectedBookingsPerDay: line.expectedBookingsPerDay,
    expectedCostPerBookingMinor: z
      .number()
      .nullable()
      .meta({
        description: 'Budget ÷ expected bookings; null: none are expected.',
        'x-unit': 'minor units of currency',
        examples: [10_500],
      }),
    nextDollarValueMinor: line.nextDollarValueMinor,
    limitedBy: line.reasons,
    sentence: line.sentence,
  })
  .meta({ id: 'MarketingLine', description: 'A cell’s budget, what it should bring, and what keeps it where it is.' })

export type MarketingLine = z.output<typeof marketingLine>
