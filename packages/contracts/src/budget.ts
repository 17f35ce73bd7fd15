import { z } from 'zod'
import { instant, localDate } from './calendar.ts'
import { overrideBody, standing } from './decision.ts'
import { identifier } from './identifier.ts'

const minor = (description: string, unit = 'minor units of currency a day') =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': unit, examples: [4_200] })
const minorOrNull = (description: string, unit = 'minor units of currency a day') =>
  z
    .int()
    .min(0)
    .nullable()
    .meta({ description, 'x-unit': unit, examples: [4_200] })
const money = 'minor units of currency'

/** One cell's money, as it was recommended, decided, set and spent. GET /v1/pools/{poolId}/budgets */
export const cellBudget = z
  .strictObject({
    cellId: identifier.meta({ description: 'The cell.', examples: ['smyrna-orthodontics'] }),
    label: z.string().meta({ description: 'What to call it.', examples: ['Smyrna'] }),
    locationId: identifier.meta({ description: 'Its clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.meta({ description: 'Its kind of care.', examples: ['orthodontics'] }),
    channel: identifier.nullable().meta({ description: 'Its channel; null: none.', examples: ['search'] }),
    currency: z.string().meta({ description: 'ISO 4217, of every amount.', examples: ['USD'] }),
    standing,
    recommendedDailyBudgetMinor: minor('What the latest plan says.'),
    effectiveDailyBudgetMinor: minor('What is in force: published, or approved.'),
    effectiveSince: instant.nullable().meta({
      description: 'Since when; null: since before the first plan.',
      examples: ['2026-11-22T09:03:00.000Z'],
    }),
    effectivePlanNumber: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: 'The plan it came with; null: none.', examples: [17] }),
    decisionId: z
      .int()
      .min(1)
      .nullable()
      .meta({ description: 'The decision that brought it into force; null: it needed none.', examples: [8] }),
    override: z
      .strictObject({
        kind: overrideBody.shape.kind,
        dailyBudgetMinor: minor('The amount; 0 of a pause.'),
        isUndo: z.boolean().meta({ description: 'It is a pin of an undo.', examples: [false] }),
        reason: overrideBody.shape.reason,
        author: z.string().meta({ description: 'The key that set it.', examples: ['k7f3Q2x'] }),
        authorName: z
          .string()
          .nullable()
          .meta({ description: 'What that key is called; null: it is no longer known.', examples: ['approver'] }),
        decidedBy: z
          .string()
          .nullable()
          .meta({ description: 'The person behind it, where named.', examples: ['ana'] }),
        expiresAt: instant.nullable().meta({
          description: 'Until when; null: until it is taken back.',
          examples: ['2026-12-24T00:00:00.000Z'],
        }),
      })
      .nullable()
      .meta({ description: 'The override that is in force; null: none.' }),
    message: z
      .strictObject({
        messageId: identifier.meta({
          description: 'The message, by the id your tools know it by.',
          examples: ['aligners-a'],
        }),
        approvedBy: z.string().meta({
          description: 'The person who approved it, where named; else what their key was called.',
          examples: ['ana'],
        }),
        approvedAt: instant.meta({ description: 'When.', examples: ['2026-11-22T09:03:00.000Z'] }),
      })
      .nullable()
      .meta({ description: 'The approved message of its campaign; null: none.' }),
    appliedDailyBudgetMinor: minorOrNull('What a tool last reported as set; null: nothing was reported.'),
    appliedAt: instant.nullable().meta({ description: 'When it was set.', examples: ['2026-11-22T09:04:11.000Z'] }),
    yesterday: localDate.meta({ description: 'The day before, in the pool’s zone.', examples: ['2026-11-21'] }),
    spentYesterdayMinor: minorOrNull('Reported spend of that day; null: nothing was reported.', money),
    monthStart: localDate.meta({ description: 'First of the month, in the pool’s zone.', examples: ['2026-11-01'] }),
    spentMonthToDateMinor: minorOrNull('Reported spend since then; null: nothing was reported.', money),
  })
  .meta({ id: 'CellBudget', description: 'One cell’s money: recommended, in force, applied and spent.' })
