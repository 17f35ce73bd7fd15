import { z } from 'zod'
import { instant } from './calendar.ts'
import { identifier } from './identifier.ts'
import { amountMinor } from './money.ts'
import { patchOf, patchShapeOf } from './patch.ts'
import { policy } from './policy.ts'
import { cell, poolCell } from './pool-cell.ts'
import { poolGroup } from './pool-groups.ts'
import { refuseRepeated } from './repeated.ts'
import { serviceLine } from './service-line.ts'
import { whatIfPlaces } from './what-if-places.ts'

const cellId = identifier.meta({ description: 'A cell of the pool.', examples: ['smyrna-orthodontics'] })
const groupId = identifier.meta({ description: 'A group of the pool.', examples: ['georgia'] })

/** A list in which each item has an id of its own. */
function byId<Item extends z.ZodType<{ id: string }>>(item: Item, most: number) {
  return z
    .array(item)
    .max(most)
    .superRefine((items, context) => refuseRepeated(items, context, { keyOf: ({ id }) => id, field: 'id' }))
    .optional()
}

const results = z
  .strictObject({
    bookings: z
      .int()
      .min(0)
      .max(1e7)
      .meta({ description: 'Bookings its ads brought.', examples: [24] }),
    spendMinor: amountMinor.meta({
      description: 'What was spent for them.',
      'x-unit': 'minor units of the pool’s currency',
      examples: [410_000],
    }),
    days: z
      .int()
      .min(1)
      .max(400)
      .meta({ description: 'On so many days.', 'x-unit': 'days', examples: [28] }),
  })
  .optional()
  .meta({
    description: 'Results instead of those reported: they move the cell’s response curve, pulled towards its line’s.',
  })

const {
  groupId: cellGroup,
  baselineDailyBudgetMinor,
  minDailyBudgetMinor,
  maxDailyBudgetMinor,
  lock,
} = patchShapeOf(cell)

interface CellPatch {
  id: string
  groupId?: string | null | undefined
  baselineDailyBudgetMinor?: number | undefined
  minDailyBudgetMinor?: number | null | undefined
  maxDailyBudgetMinor?: number | null | undefined
  lock?: z.output<typeof cell>['lock'] | undefined
  results?: z.output<typeof results>
}

const cellPatch = z.strictObject({
  id: cellId,
  groupId: cellGroup,
  baselineDailyBudgetMinor,
  minDailyBudgetMinor,
  maxDailyBudgetMinor,
  lock,
  results,
}) as unknown as z.ZodType<CellPatch>

const { parentId, minDailyBudgetMinor: groupMinimum, maxDailyBudgetMinor: groupMaximum } = patchShapeOf(poolGroup)

interface GroupPatch {
  id: string
  parentId?: string | null | undefined
  minDailyBudgetMinor?: number | undefined
  maxDailyBudgetMinor?: number | null | undefined
}

const groupPatch = z.strictObject({
  id: groupId,
  parentId,
  minDailyBudgetMinor: groupMinimum,
  maxDailyBudgetMinor: groupMaximum,
}) as unknown as z.ZodType<GroupPatch>

const { name: _name, ...lineSettings } = patchShapeOf(serviceLine)
type LinePatch = { id: string } & {
  [K in Exclude<keyof z.output<typeof serviceLine>, 'name'>]?: z.output<typeof serviceLine>[K] | undefined
}

const linePatch = z.strictObject({
  id: identifier.meta({ description: 'A service line of the pool’s cells.', examples: ['orthodontics'] }),
  ...lineSettings,
}) as unknown as z.ZodType<LinePatch>

const budget = z
  .union([
    z.strictObject({
      dailyMinor: amountMinor.meta({
        description: 'What the pool has today, whatever is left of the period.',
        'x-unit': 'minor units a day',
        examples: [600_000],
      }),
    }),
    z.strictObject({
      periodMinor: amountMinor.meta({
        description: 'The budget of the current period; what was spent and carried over stays.',
        'x-unit': 'minor units of the pool’s currency a period',
        examples: [18_000_000],
      }),
    }),
  ])
  .optional()
  .meta({ description: 'Another amount of money.', examples: [{ dailyMinor: 600_000 }] })

/** What is assumed about a pool besides its money. Whatever is left out stays as it is. */
export const assumptions = {
  policy: patchOf(policy)
    .optional()
    .meta({
      description:
        'Settings of the policy that are different; the whole is checked as if it were put. Lists are given whole.',
      examples: [{ ramp: { upShare: 0.5 } }],
    }),
  ramps: z
    .enum(['kept', 'off'])
    .default('kept')
    .meta({
      description: 'off: no limit to how far a cell may move in a day, as if some days had passed.',
      examples: ['off'],
    }),
  gates: z
    .enum(['remembered', 'settled'])
    .default('remembered')
    .meta({
      description:
        'remembered: as if reports came at this moment, so that a gate that needs two snapshots and its dwell stays. settled: as if everything known had been so for long.',
      examples: ['settled'],
    }),
  asOf: instant.optional().meta({
    description:
      'A later moment: figures are older, gates have come back, locks have expired, and on each day until then what is in force now was spent, but no more than that day’s money. Absent: now.',
    examples: ['2026-11-25T09:00:00.000Z'],
  }),
  serviceLines: byId(linePatch, 1_000).meta({
    description: 'Values of a booking, typical waits and priors of the response curves.',
    examples: [[{ id: 'orthodontics', lifetimeValueMinor: 520_000 }]],
  }),
  groups: byId(groupPatch, 10_000).meta({
    description: 'Groups of the pool with other settings.',
    examples: [[{ id: 'georgia', maxDailyBudgetMinor: 250_000 }]],
  }),
  addedGroups: byId(poolGroup, 10_000).meta({
    description: 'Groups the pool does not have.',
    examples: [[{ id: 'coast', name: 'Coast', maxDailyBudgetMinor: 90_000 }]],
  }),
  removedGroupIds: z
    .array(groupId)
    .max(10_000)
    .optional()
    .meta({
      description: 'Groups that are gone; what belonged to one belongs to its parent.',
      examples: [['georgia']],
    }),
  cells: byId(cellPatch, 50_000).meta({
    description: 'Cells of the pool with other settings.',
    examples: [[{ id: 'smyrna-orthodontics', maxDailyBudgetMinor: 60_000 }]],
  }),
  addedCells: byId(poolCell, 10_000).meta({
    description: 'Cells the pool does not have, at configured locations; a ramp counts from the baseline.',
    examples: [
      [
        {
          id: 'macon-orthodontics',
          locationId: 'macon',
          serviceLine: 'orthodontics',
          baselineDailyBudgetMinor: 30_000,
        },
      ],
    ],
  }),
  removedCellIds: z
    .array(cellId)
    .max(50_000)
    .optional()
    .meta({
      description: 'Cells that are gone with their money, as after their spend was reported as 0.',
      examples: [['smyrna-orthodontics']],
    }),
  places: whatIfPlaces,
}

/** What is assumed, its money too. */
export const whatIf = z.strictObject({ budget, ...assumptions }).meta({
  id: 'WhatIf',
  description: 'What is assumed to be different. Whatever is left out stays as it is.',
  examples: [{ budget: { dailyMinor: 600_000 } }],
})

export type WhatIf = z.output<typeof whatIf>
