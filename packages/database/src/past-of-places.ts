import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** A stay of a cell at a place × channel, in any pool of the organization. Milliseconds since 1970. */
export interface StayRow {
  poolId: string
  cellId: string
  locationId: string
  serviceLine: string
  channel: string
  currency: string
  fromMs: number
  untilMs: number | null
  /** When the same cell came to its next place. */
  leftMs: number | null
}

/** The stays of all cells that ever were at these places, the oldest first. */
export async function listStays(
  trx: DatabaseTransaction,
  orgId: string,
  places: readonly { locationId: string; serviceLine: string }[],
): Promise<StayRow[]> {
  if (places.length === 0) return []
  const { rows } = await sql<StayRow>`
    select h.pool_id as "poolId", h.cell_id as "cellId", h.location_id as "locationId", h.service_line as "serviceLine",
           h.channel, p.currency, (extract(epoch from h.held_from) * 1000)::float8 as "fromMs",
           (extract(epoch from h.held_until) * 1000)::float8 as "untilMs",
           (extract(epoch from (select min(n.held_from) from cell_places n
              where n.org_id = h.org_id and n.pool_id = h.pool_id and n.cell_id = h.cell_id
                and n.held_from > h.held_from)) * 1000)::float8 as "leftMs"
      from ${rowsAsColumns(places, { locationId: 'text', serviceLine: 'text' })}
     cross join lateral (
       select * from cell_places c where c.org_id = ${orgId} and c.location_id = given."locationId"
          and c.service_line = given."serviceLine" offset 0) h
      join pools p on p.org_id = h.org_id and p.id = h.pool_id
     order by h.held_from, h.cell_id`.execute(trx)
  return rows
}

export interface CellAmountRow {
  poolId: string
  cellId: string
  atMs: number
  dailyBudgetMinor: number
}

/** What came into force for these cells since a moment, and of each what was last before it; the oldest first. */
export async function listAmountsSince(
  trx: DatabaseTransaction,
  orgId: string,
  cells: readonly { poolId: string; cellId: string }[],
  sinceMs: number,
): Promise<CellAmountRow[]> {
  if (cells.length === 0) return []
  const since = new Date(sinceMs)
  const { rows } = await sql<CellAmountRow>`
    select b.pool_id as "poolId", b.cell_id as "cellId", (extract(epoch from b.effective_at) * 1000)::float8 as "atMs",
           b.daily_budget_minor as "dailyBudgetMinor"
      from ${rowsAsColumns(cells, { poolId: 'text', cellId: 'text' })}
     cross join lateral (
       (select * from budget_history n where n.org_id = ${orgId} and n.pool_id = given."poolId" and n.cell_id = given."cellId"
           and n.effective_at < ${since}::timestamptz
         order by n.effective_at desc, n.plan_number desc, n.effective_number desc limit 1)
       union all
       (select * from budget_history n where n.org_id = ${orgId} and n.pool_id = given."poolId" and n.cell_id = given."cellId"
           and n.effective_at >= ${since}::timestamptz)) b
     order by b.effective_at, b.plan_number, b.effective_number`.execute(trx)
  return rows
}
