import { z } from 'zod'
import { instant, localDate } from './calendar.ts'
import { identifier } from './identifier.ts'
import { planGate, planPlace } from './plan-inputs-place.ts'
import { policy } from './policy.ts'
import { cellLock, poolCell } from './pool-cell.ts'
import { recommendation } from './recommendation.ts'
import { serviceLine } from './service-line.ts'

const count = z.number().min(0)
const period = 'minor units of currency a period'
const daily = 'minor units of currency a day'
const money = (description: string, unit: string, example: number) =>
  count.meta({ description, 'x-unit': unit, examples: [example] })

const day = z
  .strictObject({
    today: localDate.meta({ description: 'The pool’s local date.', examples: ['2026-11-22'] }),
    endsAt: instant.meta({ description: 'When it ends.', examples: ['2026-11-23T05:00:00.000Z'] }),
    nextCellMidnightAt: instant.meta({
      description: 'The next midnight of any cell’s location.',
      examples: ['2026-11-23T05:00:00.000Z'],
    }),
  })
  .meta({ description: 'The pool’s local day at asOf.' })

const amount = z
  .strictObject({
    periodStart: localDate.meta({ description: 'First day of the period.', examples: ['2026-11-01'] }),
    periodEnd: localDate.meta({ description: 'First day after it.', examples: ['2026-12-01'] }),
    budgetMinor: money('Budget of the period.', period, 15_000_000),
    carriedOverMinor: money('Left over from the period before.', period, 0),
    spentBeforeMinor: money('Spent before the pool was set up.', period, 0),
    spentOnCompleteDaysMinor: money('Spent on the days that are over.', period, 10_200_000),
  })
  .meta({ description: 'What the amount of the day was worked out from.' })

const lockInForce = cellLock
  .extend({
    kind: z.enum(['fixed', 'minimum', 'maximum', 'pause']).meta({
      description: 'fixed, minimum, maximum: the budget is exactly, at least or at most this. pause: nothing is spent.',
      examples: ['fixed'],
    }),
    isDecision: z
      .literal(true)
      .optional()
      .meta({
        description: 'true: it is an override or an undo, which needs no further approval. Absent: it is configured.',
        examples: [true],
      }),
    undoTo: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'For an undo: the plan it goes back to. Absent: it is no undo.', examples: [16] }),
  })
  .nullable()
  .meta({
    description: 'What somebody set for its budget and still held: an override or undo, else the configured lock.',
  })

const cellInput = z
  .strictObject({
    ...poolCell.shape,
    lock: lockInForce,
    hasApprovedMessage: z
      .boolean()
      .optional()
      .meta({
        description: 'Whether its campaign had an approved message; absent: the policy did not require one.',
        examples: [true],
      }),
    status: z.enum(['active', 'removed']).meta({
      description: 'removed: a line until 0 is reported for it, as applied or as spent.',
      examples: ['active'],
    }),
    reference: z
      .strictObject({
        dailyBudgetMinor: money('The amount its ramp counted from.', daily, 42_000),
        basis: z.string().meta({
          description: 'Where that came from: applied, published, approved or baseline.',
          examples: ['published'],
        }),
        inForceMinor: money('What was in force then, where that is what was applied.', daily, 42_000)
          .optional()
          .meta({
            description:
              'For what a tool reported as applied: what was in force then. Absent: nothing was, or it is what was in force.',
            'x-unit': daily,
            examples: [42_000],
          }),
      })
      .meta({ description: 'What was in force as its local day began.' }),
    leftAtMinor: money('What was in force at its place before it came.', daily, 21_000)
      .optional()
      .meta({
        description:
          'For a cell without an amount in force yet: its part of what the last cells at its place left in force. Absent: nothing was in force there, or it has an amount of its own.',
        'x-unit': daily,
        examples: [21_000],
      }),
    learned: z
      .strictObject({
        bookings: money('Bookings reported.', 'bookings', 24),
        spendMinor: money('Spend reported for them.', 'minor units of currency', 410_000),
        days: count.optional().meta({ description: 'Days with spend.', 'x-unit': 'days', examples: [28] }),
      })
      .meta({ description: 'Its results of 90 days, which move its response curve.' }),
  })
  .meta({ description: 'The cell as it was configured, and its past.' })

const line = z
  .strictObject({
    id: identifier.meta({ description: 'The service line.', examples: ['orthodontics'] }),
    ...serviceLine.shape,
  })
  .meta({ description: 'The kind of care as it was configured.' })

const group = z.strictObject({
  id: identifier.meta({ description: 'The group.', examples: ['georgia'] }),
  name: z.string().meta({ description: 'Its name.', examples: ['Georgia'] }),
  parentId: identifier.nullable().meta({ description: 'The one above; null: the pool.', examples: ['south'] }),
  minDailyBudgetMinor: money('Its least.', daily, 20_000),
  maxDailyBudgetMinor: count
    .nullable()
    .meta({ description: 'Its most; null: no limit.', 'x-unit': daily, examples: [200_000] }),
})

const versions = {
  poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
  asOf: instant.meta({ description: 'The moment the plan is of.', examples: ['2026-11-22T09:00:00.120Z'] }),
  inputRevision: z
    .int()
    .min(0)
    .meta({ description: 'Everything up to this revision of the pool is in it.', examples: [42] }),
  policyVersion: z
    .int()
    .min(0)
    .meta({ description: 'Of the pool’s policy.', examples: [3] }),
  configVersion: z
    .int()
    .min(0)
    .meta({ description: 'Of the configuration.', examples: [8] }),
  currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
}

/** The canonical input as it is stored. Not closed: old plans keep the form of their time, and it is sent as it is. */
export const planInputs = z
  .looseObject({
    ...versions,
    rulesVersion: z
      .int()
      .min(1)
      .optional()
      .meta({ description: 'Version of the rules that planned with it; absent: 1.', examples: [1] }),
    currencyExponent: z
      .int()
      .min(0)
      .meta({ description: 'Decimals of the currency.', examples: [2] }),
  })
  .meta({
    id: 'PlanInputs',
    description:
      'Everything a plan was computed from, exactly as it was stored: day, amount, policy, service lines, groups, places with their figures and gate memory, cells with their references and results, and the plan before. The same bytes give the same plan. PlanCellInputs describes the parts.',
  })

/** What one line of a plan was worked out from. */
export const planCellInputs = z
  .strictObject({
    ...versions,
    planNumber: z
      .int()
      .min(1)
      .meta({ description: 'The plan.', examples: [17] }),
    day,
    amount,
    policy: z
      .looseObject({ horizonDays: policy.shape.horizonDays })
      .meta({ description: 'The whole policy in force then, as PoolConfiguration describes it.' }),
    cell: cellInput,
    place: planPlace.nullable().meta({ description: 'What its place had reported; null: nothing.' }),
    serviceLine: line.nullable().meta({ description: 'Its kind of care; null: unknown.' }),
    groups: z.array(group).meta({ description: 'The groups it was in, nearest first.' }),
    previous: z
      .strictObject({
        cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
        dailyBudgetMinor: money('Its budget.', daily, 42_000),
        gate: planGate,
      })
      .nullable()
      .meta({ description: 'Its line of the plan in force before; null: it had none.' }),
    recommendation,
  })
  .meta({ id: 'PlanCellInputs', description: 'What one line of a plan was worked out from, and the line.' })

export type PlanCellInputs = z.output<typeof planCellInputs>
