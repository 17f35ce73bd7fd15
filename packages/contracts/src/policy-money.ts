import { z } from 'zod'
import { amountMinor } from './money.ts'
import { share } from './share.ts'

export const rampPolicy = z
  .strictObject({
    upShare: z
      .number()
      .min(0.001)
      .max(10)
      .default(0.2)
      .meta({
        description: 'A cell rises at most this much a day.',
        'x-unit': 'share of the larger of reference and baseline',
        examples: [0.2],
      }),
    downShare: z
      .number()
      .min(0.001)
      .max(1)
      .default(0.3)
      .meta({
        description: 'A cell falls at most this much a day, unless it is gated.',
        'x-unit': 'share of the larger of reference and baseline',
        examples: [0.3],
      }),
  })
  .meta({ description: 'How fast budgets move.' })

export const platformPolicy = z
  .strictObject({
    unitMinor: amountMinor
      .min(1)
      .default(1)
      .meta({
        description:
          'Smallest step the ad platform takes; every recommendation is a multiple of it. At most the largest baseline of the pool’s cells.',
        'x-unit': 'minor units a day',
        examples: [100],
      }),
    minimumMinor: amountMinor.default(0).meta({
      description: 'Least daily budget the ad platform takes; a multiple of `unitMinor`.',
      'x-unit': 'minor units a day',
      examples: [500],
    }),
    maximumMinor: amountMinor
      .nullable()
      .default(null)
      .meta({
        description: 'Most it takes; a multiple of `unitMinor`. Null: no limit.',
        'x-unit': 'minor units a day',
        examples: [1_000_000],
      }),
  })
  .superRefine(({ unitMinor, minimumMinor, maximumMinor }, context) => {
    const refuse = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
    if (minimumMinor % unitMinor !== 0) refuse('minimumMinor', 'a multiple of unitMinor')
    if (maximumMinor === null) return
    if (maximumMinor % unitMinor !== 0) refuse('maximumMinor', 'a multiple of unitMinor')
    if (maximumMinor < minimumMinor) refuse('maximumMinor', 'at least minimumMinor')
  })
  .meta({ description: 'What the ad platform accepts.' })

export const deadBandPolicy = z
  .strictObject({
    shareOfReference: share.default(0.05).meta({
      description: 'A change below this is not worth making.',
      'x-unit': 'share of the reference, 0 to 1',
      examples: [0.05],
    }),
    currencyUnits: z
      .number()
      .min(0)
      .max(1_000_000)
      .default(1)
      .meta({
        description:
          'Nor is a change below this many whole units of the currency, or below `shareOfBaseline` if that is less.',
        'x-unit': 'currency units a day',
        examples: [1],
      }),
    shareOfBaseline: share.default(0.05).meta({
      description: 'See `currencyUnits`: keeps one currency unit from freezing a very small cell.',
      'x-unit': 'share of the baseline, 0 to 1',
      examples: [0.05],
    }),
  })
  .meta({ description: 'Changes too small to make.' })

export const reservePolicy = z
  .strictObject({
    hurdle: z
      .number()
      .min(0)
      .max(1_000)
      .default(1)
      .meta({
        description: 'Value a minor unit must bring to be spent now; below it, it is kept in the reserve.',
        'x-unit': 'value per unit of money',
        examples: [1],
      }),
    maxMinor: amountMinor
      .nullable()
      .default(null)
      .meta({
        description: 'Most the reserve may keep back for that reason. Null: no limit.',
        'x-unit': 'minor units a day',
        examples: [50_000],
      }),
  })
  .meta({ description: 'Money better kept for later.' })
