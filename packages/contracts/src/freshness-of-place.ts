import { z } from 'zod'
import { eventSource } from './event-attributes.ts'
import { identifier } from './identifier.ts'
import { recommendation } from './recommendation.ts'
import { waitKind } from './wait-kind.ts'

const freshness = (description: string) => recommendation.shape.freshness.meta({ description, examples: ['fresh'] })

/** What is kept of a place, each figure with an age of its own. */
export const placeFigure = z.enum([
  'slots',
  'follow_up_slots',
  'waitlist',
  'accepting',
  ...waitKind.options.map((kind) => `wait.${kind}` as const),
])

const figure = z
  .strictObject({
    figure: placeFigure.meta({
      description: 'What was observed; each kind of wait is a figure of its own.',
      examples: ['slots'],
    }),
    isWholeLocation: z.boolean().meta({
      description: 'It was reported for the whole location, not for this kind of care.',
      examples: [false],
    }),
    horizonDays: z
      .number()
      .nullable()
      .meta({
        description: 'How far ahead it was counted; null: it has no horizon.',
        'x-unit': 'days',
        examples: [14],
      }),
    isUsable: z.boolean().meta({
      description:
        'Whether the pool’s plans can use it. They cannot use openings counted over less than half or more than twice the policy’s horizon, nor waits of a kind it does not read.',
      examples: [true],
    }),
    source: eventSource.meta({ description: 'The source that reported it.', examples: ['/ehr/smyrna'] }),
    observedAt: z.iso.datetime().meta({
      description: 'When it was observed: the `time` of its event. UTC.',
      examples: ['2026-11-22T09:00:00.000Z'],
    }),
    ageSeconds: z
      .int()
      .min(0)
      .meta({ description: 'How long ago that is.', 'x-unit': 'seconds', examples: [340] }),
    freshness: freshness('How old it is by the limits of the pool’s policy and of its source.'),
  })
  .meta({
    description:
      'The newest report of one figure, from whatever source; one that is not usable beside the usable one only where it is newer.',
  })

/** A clinic’s kind of care in a pool, and how old what is known of it is. */
export const freshnessOfPlace = z
  .strictObject({
    poolId: identifier.meta({ description: 'The pool whose policy reads it.', examples: ['georgia'] }),
    locationId: identifier.meta({ description: 'The clinic.', examples: ['smyrna'] }),
    serviceLine: identifier.meta({ description: 'The kind of care.', examples: ['orthodontics'] }),
    freshness: freshness(
      'As a plan made now would say: the worst of what it rests on (openings, follow-up openings where they count, the wait); never: none of these was observed.',
    ),
    figures: z
      .array(figure)
      .meta({ description: 'What is known, figure by figure; empty: nothing was ever observed.' }),
  })
  .meta({ id: 'FreshnessOfPlace', description: 'How old what is known of a place is.' })

export type FreshnessOfPlace = z.output<typeof freshnessOfPlace>
