import { z } from 'zod'
import { displayName } from './identifier.ts'
import { amountMinor, valueMinor } from './money.ts'
import { waitKind } from './wait-kind.ts'

/** A kind of care. PUT /v1/service-lines/{serviceLineId}. */
export const serviceLine = z
  .strictObject({
    name: displayName.meta({ description: 'Name for people.', examples: ['Orthodontics'] }),
    typicalWaitDays: z
      .number()
      .min(0)
      .max(1_000)
      .meta({
        description: 'Wait that is usual for this kind of care; the wait gate is measured against it.',
        'x-unit': 'days',
        examples: [18],
      }),
    typicalWaitKind: waitKind.meta({
      description:
        'How `typicalWaitDays` was measured. Reports of another kind are shown but do not gate, unless policy maps them.',
      examples: ['third_next_available'],
    }),
    lifetimeValueMinor: valueMinor.meta({
      description: 'Revenue a new patient brings over the whole relationship.',
      'x-unit': 'minor units of the pool’s currency per new patient',
      examples: [480_000],
    }),
    marginShare: z
      .number()
      .min(0)
      .max(1)
      .meta({
        description: 'Share of that revenue that is margin.',
        'x-unit': 'share, 0 to 1',
        examples: [0.42],
      }),
    upsellRate: z
      .number()
      .min(0)
      .max(1)
      .default(0)
      .meta({
        description: 'Share of new patients who take a further treatment.',
        'x-unit': 'share, 0 to 1',
        examples: [0.1],
      }),
    upsellValueMinor: valueMinor.default(0).meta({
      description: 'Revenue of that further treatment.',
      'x-unit': 'minor units of the pool’s currency per case',
      examples: [60_000],
    }),
    weight: z
      .number()
      .min(0)
      .max(100)
      .default(1)
      .meta({
        description: 'How much more (or less) than its money a booking counts for you.',
        'x-unit': 'factor, 1 is neutral',
        examples: [1],
      }),
    followUpVisitsPerCase: z
      .number()
      .min(0.01)
      .max(1_000)
      .nullable()
      .default(null)
      .meta({
        description: 'Follow-up visits one new patient needs; null: follow-up slots do not limit new patients.',
        'x-unit': 'visits per new patient',
        examples: [6],
      }),
    priorCostPerBookingMinor: amountMinor
      .min(1)
      .max(1e10)
      .meta({
        description: 'Cost of one booking at the baseline budget, believed until a cell’s own results say otherwise.',
        'x-unit': 'minor units of the pool’s currency per booking',
        examples: [9_500],
      }),
    priorKappa: z
      .number()
      .min(0.01)
      .max(1_000)
      .meta({
        description:
          'Spend at which half of all reachable bookings come, as a multiple of the baseline; believed until data says otherwise.',
        'x-unit': 'multiple of the baseline budget',
        examples: [1.5],
      }),
  })
  .meta({
    id: 'ServiceLineConfiguration',
    description: 'A kind of care: its usual wait, what a booking is worth, and what one is believed to cost.',
  })

export type ServiceLine = z.output<typeof serviceLine>
