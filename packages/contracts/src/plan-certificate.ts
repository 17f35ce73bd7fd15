import { z } from 'zod'
import { identifier } from './identifier.ts'

const daily = 'minor units of currency a day'
const amount = (description: string, example: number) =>
  z
    .int()
    .min(0)
    .meta({ description, 'x-unit': daily, examples: [example] })
const perUnit = (description: string, example: number) =>
  z.number().meta({ description, 'x-unit': 'value a day per minor unit a day', examples: [example] })
const groupId = identifier
  .nullable()
  .meta({ description: 'The group it belongs to; null: the pool.', examples: ['metro'] })

const allocation = z.record(z.string(), z.int().min(0)).meta({
  description: 'What each cell gets, by its id.',
  'x-unit': daily,
  examples: [{ 'decatur-orthodontics': 41_200 }],
})

const group = z.strictObject({
  id: identifier.meta({ description: 'The group.', examples: ['metro'] }),
  parentId: groupId,
  minMinor: amount('The least all below it may get.', 0),
  maxMinor: z
    .int()
    .min(0)
    .nullable()
    .meta({ description: 'The most all below it may get; null: no limit.', 'x-unit': daily, examples: [200_000] }),
})

const cell = z.strictObject({
  id: identifier.meta({ description: 'The cell.', examples: ['decatur-orthodontics'] }),
  groupId,
  minMinor: amount('The least it may get today.', 29_400),
  maxMinor: amount('The most it may get today.', 50_400),
  valueMinor: z.number().meta({
    description: 'Value of one booking.',
    'x-unit': 'minor units of currency',
    examples: [31_200],
  }),
  headroom: z
    .number()
    .nullable()
    .meta({ description: 'Bookings that count at most; null: no limit.', 'x-unit': 'bookings a day', examples: [4.5] }),
  curve: z
    .strictObject({
      kind: z.literal('hill').meta({ description: 'ceiling · x / (x + halfSpendMinor).', examples: ['hill'] }),
      ceiling: z.number().meta({
        description: 'Bookings that no spend passes.',
        'x-unit': 'bookings a day',
        examples: [12],
      }),
      halfSpendMinor: z.number().meta({
        description: 'The spend that brings half of them.',
        'x-unit': daily,
        examples: [40_000],
      }),
    })
    .meta({ description: 'Bookings a spend is expected to bring.' }),
})

const problem = z
  .strictObject({
    totalMinor: amount('What the pool has for the day.', 500_000),
    unitMinor: amount('Amounts are whole multiples of it.', 1),
    reserve: z
      .strictObject({
        hurdle: perUnit('What a minor unit kept is worth.', 1),
        maxMinor: z
          .int()
          .min(0)
          .nullable()
          .meta({
            description: 'The most that may be kept; null: no limit.',
            'x-unit': daily,
            examples: [null],
          }),
      })
      .meta({ description: 'Money that is kept.' }),
    groups: z.array(group).meta({ description: 'The pool’s tree, without the cells.' }),
    cells: z.array(cell).meta({ description: 'What may get money.' }),
  })
  .meta({
    id: 'AllocationProblem',
    description: 'The problem: today’s bounds, values and curves. docs/allocation.md describes the format.',
  })

const prices = z
  .strictObject({
    lambda: perUnit('Price of the pool’s money.', 1.14),
    groups: z
      .record(
        z.string(),
        z.strictObject({
          lambda: perUnit('Price of money below the group.', 1.46),
          muPlus: perUnit('Price of its maximum.', 0.32),
          muMinus: perUnit('Price of its minimum.', 0),
        }),
      )
      .meta({ description: 'Prices of each group, by its id.', examples: [{}] }),
  })
  .meta({ description: 'Prices that prove it: at them no cell would take a unit more or less.' })

const optimum = z
  .strictObject({
    kind: z.literal('optimal').meta({ description: 'It is solved.', examples: ['optimal'] }),
    allocation,
    reserveMinor: amount('What is kept.', 12_000),
    valueMinor: z.number().meta({
      description: 'Value of what the cells get; the reserve is not in it.',
      'x-unit': daily,
      examples: [1_834_000],
    }),
    certificate: prices,
    hulls: z
      .array(z.string().meta({ description: 'A cell.', examples: ['decatur-orthodontics'] }))
      .meta({ description: 'Cells whose curve was straightened; none of a plan’s.', examples: [[]] }),
    gapMinor: z.number().meta({
      description: 'No split is worth more than this above it: 0.',
      'x-unit': daily,
      examples: [0],
    }),
  })
  .meta({
    id: 'AllocationResult',
    description: 'The best split, and the prices that prove it. docs/allocation.md describes the format.',
  })

const published = z
  .strictObject({
    allocation,
    reserveMinor: amount('What is kept.', 12_000),
    gapMinor: z
      .number()
      .min(0)
      .meta({
        description: 'Proven by the same prices: these numbers are worth at most this much less than the best.',
        'x-unit': daily,
        examples: [0],
      }),
  })
  .meta({ description: 'The plan’s own numbers: the best split, except for changes too small to make.' })

/** A plan’s proof: everything needed to check it without us. */
export const planCertificate = z
  .strictObject({
    poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
    planNumber: z
      .int()
      .min(1)
      .meta({ description: 'The plan it proves.', examples: [17] }),
    problem,
    result: optimum,
    published,
  })
  .meta({
    id: 'PlanCertificate',
    description: 'What a plan had to solve, the best answer with its proof, and what was published.',
  })

export type PlanCertificate = z.output<typeof planCertificate>
