import { z } from 'zod'
import { recommendation } from '../recommendation.ts'
import { changeMinor, viewLine } from './view.ts'

const line = recommendation.shape

/** A clinic as those who run it see it. */
export const operationsLine = z
  .strictObject({
    ...viewLine,
    advertised: z.enum(['yes', 'less', 'no']).meta({
      description:
        'Whether advertising sends new patients, by what is in force: as usual, less because of the wait, or hardly any because it is full or has no money. A full clinic whose cut waits for approval is still advertised: yes.',
      examples: ['no'],
    }),
    openings: line.headroom.meta({
      description: 'New patients it can still take from advertising; null: its openings are unknown.',
      'x-unit': 'people within the policy’s horizonDays',
      examples: [0],
    }),
    waitDays: line.waitDays,
    waitKind: line.waitKind,
    waitlistSize: line.waitlistSize,
    freshness: line.freshness,
    dataAgeSeconds: line.dataAgeSeconds,
    because: z.array(z.string().meta({ description: 'A reason.', examples: ['wait_gate'] })).meta({
      description:
        'What of the clinic’s own state moved or held its advertising; `undo:16`: an undo to plan 16 did. Empty: neither.',
      examples: [['wait_gate']],
    }),
    adBudgetBeforeMinor: line.previousDailyBudgetMinor,
    adBudgetNowMinor: line.recommendedDailyBudgetMinor,
    adBudgetChangeMinor: changeMinor,
    oneMoreOpeningMinor: line.nextSlotValueMinor,
    oneMoreOpeningAWeekMinor: line.slotAWeekValueMinor,
    sentence: line.sentence,
  })
  .meta({
    id: 'OperationsLine',
    description: 'A clinic’s openings and waits, and what advertising does because of them.',
  })

export type OperationsLine = z.output<typeof operationsLine>
