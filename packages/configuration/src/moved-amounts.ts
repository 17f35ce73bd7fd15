import type { Pool } from '@sluice/contracts'
import { type DatabaseTransaction, listNewestBudgets, type PoolKey } from '@sluice/database'
import { channelKey } from './pool-difference.ts'
import { type PoolRows, rowsToPool, rowToCell } from './pool-rows.ts'
import { ConfigurationRefusal, type Fault } from './refusal.ts'

/**
 * In an approval pool an amount was approved for a place. A cell takes it along wherever it goes under its id, also by
 * way of being removed or its pool archived. So somebody who may only configure does not send it to another place.
 * @throws ConfigurationRefusal forbidden: names each cell
 */
export async function requireAmountsStay(
  trx: DatabaseTransaction,
  key: PoolKey,
  { rows, pool }: { rows: PoolRows | undefined; pool: Pool },
): Promise<void> {
  if (rows === undefined || rowsToPool(rows).policy.decisions.mode !== 'approval') return
  const places = new Map(rows.cells.map((row) => [row.id, channelKey(rowToCell(row))]))
  const moved = [...pool.cells.entries()].filter(
    ([, cell]) => (places.get(cell.id) ?? channelKey(cell)) !== channelKey(cell),
  )
  const newest = await listNewestBudgets(
    trx,
    key,
    moved.map(([, { id }]) => id),
  )
  const amounts = new Map(newest.map((row) => [row.cellId, row.dailyBudgetMinor]))
  const faults = moved.flatMap(([index, { id }]): Fault[] => {
    const minor = amounts.get(id) ?? 0
    if (minor === 0) return []
    const detail = `cell ${id} has ${minor} minor units a day, approved for the place it had; another id there, or a key that also holds plans:decide`
    return [{ pointer: `#/cells/${index}`, detail }]
  })
  if (faults.length === 0) return
  const what = 'Moving a cell to another place with the amount that was approved for its own'
  throw new ConfigurationRefusal('forbidden', `${what} needs the scope plans:decide as well.`, faults)
}
