import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { RecommendationsTable } from './schema.ts'

export type RecommendationRow = Selectable<RecommendationsTable>

/** Rows a statement carries: PostgreSQL takes 65,535 parameters, JSON text in one parameter takes any number. */
const rowsPerStatement = 2_000

/** Puts the given lines in place of the cells' current ones; the lines of other cells stay. */
export async function upsertRecommendations(
  trx: DatabaseTransaction,
  lines: readonly Insertable<RecommendationsTable>[],
): Promise<void> {
  for (let from = 0; from < lines.length; from += rowsPerStatement) {
    const part = lines.slice(from, from + rowsPerStatement)
    await sql`
      insert into recommendations (org_id, pool_id, cell_id, plan_number, location_id, service_line, body)
      select * from unnest(${part.map((line) => line.org_id)}::text[], ${part.map((line) => line.pool_id)}::text[],
        ${part.map((line) => line.cell_id)}::text[], ${part.map((line) => line.plan_number)}::bigint[],
        ${part.map((line) => line.location_id)}::text[], ${part.map((line) => line.service_line)}::text[],
        ${part.map((line) => line.body)}::jsonb[])
      on conflict (org_id, pool_id, cell_id) do update set plan_number = excluded.plan_number,
        location_id = excluded.location_id, service_line = excluded.service_line, body = excluded.body,
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

export interface RecommendationFilter {
  orgId: string
  poolId?: string
  locationId?: string
  serviceLine?: string
  /** Where the page before ended. */
  after?: { poolId: string; cellId: string }
  limit: number
}

/** A page of the current line of each cell, ordered by pool and cell. */
export async function listRecommendations(
  trx: DatabaseTransaction,
  { orgId, poolId, locationId, serviceLine, after, limit }: RecommendationFilter,
): Promise<RecommendationRow[]> {
  let query = trx.selectFrom('recommendations').selectAll().where('org_id', '=', orgId)
  if (poolId !== undefined) query = query.where('pool_id', '=', poolId)
  if (locationId !== undefined) query = query.where('location_id', '=', locationId)
  if (serviceLine !== undefined) query = query.where('service_line', '=', serviceLine)
  if (after) query = query.where(sql<boolean>`(pool_id, cell_id) > (${after.poolId}, ${after.cellId})`)
  return query.orderBy('pool_id').orderBy('cell_id').limit(limit).execute()
}
