import type { ListedPlatformEntity, PlatformEntity } from '@sluice/contracts'
import type { PlatformBudget } from '@sluice/database'
import type { Fault } from './refusal.ts'

/** Shares are decimal fractions in binary: 0.7 + 0.2 + 0.1 may come out a hair off 1. */
const TOLERANCE = 1e-9

/** What stands against a pool's entities by themselves: unknown cells, shares that are not the whole, a budget twice. */
export function entityFaults(
  entities: readonly ListedPlatformEntity[],
  cellIds: ReadonlySet<string>,
): (Fault & { entityId: string })[] {
  const shares = sharesByCell(entities)
  const taken = new Set<string>()
  return entities.flatMap((entity, index) => {
    const isTwice = taken.has(budgetKey(entity))
    taken.add(budgetKey(entity))
    const at = `#/entities/${index}`
    const faults = entity.cells.flatMap(({ cellId }, cell) => {
      if (!cellIds.has(cellId)) return [{ pointer: `${at}/cells/${cell}/cellId`, detail: 'a cell of the pool' }]
      const isWhole = Math.abs((shares.get(cellId) ?? 0) - 1) <= TOLERANCE
      return isWhole ? [] : [{ pointer: `${at}/cells/${cell}/share`, detail: 'shares of the cell that add up to 1' }]
    })
    const all = isTwice ? [{ pointer: `${at}/externalId`, detail: 'a budget no other entity sets' }, ...faults] : faults
    return all.map((fault) => ({ ...fault, entityId: entity.id }))
  })
}

/** Budgets that another pool sets already. */
export function takenFaults(
  entities: readonly ListedPlatformEntity[],
  others: readonly (PlatformBudget & { pool_id: string })[],
): (Fault & { entityId: string })[] {
  const poolOf = new Map(others.map((other) => [rowKey(other), other.pool_id]))
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

function budgetKey({ platform, accountId, level, externalId }: PlatformEntity): string {
  return [platform, accountId, level, externalId].join(' ')
}

function rowKey({ platform, account_id, level, external_id }: PlatformBudget): string {
  return [platform, account_id, level, external_id].join(' ')
}
