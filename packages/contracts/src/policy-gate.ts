import { z } from 'zod'
import { refuseRepeated } from './repeated.ts'
import { share } from './share.ts'
import { waitKind } from './wait-kind.ts'

const days = z.number().min(0).max(1_000)
const returnShare = z.number().min(0.01).max(1)

const waitKindFactor = z
  .strictObject({
    kind: waitKind.meta({ description: 'The kind as reported.', examples: ['mean_completed'] }),
    readAs: waitKind.meta({
      description: 'The service line’s kind it is read as.',
      examples: ['third_next_available'],
    }),
    factor: z
      .number()
      .min(0.01)
      .max(100)
      .meta({
        description: 'Its days are multiplied by this.',
        'x-unit': 'factor',
        examples: [0.8],
      }),
  })
  .refine(({ kind, readAs }) => kind !== readAs, { path: ['readAs'], message: 'another kind than `kind`' })

const waitKindFactors = z
  .array(waitKindFactor)
  .max(12)
  .superRefine((factors, context) =>
    refuseRepeated(factors, context, { keyOf: ({ kind, readAs }) => `${kind} ${readAs}`, field: 'kind' }),
  )
  .default([])
  .meta({
    description:
      'Reads one kind of wait as the service line’s kind. A kind that is neither typical nor listed here never gates.',
    examples: [[]],
  })

/** When a cell is throttled or gated, and when it comes back (the wait: days; the typical wait: of its service line). */
export const gatePolicy = z
  .strictObject({
    throttleMinDays: days.default(10).meta({
      description: 'A wait is throttled from here at the earliest, however short the typical wait.',
      'x-unit': 'days',
      examples: [10],
    }),
    throttleShareOfTypical: z
      .number()
      .min(0)
      .max(10)
      .default(0.6)
      .meta({
        description: 'A wait is throttled from this share of the typical wait.',
        'x-unit': 'share of the typical wait',
        examples: [0.6],
      }),
    gateMinDays: days.default(21).meta({
      description: 'A wait is gated from here at the earliest.',
      'x-unit': 'days',
      examples: [21],
    }),
    gateShareOfTypical: z
      .number()
      .min(0)
      .max(10)
      .default(1)
      .meta({
        description: 'A wait is gated from this share of the typical wait.',
        'x-unit': 'share of the typical wait',
        examples: [1],
      }),
    gateReturnShare: returnShare.default(2 / 3).meta({
      description: 'The way back from gated begins at or below this share of the wait that gates.',
      'x-unit': 'share, up to 1',
      examples: [0.66],
    }),
    throttleReturnShare: returnShare.default(0.7).meta({
      description: 'The way back from throttled begins at or below this share of the wait that throttles.',
      'x-unit': 'share, up to 1',
      examples: [0.7],
    }),
    returnSnapshots: z
      .int()
      .min(1)
      .max(20)
      .default(2)
      .meta({
        description: 'How many fresh snapshots in a row must allow the way back.',
        'x-unit': 'snapshots',
        examples: [2],
      }),
    dwellHours: z
      .number()
      .min(0)
      .max(720)
      .default(72)
      .meta({
        description: 'A state lasts at least this long before the way back.',
        'x-unit': 'hours',
        examples: [72],
      }),
    headroomReturnMin: z
      .number()
      .min(0.01)
      .max(1_000)
      .default(1)
      .meta({
        description:
          'A place without headroom comes back at this many new patients, or at the share below if that is more.',
        'x-unit': 'new patients in the horizon',
        examples: [1],
      }),
    headroomReturnShareOfCapacity: share.default(0.05).meta({
      description: 'The same as a share of the place’s openings.',
      'x-unit': 'share of openings, 0 to 1',
      examples: [0.05],
    }),
    waitKindFactors,
  })
  .refine(({ throttleMinDays, gateMinDays }) => throttleMinDays < gateMinDays, {
    path: ['gateMinDays'],
    message: 'more than throttleMinDays',
  })
  .refine(({ throttleShareOfTypical, gateShareOfTypical }) => throttleShareOfTypical < gateShareOfTypical, {
    path: ['gateShareOfTypical'],
    message: 'more than throttleShareOfTypical',
  })
  .meta({ description: 'When waits throttle and gate a cell, and when it comes back.' })
