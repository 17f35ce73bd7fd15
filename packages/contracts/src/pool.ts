import { z } from 'zod'
import { timeZone } from './calendar.ts'
import { displayName } from './identifier.ts'
import { currency } from './money.ts'
import { policy } from './policy.ts'
import { poolCell } from './pool-cell.ts'
import { refuseCellFaults } from './pool-faults.ts'
import { poolGroups } from './pool-groups.ts'
import { poolPeriod } from './pool-period.ts'
import { poolPlaces } from './pool-places.ts'
import { refuseRepeated } from './repeated.ts'
import { areSound } from './sound.ts'

/** Money of one period and currency, and the cells it is split over. PUT /v1/pools/{poolId}. */
export const pool = z
  .strictObject({
    name: displayName.meta({ description: 'Name for people.', examples: ['Orthodontics, South'] }),
    currency: currency.meta({
      description:
        'ISO 4217. Every amount of the pool is in its minor unit (USD: cents; JPY has none; KWD: thousandths).',
      examples: ['USD'],
    }),
    timeZone: timeZone.meta({
      description: 'IANA time zone of the budget’s days and periods.',
      examples: ['America/New_York'],
    }),
    period: poolPeriod,
    groups: poolGroups,
    cells: z
      .array(poolCell)
      .max(50_000)
      .superRefine((cells, context) => refuseRepeated(cells, context, { keyOf: ({ id }) => id, field: 'id' }))
      .meta({
        description:
          'Everything that gets a budget. A cell left out is removed: a pause is proposed, and it keeps what it has in force, never more, until 0 is reported for it.',
      }),
    places: poolPlaces,
    policy: policy.prefault({}),
    showsSmallCounts: z
      .boolean()
      .default(false)
      .meta({
        description:
          'Whether exports and webhooks show waiting lists of 1 to 10 people. Keys of the organization always read them in plans.',
        examples: [false],
      }),
  })
  .superRefine(refuseCellFaults, {
    when: (payload) => areSound(payload, ['groups', 'cells', 'places', 'policy']),
  })
  .meta({
    id: 'PoolConfiguration',
    description: 'A budget and the cells it is split over.',
    examples: [
      {
        name: 'Orthodontics, South',
        currency: 'USD',
        timeZone: 'America/New_York',
        period: { kind: 'month', budgetMinor: 15_000_000 },
        cells: [
          {
            id: 'smyrna-orthodontics',
            locationId: 'smyrna',
            serviceLine: 'orthodontics',
            baselineDailyBudgetMinor: 42_000,
          },
        ],
      },
    ],
  })

/** Complete: what is stored and given back. */
export type Pool = z.output<typeof pool>
