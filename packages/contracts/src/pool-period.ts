import { z } from 'zod'
import { localDate } from './calendar.ts'
import { amountMinor } from './money.ts'
import { refuseRepeated } from './repeated.ts'

const kind = <Kind extends string>(name: Kind, description: string) =>
  z.literal(name).meta({ description, examples: [name] })

const budgetMinor = amountMinor.meta({
  description: 'Money of the whole period.',
  'x-unit': 'minor units of the pool’s currency a period',
  examples: [15_000_000],
})

const startsOn = localDate.meta({
  description: 'First day of the period, in the pool’s zone.',
  examples: ['2026-11-01'],
})

const spentBefore = z
  .strictObject({
    startsOn,
    amountMinor: amountMinor.meta({
      description:
        'Spent in that period before this pool was set up, including what was reported for those days. Absent: each of those days counts as reported, else at the baselines.',
      'x-unit': 'minor units of the pool’s currency',
      examples: [4_200_000],
    }),
  })
  .nullable()
  .default(null)
  .meta({ description: 'Money of a period already running that was spent before Sluice took over; null: none.' })

const exceptions = z
  .array(z.strictObject({ startsOn, budgetMinor }))
  .max(500)
  .superRefine((budgets, context) =>
    refuseRepeated(budgets, context, { keyOf: (budget) => budget.startsOn, field: 'startsOn' }),
  )
  .default([])
  .meta({
    description: 'Periods whose budget is another one.',
    examples: [[{ startsOn: '2026-12-01', budgetMinor: 20_000_000 }]],
  })

const monthly = z.strictObject({
  kind: kind('month', 'Calendar months, in the pool’s zone.'),
  budgetMinor,
  budgets: exceptions,
  spentBefore,
})
const quarterly = z.strictObject({
  kind: kind('quarter', 'Calendar quarters: from January, April, July, October.'),
  budgetMinor,
  budgets: exceptions,
  spentBefore,
})
type Recurring = z.output<typeof monthly> | z.output<typeof quarterly>

const customPeriod = z
  .strictObject({
    startsOn,
    endsOn: localDate.meta({ description: 'First day that no longer belongs to it.', examples: ['2027-01-01'] }),
    budgetMinor,
  })
  .refine((period) => period.startsOn < period.endsOn, { path: ['endsOn'], message: 'after startsOn' })

const custom = z.strictObject({
  kind: kind('custom', 'Periods of your own.'),
  periods: z
    .array(customPeriod)
    .min(1)
    .max(500)
    .superRefine(refuseOverlaps)
    .meta({ description: 'Periods that do not overlap. On a day outside all of them nothing is spent.' }),
  spentBefore,
})

/** The recurring period of a pool's budget: calendar months, calendar quarters, or periods of its own. */
export const poolPeriod = z
  .discriminatedUnion('kind', [
    monthly.superRefine((period, context) => refuseOtherStarts(period, context, /-01$/, 'the first day of a month')),
    quarterly.superRefine((period, context) =>
      refuseOtherStarts(period, context, /-(01|04|07|10)-01$/, 'the first day of a quarter'),
    ),
    custom.superRefine(refuseUnknownStart),
  ])
  .meta({
    id: 'PoolPeriod',
    description: 'How the budget recurs.',
    examples: [{ kind: 'month', budgetMinor: 15_000_000 }],
  })

export type PoolPeriod = z.output<typeof poolPeriod>

function refuseOtherStarts(period: Recurring, context: z.RefinementCtx, starts: RegExp, message: string): void {
  const refuse = (path: (string | number)[]) => context.addIssue({ code: 'custom', path, message })
  period.budgets.forEach((budget, index) => {
    if (!starts.test(budget.startsOn)) refuse(['budgets', index, 'startsOn'])
  })
  if (period.spentBefore && !starts.test(period.spentBefore.startsOn)) refuse(['spentBefore', 'startsOn'])
}

function refuseUnknownStart({ periods, spentBefore }: z.output<typeof custom>, context: z.RefinementCtx): void {
  if (spentBefore === null || periods.some((period) => period.startsOn === spentBefore.startsOn)) return
  context.addIssue({ code: 'custom', path: ['spentBefore', 'startsOn'], message: 'the startsOn of one of the periods' })
}

function refuseOverlaps(periods: readonly z.output<typeof customPeriod>[], context: z.RefinementCtx): void {
  const inOrder = periods
    .map((period, index) => ({ ...period, index }))
    .sort((a, b) => (a.startsOn < b.startsOn ? -1 : 1))
  let end = ''
  for (const { startsOn, endsOn, index } of inOrder) {
    if (startsOn < end)
      context.addIssue({ code: 'custom', path: [index, 'startsOn'], message: 'overlaps another period' })
    if (endsOn > end) end = endsOn
  }
}
