import { readMappedBudgets } from '@sluice/configuration'
import { type DatabaseTransaction, listExportedBudgets, listNewestApplied, type PoolKey } from '@sluice/database'
import { knownBefore } from '@sluice/exports'
import { toTold, unmappedOf } from './export-source.ts'

/** A budget on a platform that goes on spending money, as far as is known. */
export interface RunningBudget {
  entityId: string
  externalId: string
  dailyBudgetMinor: number
}

/** No file is of this state, so the last file of each budget counts. */
const noState = { planNumber: 0, effectiveNumber: 0 }

/**
 * Budgets that files of this pool gave money, or that were reported as applied to the cells of its entities: once the
 * pool is archived, no file would name them any more. By entity.
 */
export async function listRunningBudgets(trx: DatabaseTransaction, key: PoolKey): Promise<RunningBudget[]> {
  const told = await listExportedBudgets(trx, key, noState)
  const applied = new Map((await listNewestApplied(trx, key)).map(({ cellId, ...report }) => [cellId, report]))
  const entities = await readMappedBudgets(trx, key)
  const before = knownBefore(entities, new Map(told.map(toTold)), applied)
  const mapped = entities.map(({ id: entityId, externalId }) => {
    return { entityId, externalId, dailyBudgetMinor: before.get(entityId)?.dailyBudgetMinor ?? 0 }
  })
  return [...mapped.filter(({ dailyBudgetMinor }) => dailyBudgetMinor > 0), ...unmappedOf(told)].toSorted((a, b) =>
    a.entityId < b.entityId ? -1 : 1,
  )
}
