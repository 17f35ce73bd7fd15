import { type ListedPlatformEntity, type PlatformEntity, SHARE_TOLERANCE } from '@sluice/contracts'
import type { TakenBudget } from '@sluice/database'
import type { Fault } from './refusal.ts'

/**
 * What is wrong with a pool's entities by themselves: unknown cells, shares that do not add up to 1, a budget twice,
 * another currency.
 */
export function entityFaults(
  entities: readonly ListedPlatformEntity[],
  { cellIds, currency }: { cellIds: ReadonlySet<string>; currency: string },
): (Fault & { entityId: string })[] {
  const shares = sharesByCell(entities)
  const taken = new Set<string>()
  return entities.flatMap((entity, index) => {
    const isTwice = taken.has(budgetKey(entity))
    taken.add(budgetKey(entity))
    const at = `#/entities/${index}`
    const faults = entity.cells.flatMap(({ cellId }, cell) => {
      if (!cellIds.has(cellId)) return [{ pointer: `${at}/cells/${cell}/cellId`, detail: 'a cell of the pool' }]
      return isWhole(shares.get(cellId))
        ? []
        : [{ pointer: `${at}/cells/${cell}/share`, detail: 'shares of the cell that add up to 1' }]
    })
    if (entity.currency !== null && entity.currency !== currency)
      faults.unshift({ pointer: `${at}/currency`, detail: `the pool’s currency, ${currency}` })
    if (isTwice) faults.unshift({ pointer: `${at}/externalId`, detail: 'a budget no other entity sets' })
    return faults.map((fault) => ({ ...fault, entityId: entity.id }))
  })
}

/** Cells whose whole money had its budgets, and of which only a part still has: what one entity gave up, no other gets. */
export function cellsLeftInPart(
  before: readonly ListedPlatformEntity[],
  after: readonly ListedPlatformEntity[],
): string[] {
  const had = sharesByCell(before)
  return [...sharesByCell(after)].flatMap(([cellId, share]) =>
    isWhole(had.get(cellId)) && !isWhole(share) ? [cellId] : [],
  )
}

/** Budgets that another pool sets already. */
export function takenFaults(
  entities: readonly ListedPlatformEntity[],
  others: readonly TakenBudget[],
): (Fault & { entityId: string })[] {
  const poolOf = new Map(others.map((other) => [other.budgetKey, other.poolId]))
  return entities.flatMap((entity, index) => {
    const other = poolOf.get(budgetKey(entity))
    if (other === undefined) return []
    return [
      { pointer: `#/entities/${index}/externalId`, detail: `pool ${other} sets this budget`, entityId: entity.id },
    ]
  })
}

function sharesByCell(entities: readonly ListedPlatformEntity[]): Map<string, number> {
  const shares = new Map<string, number>()
  for (const { cells } of entities) {
    for (const { cellId, share } of cells) shares.set(cellId, (shares.get(cellId) ?? 0) + share)
  }
  return shares
}

function isWhole(share = 0): boolean {
  return Math.abs(share - 1) <= SHARE_TOLERANCE
}

/** The digits of an id or account; a budget's key is made of these. */
export function readBudgetKey(key: string): Pick<PlatformEntity, 'platform' | 'accountId' | 'externalId'> {
  const [platform, accountId = '', , externalId = ''] = key.split(' ')
  // Keys are made of checked entities.
  return { platform: platform as PlatformEntity['platform'], accountId, externalId }
}

/**
 * Names a budget however its account and id are written: hyphens and zeros in front make no difference, and in Google
 * Ads a budget's id is the same at either level. The column `budget_key` is generated the same way.
 */
export function budgetKey({ platform, accountId, level, externalId }: PlatformEntity): string {
  const where = platform === 'google_ads' ? '' : level
  return [platform, accountId.replaceAll('-', ''), where, externalId.replace(/^0+/, '')].join(' ')
}
