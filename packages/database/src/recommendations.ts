import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'

/** A cell whose line says something else than before, and its place. */
export interface ChangedLine {
  cellId: string
  locationId: string
  serviceLine: string
}

/** The plan and the state of what is in force (effective_plans) in which lines changed. */
export interface ChangedIn {
  planNumber: number
  effectiveNumber: number
}

/**
 * Notes where these cells' lines last changed, and the cells' places; other cells' rows stay. It finds the plans of a place;
 * what a line says stands in its plan. The caller holds the pool's row: nobody else writes meanwhile.
 *
 * Mostly every cell has its row and its place: then rows are only moved on, for a third of what an upsert costs, which looks
 * for a conflict and locks the row first.
 */
export async function noteChangedLines(
  trx: DatabaseTransaction,
  pool: PoolKey,
  changedIn: ChangedIn,
  lines: readonly ChangedLine[],
): Promise<void> {
  if (lines.length === 0) return
  const { numAffectedRows } = await sql`
    update recommendations r
       set plan_number = ${changedIn.planNumber}, effective_number = ${changedIn.effectiveNumber}, updated_at = clock_timestamp()
      from ${unnested(lines)}
     where r.org_id = ${pool.orgId} and r.pool_id = ${pool.poolId} and r.cell_id = x.cell_id
       and r.location_id = x.location_id and r.service_line = x.service_line`.execute(trx)
  if (Number(numAffectedRows) < lines.length) await upsertLines(trx, pool, changedIn, lines)
}

async function upsertLines(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { planNumber, effectiveNumber }: ChangedIn,
  lines: readonly ChangedLine[],
): Promise<void> {
  await sql`
    insert into recommendations (org_id, pool_id, cell_id, location_id, service_line, plan_number, effective_number)
    select ${orgId}, ${poolId}, x.cell_id, x.location_id, x.service_line, ${planNumber}::bigint, ${effectiveNumber}::bigint
      from ${unnested(lines)}
    on conflict (org_id, pool_id, cell_id) do update set plan_number = excluded.plan_number,
      location_id = excluded.location_id, service_line = excluded.service_line,
      effective_number = excluded.effective_number,
      updated_at = clock_timestamp()`.execute(trx)
}

function unnested(lines: readonly ChangedLine[]) {
  return sql`unnest(${lines.map(({ cellId }) => cellId)}::text[], ${lines.map(({ locationId }) => locationId)}::text[],
    ${lines.map(({ serviceLine }) => serviceLine)}::text[]) as x (cell_id, location_id, service_line)`
}

/** Removes the lines of cells that are no longer in the plan. */
export async function deleteRecommendations(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  cellIds: readonly string[],
): Promise<void> {
  if (cellIds.length === 0) return
  await trx
    .deleteFrom('recommendations')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('cell_id', 'in', cellIds)
    .execute()
}

/** Cells of the pool whose line has changed in what came into force after that number, by now. */
export async function listCellsChangedSince(
  trx: DatabaseTransaction,
  { orgId, poolId, number }: PoolKey & { number: number },
): Promise<string[]> {
  const rows = await trx
    .selectFrom('recommendations')
    .select('cell_id')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('effective_number', '>', number)
    .execute()
  return rows.map((row) => row.cell_id)
}
