import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import { rowsAsColumns } from './rows-as-columns.ts'

/** The state of what is in force (effective_plans) that brings changes, its plan, and the moment from which it holds. */
export interface BroughtBy {
  planNumber: number
  effectiveNumber: number
  at: Date
}

/** A cell whose line says something else than before, and its place. */
export interface ChangedLine {
  cellId: string
  locationId: string
  serviceLine: string
}

export interface Changes {
  /** Amounts that changed; a cell's amount stays in force until its next one. */
  amounts: readonly { cellId: string; dailyBudgetMinor: number }[]
  /** Lines that say something else, and are so last changed now; other cells' stay. What a line says stands in its plan. */
  lines: readonly ChangedLine[]
}

/**
 * Notes what changes by numbers that come into force, in one statement: most of what publishing costs PostgreSQL. The caller
 * holds the pool's row: nobody else writes meanwhile.
 *
 * Mostly every cell has its row and its place: then rows are only moved on, for a third of what an upsert costs, which looks
 * for a conflict and locks the row first.
 */
export async function noteChanges(
  trx: DatabaseTransaction,
  pool: PoolKey,
  by: BroughtBy,
  { amounts, lines }: Changes,
): Promise<void> {
  if (amounts.length + lines.length === 0) return
  const { orgId, poolId } = pool
  const { planNumber, effectiveNumber, at } = by
  const { numAffectedRows } = await sql`
    with brought as (
      insert into budget_history (org_id, pool_id, cell_id, plan_number, effective_at, daily_budget_minor, effective_number)
      select ${orgId}, ${poolId}, "cellId", ${planNumber}::bigint, ${at}::timestamptz, "dailyBudgetMinor", ${effectiveNumber}::bigint
        from ${rowsAsColumns(amounts, { cellId: 'text', dailyBudgetMinor: 'bigint' })})
    update recommendations r
       set plan_number = ${planNumber}, effective_number = ${effectiveNumber}, updated_at = clock_timestamp()
      from ${asColumns(lines)}
     where r.org_id = ${orgId} and r.pool_id = ${poolId} and r.cell_id = "cellId"
       and r.location_id = "locationId" and r.service_line = "serviceLine"`.execute(trx)
  if (Number(numAffectedRows) < lines.length) await upsertLines(trx, pool, by, lines)
}

async function upsertLines(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { planNumber, effectiveNumber }: BroughtBy,
  lines: readonly ChangedLine[],
): Promise<void> {
  await sql`
    insert into recommendations (org_id, pool_id, cell_id, location_id, service_line, plan_number, effective_number)
    select ${orgId}, ${poolId}, "cellId", "locationId", "serviceLine", ${planNumber}::bigint, ${effectiveNumber}::bigint
      from ${asColumns(lines)}
    on conflict (org_id, pool_id, cell_id) do update set plan_number = excluded.plan_number,
      location_id = excluded.location_id, service_line = excluded.service_line,
      effective_number = excluded.effective_number,
      updated_at = clock_timestamp()`.execute(trx)
}

function asColumns(lines: readonly ChangedLine[]) {
  return rowsAsColumns(lines, { cellId: 'text', locationId: 'text', serviceLine: 'text' })
}
