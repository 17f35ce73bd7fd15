import { digitsOf } from './account.ts'
import type { EntityBefore } from './changes.ts'
import type { Entity, Platform } from './types.ts'

/** A budget that a file last gave money, and that no entity sets any more. */
export interface UnmappedBudget {
  /** The entity that stood for it. */
  entityId: string
  platform: Platform
  accountId: string
  externalId: string
  dailyBudgetMinor: number
}

/** A budget that still has money as far as is known, and of which no file says anything. */
export interface LeftBehind extends Omit<UnmappedBudget, 'platform'> {
  reason: 'not_mapped' | 'cells_not_in_plan'
}

interface Asked {
  platform: Platform
  accountId: string | undefined
  amounts: ReadonlyMap<string, number>
  before: ReadonlyMap<string, EntityBefore>
}

/**
 * Budgets of this platform (and account) that are no longer mapped, and those whose cells are all gone from the plan.
 * By entity.
 */
export function leftBehind(
  entities: readonly Entity[],
  unmapped: readonly UnmappedBudget[],
  { platform, accountId, amounts, before }: Asked,
): LeftBehind[] {
  const isAsked = (of: { platform: Platform; accountId: string }) =>
    of.platform === platform && (accountId === undefined || digitsOf(of.accountId) === digitsOf(accountId))
  const gone = entities.flatMap((entity): LeftBehind[] => {
    const dailyBudgetMinor = amounts.has(entity.id) ? 0 : lastOf(before.get(entity.id))
    if (dailyBudgetMinor === 0 || !isAsked(entity)) return []
    const { id: entityId, accountId, externalId } = entity
    return [{ entityId, accountId, externalId, dailyBudgetMinor, reason: 'cells_not_in_plan' }]
  })
  const old = unmapped
    .filter(isAsked)
    .map(({ platform: _, ...budget }): LeftBehind => ({ ...budget, reason: 'not_mapped' }))
  return [...gone, ...old].toSorted((a, b) => (a.entityId < b.entityId ? -1 : 1))
}

function lastOf(known: EntityBefore | undefined): number {
  return known?.again?.dailyBudgetMinor ?? known?.dailyBudgetMinor ?? 0
}
