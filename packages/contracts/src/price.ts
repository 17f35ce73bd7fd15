import { z } from 'zod'
import { identifier } from './identifier.ts'

/** Kinds of price; also a filter of the list. */
export const priceKind = z.enum(['pool_budget', 'group_maximum', 'group_minimum', 'cell_budget', 'cell_slots']).meta({
  description:
    'What the price is of. cell_slots: one more opening every week. All others: one currency unit a day, more of a budget or a maximum, less of a minimum.',
  examples: ['cell_slots'],
})

/** One thing that could be changed, and what one step of it would be worth. */
export const price = z
  .strictObject({
    poolId: identifier.meta({ description: 'The pool.', examples: ['georgia'] }),
    planNumber: z
      .int()
      .min(1)
      .meta({ description: 'The plan the price belongs to.', examples: [17] }),
    currency: z.string().meta({ description: 'ISO 4217, of every amount here.', examples: ['USD'] }),
    kind: priceKind,
    groupId: identifier
      .nullable()
      .meta({ description: 'The group; null: the price is not a group’s.', examples: [null] }),
    cellId: identifier.nullable().meta({
      description: 'The cell; null: the price is not a cell’s.',
      examples: ['decatur-orthodontics'],
    }),
    weeklyValueMinor: z.number().meta({
      description:
        'What one step is worth a week; the list is sorted by it. The cost of a budget is not taken off: a currency unit a day costs seven a week.',
      'x-unit': 'minor units of currency a week',
      examples: [31_200],
    }),
    dailyValueMinor: z
      .number()
      .nullable()
      .meta({
        description: 'The same a day, where a step is one currency unit a day; null for slots.',
        'x-unit': 'minor units of currency a day',
        examples: [null],
      }),
    nextSlotValueMinor: z
      .number()
      .nullable()
      .meta({
        description:
          'For slots: value of the very next opening, once. A slot every week may be worth less, since its patients cost more and more to win. null for money.',
        'x-unit': 'minor units of currency',
        examples: [33_050],
      }),
    sentence: z.string().meta({
      description: 'The same in words.',
      examples: ['Open one slot a week at Decatur: worth $312 a week.'],
    }),
  })
  .meta({ id: 'Price', description: 'A shadow price: what one step of something that binds the plan would be worth.' })

export type Price = z.output<typeof price>
export type PriceKind = z.output<typeof priceKind>
