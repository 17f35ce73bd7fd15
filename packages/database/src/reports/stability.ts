import { sql } from 'kysely'
import type { DatabaseTransaction } from '../connect.ts'
import { inScope, type ReportScope } from './scope.ts'

/** How often a cell's budget and gate moved. */
export interface CellMoves {
  cellId: string
  locationId: string
  serviceLine: string
  /** Days of the span in which the cell had a budget; fractions count. */
  days: number
  budgetChanges: number
  gateFlips: number
}

/** The moves of one pool's cells in the span; a cell's first budget and first gate are no moves. In order of cells. */
export async function listCellMoves(
  trx: DatabaseTransaction,
  scope: ReportScope & { poolId: string },
): Promise<CellMoves[]> {
  const { orgId, poolId, from, before } = scope
  const { rows } = await sql<CellMoves>`
    with spans as (
      select c.id, c.location_id, c.service_line,
             ${from}::date::timestamp at time zone l.time_zone as starts_at,
             least(${before}::date::timestamp at time zone l.time_zone, coalesce(c.removed_at, clock_timestamp())) as ends_at
        from cells c join locations l on l.org_id = c.org_id and l.id = c.location_id
       where c.org_id = ${orgId} and c.pool_id = ${poolId} and ${inScope(scope, 'c')}
    ), budgets as (
      select cell_id, effective_at, row_number() over (partition by cell_id order by plan_number, effective_number) > 1 as is_move
        from budget_history where org_id = ${orgId} and pool_id = ${poolId}
    ), gates as (
      -- A row may also say that the gate stands for another cause: no move.
      select cell_id, effective_at, gate <> lag(gate) over (partition by cell_id order by plan_number) as is_move
        from gate_history where org_id = ${orgId} and pool_id = ${poolId}
    ), firsts as (select cell_id, min(effective_at) as at from budgets group by 1)
    select s.id as "cellId", s.location_id as "locationId", s.service_line as "serviceLine",
           (extract(epoch from s.ends_at - greatest(s.starts_at, f.at)) / 86400)::float8 as days,
           (select count(*) from budgets b where b.cell_id = s.id and b.is_move
               and b.effective_at >= s.starts_at and b.effective_at < s.ends_at)::integer as "budgetChanges",
           (select count(*) from gates g where g.cell_id = s.id and g.is_move
               and g.effective_at >= s.starts_at and g.effective_at < s.ends_at)::integer as "gateFlips"
      from spans s join firsts f on f.cell_id = s.id
     where greatest(s.starts_at, f.at) < s.ends_at
     order by s.id`.execute(trx)
  return rows
}
