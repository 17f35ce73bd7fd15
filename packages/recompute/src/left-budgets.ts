import { type DatabaseTransaction, listBudgetsLeft, type PoolKey } from '@sluice/database'
import type { Cell, PlanningInput } from '@sluice/planning'
import { amountsInForce, type InForce } from './in-force.ts'

/** The cells of an input; in a pool that asks those without an amount in force know what the last cell left at their place. */
export async function withLeftBudgets(
  trx: DatabaseTransaction,
  pool: PoolKey,
  { cells, policy }: Pick<PlanningInput, 'cells' | 'policy'>,
  inForce: InForce | null,
): Promise<Cell[]> {
  if (policy.decisions?.mode !== 'approval') return cells
  const amounts = amountsInForce(inForce)
  const newcomers = cells.filter(({ id, status }) => status === 'active' && !amounts.has(id)).map(({ id }) => id)
  const left = new Map((await listBudgetsLeft(trx, pool, newcomers)).map((row) => [row.cellId, row.dailyBudgetMinor]))
  if (left.size === 0) return cells
  return cells.map((cell) => {
    const leftAtMinor = left.get(cell.id)
    return leftAtMinor === undefined ? cell : { ...cell, leftAtMinor }
  })
}
