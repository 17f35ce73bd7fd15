import { z } from 'zod'
import { recommendation } from './recommendation.ts'

const daily = 'minor units of currency a day'
const amount = (description: string, example: number) =>
  z.int().meta({ description, 'x-unit': daily, examples: [example] })

const change = (description: string, unit: string, [before, after]: readonly [number, number]) =>
  z
    .strictObject({
      before: z.number().meta({ description: 'In the earlier.', 'x-unit': unit, examples: [before] }),
      after: z.number().meta({ description: 'In the later.', 'x-unit': unit, examples: [after] }),
      change: z.number().meta({ description: 'Later less earlier.', 'x-unit': unit, examples: [after - before] }),
    })
    .meta({ description, 'x-unit': unit })

const side = recommendation
  .pick({
    gate: true,
    status: true,
    headroom: true,
    waitDays: true,
    freshness: true,
    expectedBookingsPerDay: true,
    reasons: true,
  })
  .nullable()

const cellDifference = z.strictObject({
  ...recommendation.pick({ cellId: true, label: true, locationId: true, serviceLine: true, channel: true }).shape,
  cellIdBefore: recommendation.shape.cellId.nullable().meta({
    description:
      'Its id in the earlier plan, if that was another: a cell at the same place and channel goes on, whatever it is called. Null: the same id, or no line.',
    examples: [null],
  }),
  kind: z.enum(['gained', 'lost', 'added', 'removed', 'explained']).meta({
    description:
      'added, removed: a line of one plan only. explained: the same amount with another gate, status, reason or id.',
    examples: ['lost'],
  }),
  beforeMinor: z
    .int()
    .nullable()
    .meta({ description: 'Its budget in the earlier plan; null: it had none.', 'x-unit': daily, examples: [42_000] }),
  afterMinor: z
    .int()
    .nullable()
    .meta({ description: 'Its budget in the later plan; null: it has none.', 'x-unit': daily, examples: [4_200] }),
  changeMinor: amount('Later less earlier; a line that is not there counts as 0.', -37_800),
  before: side.meta({ description: 'What explained it in the earlier plan; null: it had no line.' }),
  after: side.meta({ description: 'What explains it in the later plan; null: it has no line.' }),
  sentence: z.string().meta({
    description:
      'What became of it. If the later plan was made with the earlier one in force, what it says of that step, with its reason. Otherwise what differs between the two.',
    examples: [
      'Smyrna has a 41-day wait; we moved $378 a day, mostly to Decatur, which has 31 open new-patient visits.',
    ],
  }),
})

/** Who gained and who lost between two plans. */
export const planDifference = z
  .strictObject({
    sentence: z.string().meta({
      description: 'All of it in a few words.',
      examples: [
        'Cells gained $300 and lost $378 a day: Smyrna lost $378, Decatur gained $300. The reserve grew by $78 a day.',
      ],
    }),
    poolDailyBudgetMinor: change('The pool’s amount of the day.', daily, [500_000, 500_000]),
    reserveDailyMinor: change('What is kept.', daily, [12_000, 19_800]),
    gainedMinor: amount('What cells gained, all together.', 30_000),
    lostMinor: amount('What cells lost, all together.', 37_800),
    expectedBookingsPerDay: change(
      'Booked first visits to expect, each plan by its own knowledge.',
      'bookings a day',
      [21.5, 22.25],
    ),
    valueMinor: change('Expected value, each plan by its own knowledge.', daily, [1_790_500, 1_834_000]),
    unchangedCells: z
      .int()
      .min(0)
      .meta({ description: 'Cells that are the same in both.', examples: [310] }),
    cells: z.array(cellDifference).meta({ description: 'All others, the largest change first.' }),
  })
  .meta({
    id: 'PlanDifference',
    description:
      'What differs between two plans. The changes of all cells and of the reserve add up to that of the pool’s amount.',
  })

export type PlanDifference = z.output<typeof planDifference>
