import { z } from 'zod'
import { instant } from './calendar.ts'
import { displayName, identifier } from './identifier.ts'
import { amountMinor } from './money.ts'

/** A person's word about a cell's budget; as configured, it names no pause. */
export const cellLock = z.strictObject({
  kind: z.enum(['fixed', 'minimum', 'maximum']).meta({
    description: 'Whether the budget is exactly, at least or at most this.',
    examples: ['fixed'],
  }),
  dailyBudgetMinor: amountMinor.meta({
    description: 'The amount.',
    'x-unit': 'minor units a day',
    examples: [30_000],
  }),
  author: displayName.meta({ description: 'Who set it.', examples: ['marketing-lead'] }),
  reason: displayName.meta({ description: 'Why; shown beside the recommendation.', examples: ['Opening campaign'] }),
  expiresAt: instant
    .nullable()
    .default(null)
    .meta({
      description: 'Until when; null: until it is taken back.',
      examples: ['2026-12-24T00:00:00Z'],
    }),
})

const lock = cellLock
  .nullable()
  .default(null)
  .meta({ description: 'A person’s decision about this cell’s budget; null: none.' })

/** What a cell is, apart from its id; PUT /v1/pools/{poolId}/cells/{cellId}. */
export const cell = z
  .strictObject({
    locationId: identifier.meta({ description: 'A configured location.', examples: ['smyrna'] }),
    serviceLine: identifier.meta({ description: 'A configured service line.', examples: ['orthodontics'] }),
    channel: identifier
      .nullable()
      .default(null)
      .meta({
        description: 'Channel, where the place is divided by channel; null where it is not.',
        examples: ['search'],
      }),
    groupId: identifier
      .nullable()
      .default(null)
      .meta({
        description: 'The group of the pool it belongs to; null: directly to the pool.',
        examples: ['georgia'],
      }),
    baselineDailyBudgetMinor: amountMinor.meta({
      description: 'The budget before Sluice; plans never change it, ramps and floors count from it.',
      'x-unit': 'minor units a day',
      examples: [42_000],
    }),
    minDailyBudgetMinor: amountMinor
      .nullable()
      .default(null)
      .meta({
        description: 'At least this, unless gated; null: the floor of the policy.',
        'x-unit': 'minor units a day',
        examples: [5_000],
      }),
    maxDailyBudgetMinor: amountMinor
      .nullable()
      .default(null)
      .meta({
        description: 'At most this, always; null: the platform’s maximum.',
        'x-unit': 'minor units a day',
        examples: [120_000],
      }),
    lock,
  })
  .refine(({ minDailyBudgetMinor: min, maxDailyBudgetMinor: max }) => min === null || max === null || min <= max, {
    path: ['maxDailyBudgetMinor'],
    message: 'at least minDailyBudgetMinor',
  })
  .meta({ id: 'CellConfiguration', description: 'What gets a budget: location × service line (× channel).' })

export type Cell = z.output<typeof cell>

/** A cell in its pool's list. */
export const poolCell = cell.safeExtend({
  id: identifier.meta({ description: 'Id within the pool.', examples: ['smyrna-orthodontics'] }),
})

export type PoolCell = z.output<typeof poolCell>
