import { type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { Page } from './page.ts'
import type { PoolKey } from './pool-key.ts'
import type { PlatformEntitiesTable } from './schema.ts'

export type PlatformEntityRow = Selectable<PlatformEntitiesTable>
export type PlatformEntityToWrite = Omit<PlatformEntityRow, 'org_id' | 'pool_id' | 'version'>

/** A pool's entities in order of their ids; all, or a page. */
export async function listPlatformEntities(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  page?: Page,
): Promise<PlatformEntityRow[]> {
  return trx
    .selectFrom('platform_entities')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .$if(page !== undefined, (query) => query.where('id', '>', page?.after ?? '').limit(page?.limit ?? 0))
    .orderBy('id')
    .execute()
}

/** What names a budget on a platform. */
export type PlatformBudget = Pick<PlatformEntityRow, 'platform' | 'account_id' | 'level' | 'external_id'>

/** Those of these budgets that another pool sets. */
export async function listBudgetsOfOtherPools(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  budgets: readonly PlatformBudget[],
): Promise<(PlatformBudget & { pool_id: string })[]> {
  const wanted = budgets.map(({ platform, account_id, level, external_id }) => ({
    platform,
    account_id,
    level,
    external_id,
  }))
  const { rows } = await sql<PlatformBudget & { pool_id: string }>`
    select e.pool_id, e.platform, e.account_id, e.level, e.external_id
      from jsonb_to_recordset(${JSON.stringify(wanted)}::jsonb) as x(
        platform text, account_id text, level text, external_id text)
      join platform_entities e on e.org_id = ${orgId} and e.platform = x.platform and e.account_id = x.account_id
       and e.level = x.level and e.external_id = x.external_id and e.pool_id <> ${poolId}`.execute(trx)
  return rows
}

/** Adds these entities or replaces them, one version up. One statement for any number. */
export async function upsertPlatformEntities(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  entities: readonly PlatformEntityToWrite[],
): Promise<void> {
  if (entities.length === 0) return
  await sql`
    insert into platform_entities (org_id, pool_id, id, platform, account_id, level, external_id, campaign_id, name,
      minimum_daily_budget_minor, cells)
    select ${orgId}, ${poolId}, id, platform, account_id, level, external_id, campaign_id, name,
           minimum_daily_budget_minor, cells
      from jsonb_to_recordset(${JSON.stringify(entities)}::jsonb) as x(
        id text, platform text, account_id text, level text, external_id text, campaign_id text, name text,
        minimum_daily_budget_minor bigint, cells jsonb)
    on conflict (org_id, pool_id, id) do update set
      platform = excluded.platform, account_id = excluded.account_id, level = excluded.level,
      external_id = excluded.external_id, campaign_id = excluded.campaign_id, name = excluded.name,
      minimum_daily_budget_minor = excluded.minimum_daily_budget_minor, cells = excluded.cells,
      version = platform_entities.version + 1`.execute(trx)
}

export async function deletePlatformEntities(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await trx
    .deleteFrom('platform_entities')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where((eb) => eb('id', '=', eb.fn.any(eb.val([...ids]))))
    .execute()
}

/** Counts a change of the pool's list of entities. @returns the list's new version */
export async function bumpPlatformEntitiesVersion(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<number> {
  const row = await trx
    .updateTable('pools')
    .set((eb) => ({ platform_entities_version: eb('platform_entities_version', '+', 1) }))
    .where('org_id', '=', orgId)
    .where('id', '=', poolId)
    .returning('platform_entities_version')
    .executeTakeFirstOrThrow()
  return row.platform_entities_version
}
