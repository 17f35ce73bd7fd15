import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PlaceKey } from './place-pools.ts'
import { prepared } from './prepared.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** What is said to have been spent at a place on a day. */
export interface DaySpend extends PlaceKey {
  currency: string
  spendMinor: number
}

/**
 * Those that are more than `mostBaselines` times the baselines of the cells which have or had the place, all channels together,
 * and more than the pools of those cells have in force for a day. Pools of another currency do not count. A place that has no cell,
 * or whose cells and pools have nothing, has no measure.
 * @returns their places in what was given
 */
export async function findImplausibleSpend(
  trx: DatabaseTransaction,
  orgId: string,
  spends: readonly DaySpend[],
  mostBaselines: number,
): Promise<number[]> {
  if (spends.length === 0) return []
  const rows = spends.map(({ locationId, serviceLine, currency, spendMinor }, index) => {
    return { index, locationId, serviceLine, currency, spendMinor }
  })
  const given = rowsAsColumns(rows, {
    ...{ index: 'integer', locationId: 'text', serviceLine: 'text' },
    ...{ currency: 'text', spendMinor: 'bigint' },
  })
  const found = await sql<{ index: number }>`
    ${prepared} with given as (select * from ${given}),
    held as (
      select distinct given.index, cell.pool_id, cell.id, cell.baseline_daily_budget_minor as baseline_minor
        from given
        join cell_places as place on place.org_id = ${orgId} and place.location_id = given."locationId"
         and place.service_line = given."serviceLine"
        join cells as cell on cell.org_id = place.org_id and cell.pool_id = place.pool_id and cell.id = place.cell_id
        join pools as pool on pool.org_id = cell.org_id and pool.id = cell.pool_id and pool.currency = given.currency
         and pool.archived_at is null
    ),
    of_cells as (select index, ${mostBaselines}::bigint * sum(baseline_minor) as most_minor from held group by index),
    of_pools as (
      select pools.index, sum(now.pool_daily_budget_minor) as most_minor
        from (select distinct index, pool_id from held) as pools
        join pool_state as state on state.org_id = ${orgId} and state.pool_id = pools.pool_id
        join effective_plans as now on now.org_id = ${orgId} and now.pool_id = pools.pool_id
         and now.number = state.effective_number
       group by pools.index
    )
    select given.index from given
      join of_cells using (index)
      left join of_pools using (index)
     where greatest(of_cells.most_minor, of_pools.most_minor) between 1 and given."spendMinor" - 1
     order by given.index`.execute(trx)
  return found.rows.map(({ index }) => index)
}
