import { type Insertable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { RecommendationsTable } from './schema.ts'

/** Rows a statement carries: PostgreSQL takes 65,535 parameters, JSON text in one parameter takes any number. */
const rowsPerStatement = 2_000

/**
 * Notes the plan in which each of these cells' lines last changed, and the cell's place; other cells' rows stay. It finds the
 * plans of a place; what a line says stands in its plan.
 */
export async function upsertRecommendations(
  trx: DatabaseTransaction,
  lines: readonly Insertable<RecommendationsTable>[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += rowsPerStatement) {
    const part = lines.slice(from, from + rowsPerStatement)
    await sql`
      insert into recommendations (org_id, pool_id, cell_id, plan_number, location_id, service_line, effective_number)
      select * from unnest(${part.map((line) => line.org_id)}::text[], ${part.map((line) => line.pool_id)}::text[],
        ${part.map((line) => line.cell_id)}::text[], ${part.map((line) => line.plan_number)}::bigint[],
        ${part.map((line) => line.location_id)}::text[], ${part.map((line) => line.service_line)}::text[],
        ${part.map((line) => line.effective_number ?? 0)}::bigint[])
      on conflict (org_id, pool_id, cell_id) do update set plan_number = excluded.plan_number,
        location_id = excluded.location_id, service_line = excluded.service_line,
        effective_number = excluded.effective_number,
        updated_at = clock_timestamp()`.execute(trx)
  }
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
