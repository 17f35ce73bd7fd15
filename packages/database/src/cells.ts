import { type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PlaceKey } from './place-pools.ts'
import type { PoolKey } from './pool-key.ts'
import type { CellsTable } from './schema.ts'

export type CellRow = Selectable<CellsTable>

/** A pool's cells in order of their ids, removed ones too. */
export async function listCells(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<CellRow[]> {
  return trx
    .selectFrom('cells')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .orderBy('id')
    .execute()
}

/** One cell, also a removed one. */
export async function findCell(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  id: string,
): Promise<CellRow | undefined> {
  return trx
    .selectFrom('cells')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('id', '=', id)
    .executeTakeFirst()
}

export type CellToWrite = Omit<
  CellRow,
  'org_id' | 'pool_id' | 'removed_at' | 'version' | 'adopted_revision' | 'first_baseline_minor'
>

/** Adds these cells or replaces them, one version up; a removed one is in force again. One statement for any number. */
export async function upsertCells(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  cells: readonly CellToWrite[],
): Promise<void> {
  if (cells.length === 0) return
  await sql`
    insert into cells (org_id, pool_id, id, location_id, service_line, channel, group_id, baseline_daily_budget_minor,
      min_daily_budget_minor, max_daily_budget_minor, lock)
    select ${orgId}, ${poolId}, id, location_id, service_line, channel, group_id, baseline_daily_budget_minor,
      min_daily_budget_minor, max_daily_budget_minor, nullif(lock, 'null')
      from jsonb_to_recordset(${JSON.stringify(cells)}::jsonb) as x(
        id text, location_id text, service_line text, channel text, group_id text, baseline_daily_budget_minor bigint,
        min_daily_budget_minor bigint, max_daily_budget_minor bigint, lock jsonb)
    on conflict (org_id, pool_id, id) do update set
      location_id = excluded.location_id, service_line = excluded.service_line, channel = excluded.channel,
      group_id = excluded.group_id, baseline_daily_budget_minor = excluded.baseline_daily_budget_minor,
      min_daily_budget_minor = excluded.min_daily_budget_minor, max_daily_budget_minor = excluded.max_daily_budget_minor,
      lock = excluded.lock, removed_at = null, version = cells.version + 1
  `.execute(trx)
}

/** Takes cells out of force. They stay as lines of the plan until their spend is known to be 0. */
export async function removeCells(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await trx
    .updateTable('cells')
    .set((eb) => ({ removed_at: sql<Date>`clock_timestamp()`, version: eb('version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('removed_at', 'is', null)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
}

/** Cells in force at these places in other pools than this one, each with that pool's share of its place. */
export async function listCellsOfOtherPools(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  places: readonly PlaceKey[],
): Promise<{ poolId: string; locationId: string; serviceLine: string; channel: string; share: number }[]> {
  const wanted = JSON.stringify(places)
  const { rows } = await sql<{
    poolId: string
    locationId: string
    serviceLine: string
    channel: string
    share: number
  }>`
    select c.pool_id as "poolId", c.location_id as "locationId", c.service_line as "serviceLine", c.channel,
           coalesce(p.share, 1) as share
      from jsonb_to_recordset(${wanted}::jsonb) as x("locationId" text, "serviceLine" text)
      join cells c on c.org_id = ${orgId} and c.location_id = x."locationId" and c.service_line = x."serviceLine"
       and c.removed_at is null and c.pool_id <> ${poolId}
      left join pool_places p on p.org_id = c.org_id and p.pool_id = c.pool_id
       and p.location_id = c.location_id and p.service_line = c.service_line
     order by c.pool_id, c.id
  `.execute(trx)
  return rows
}

/** Pools in force that have a cell at this location or of this service line, also a removed one: their plans name it. */
export async function listPoolsWith(
  trx: DatabaseTransaction,
  orgId: string,
  column: 'location_id' | 'service_line',
  id: string,
): Promise<string[]> {
  const rows = await trx
    .selectFrom('cells as c')
    .innerJoin('pools as p', (join) => join.onRef('p.org_id', '=', 'c.org_id').onRef('p.id', '=', 'c.pool_id'))
    .select('c.pool_id')
    .distinct()
    .where('c.org_id', '=', orgId)
    .where(`c.${column}`, '=', id)
    .where('p.archived_at', 'is', null)
    .orderBy('c.pool_id')
    .execute()
  return rows.map((row) => row.pool_id)
}

/** Other pools in force with a removed cell at one of these places: whoever has the place now takes their line over. */
export async function listPoolsThatGaveUp(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  places: readonly PlaceKey[],
): Promise<string[]> {
  if (places.length === 0) return []
  const wanted = JSON.stringify(places.map(({ locationId, serviceLine }) => ({ locationId, serviceLine })))
  const { rows } = await sql<{ poolId: string }>`
    select distinct c.pool_id as "poolId"
      from jsonb_to_recordset(${wanted}::jsonb) as x("locationId" text, "serviceLine" text)
      join cells c on c.org_id = ${orgId} and c.location_id = x."locationId" and c.service_line = x."serviceLine"
       and c.removed_at is not null and c.pool_id <> ${poolId}
      join pools p on p.org_id = c.org_id and p.id = c.pool_id and p.archived_at is null
     order by c.pool_id`.execute(trx)
  return rows.map((row) => row.poolId)
}

/** Whether a cell in force uses this location or service line. */
export async function isUsedByCells(
  trx: DatabaseTransaction,
  orgId: string,
  column: 'location_id' | 'service_line',
  id: string,
): Promise<boolean> {
  const row = await trx
    .selectFrom('cells')
    .select('id')
    .where('org_id', '=', orgId)
    .where(column, '=', id)
    .where('removed_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}
