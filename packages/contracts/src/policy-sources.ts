import { z } from 'zod'
import { eventSource } from './event-attributes.ts'
import { refuseRepeated } from './repeated.ts'

const hours = z.number().min(0.1).max(8_760)

export const freshnessPolicy = z
  .strictObject({
    freshHours: hours.default(24).meta({
      description: 'Younger figures are fresh.',
      'x-unit': 'hours',
      examples: [24],
    }),
    ageingHours: hours.default(72).meta({
      description: 'Younger figures are ageing: the cell is not increased.',
      'x-unit': 'hours',
      examples: [72],
    }),
    staleHours: hours.default(168).meta({
      description: 'Younger figures are stale: the cell is held. Older ones are dead.',
      'x-unit': 'hours',
      examples: [168],
    }),
  })
  .refine(({ freshHours, ageingHours }) => freshHours < ageingHours, {
    path: ['ageingHours'],
    message: 'more than freshHours',
  })
  .refine(({ ageingHours, staleHours }) => ageingHours < staleHours, {
    path: ['staleHours'],
    message: 'more than ageingHours',
  })
  .meta({ description: 'How old a figure may be. A source that reports rarely stretches these limits.' })

const sourcePolicy = z.strictObject({
  source: eventSource.meta({ description: 'The CloudEvents source as the events name it.', examples: ['/ehr/smyrna'] }),
  priority: z
    .int()
    .min(-1_000)
    .max(1_000)
    .default(0)
    .meta({
      description: 'Higher wins over newer; sources not listed have 0.',
      examples: [10],
    }),
  expectedIntervalHours: hours
    .nullable()
    .default(null)
    .meta({
      description:
        'How often it reports. Fresh, ageing and stale last at least 1.25, 2 and 3 times this. Null: unknown.',
      'x-unit': 'hours',
      examples: [24],
    }),
})

export const sourcePolicies = z
  .array(sourcePolicy)
  .max(1_000)
  .superRefine((sources, context) =>
    refuseRepeated(sources, context, { keyOf: ({ source }) => source, field: 'source' }),
  )
  .meta({ description: 'Settings of sources: which to believe, and how often they report.', examples: [[]] })
