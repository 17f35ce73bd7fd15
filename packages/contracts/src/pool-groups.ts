import { z } from 'zod'
import { displayName, identifier } from './identifier.ts'
import { amountMinor } from './money.ts'
import { refuseRepeated } from './repeated.ts'

/** A group in its pool's list. */
export const poolGroup = z
  .strictObject({
    id: identifier.meta({ description: 'Id within the pool.', examples: ['georgia'] }),
    name: displayName.meta({ description: 'Name for people.', examples: ['Georgia'] }),
    parentId: identifier
      .nullable()
      .default(null)
      .meta({
        description: 'The group it belongs to; null: directly to the pool.',
        examples: ['south'],
      }),
    minDailyBudgetMinor: amountMinor.default(0).meta({
      description: 'Its cells together get at least this.',
      'x-unit': 'minor units a day',
      examples: [20_000],
    }),
    maxDailyBudgetMinor: amountMinor
      .nullable()
      .default(null)
      .meta({
        description: 'Its cells together get at most this; null: no limit.',
        'x-unit': 'minor units a day',
        examples: [200_000],
      }),
  })
  .refine(({ minDailyBudgetMinor: min, maxDailyBudgetMinor: max }) => max === null || min <= max, {
    path: ['maxDailyBudgetMinor'],
    message: 'at least minDailyBudgetMinor',
  })

export type PoolGroup = z.output<typeof poolGroup>

/** The tree of a pool: no unknown parents, no cycles. */
export const poolGroups = z
  .array(poolGroup)
  .max(10_000)
  .superRefine((groups, context) => {
    refuseRepeated(groups, context, { keyOf: ({ id }) => id, field: 'id' })
    refuseBadParents(groups, context)
  })
  .default([])
  .meta({ description: 'Nodes of the pool’s tree (region, brand…), each with its own minimum and maximum.' })

function refuseBadParents(groups: readonly PoolGroup[], context: z.RefinementCtx): void {
  const parentOf = new Map(groups.map(({ id, parentId }) => [id, parentId]))
  const endless = groupsInCycles(parentOf)
  groups.forEach(({ id, parentId }, index) => {
    const refuse = (message: string) => context.addIssue({ code: 'custom', path: [index, 'parentId'], message })
    if (parentId !== null && !parentOf.has(parentId)) refuse('the id of a group of this pool')
    if (endless.has(id)) refuse('not the group itself, nor one below it')
  })
}

/** Groups from which the way up never ends on the pool. Each is walked once. */
function groupsInCycles(parentOf: ReadonlyMap<string, string | null>): Set<string> {
  const settled = new Set<string>()
  const endless = new Set<string>()
  for (const start of parentOf.keys()) {
    const way = new Set<string>()
    let at: string | null = start
    while (at !== null && !settled.has(at) && !way.has(at)) {
      way.add(at)
      at = parentOf.get(at) ?? null
    }
    const isEndless = at !== null && (way.has(at) || endless.has(at))
    for (const id of way) {
      settled.add(id)
      if (isEndless) endless.add(id)
    }
  }
  return endless
}
