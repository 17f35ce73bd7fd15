import { type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { Page } from './page.ts'
import type { PoolKey } from './pool-key.ts'
import type { PlatformEntitiesTable } from './schema.ts'

export type PlatformEntityRow = Selectable<PlatformEntitiesTable>
export type PlatformEntityToWrite = Omit<
  PlatformEntityRow,
  'org_id' | 'pool_id' | 'version' | 'budget_key' | 'twin' | 'mapped_at' | 'campaign_id' | 'campaigns_at'
>

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

/** A budget that another pool sets. */
export interface TakenBudget {
  budgetKey: string
  poolId: string
}

/** Those of these budgets that another pool sets, by `budget_key`. */
export async function listBudgetsOfOtherPools(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  budgetKeys: readonly string[],
): Promise<TakenBudget[]> {
  return trx
    .selectFrom('platform_entities')
    .select(['budget_key as budgetKey', 'pool_id as poolId'])
    .where('org_id', '=', orgId)
    .where('pool_id', '<>', poolId)
    .where((eb) => eb('budget_key', '=', eb.fn.any(eb.val([...budgetKeys]))))
    .execute()
}

/** Entities of other pools whose accounts have one of these numbers, hyphens left out: of whatever platform. */
export async function listEntitiesOfOtherPools(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  accounts: readonly string[],
): Promise<PlatformEntityRow[]> {
  return trx
    .selectFrom('platform_entities')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '<>', poolId)
    .where((eb) => eb(eb.fn('replace', ['account_id', eb.val('-'), eb.val('')]), '=', eb.fn.any(eb.val([...accounts]))))
    .execute()
}

/** A pool's entities whose budget another entity sets too, of whatever pool: from before that was refused. By id. */
export async function listTwinEntities(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<{ id: string; platform: string }[]> {
  const { rows } = await sql<{ id: string; platform: string }>`
    select e.id, e.platform from platform_entities e
     where e.org_id = ${orgId} and e.pool_id = ${poolId}
       and exists (select from platform_entities o where o.org_id = e.org_id and o.budget_key = e.budget_key
                                                     and (o.pool_id, o.id) <> (e.pool_id, e.id))
     order by e.id`.execute(trx)
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
    insert into platform_entities (org_id, pool_id, id, platform, account_id, level, external_id, campaign_ids, name,
      minimum_daily_budget_minor, currency, cells)
    select ${orgId}, ${poolId}, id, platform, account_id, level, external_id, campaign_ids, name,
           minimum_daily_budget_minor, currency, cells
      from jsonb_to_recordset(${JSON.stringify(entities)}::jsonb) as x(
        id text, platform text, account_id text, level text, external_id text, campaign_ids text[], name text,
        minimum_daily_budget_minor bigint, currency text, cells jsonb)
    on conflict (org_id, pool_id, id) do update set
      platform = excluded.platform, account_id = excluded.account_id, level = excluded.level,
      external_id = excluded.external_id, campaign_id = '', campaign_ids = excluded.campaign_ids, name = excluded.name,
      minimum_daily_budget_minor = excluded.minimum_daily_budget_minor, currency = excluded.currency,
      cells = excluded.cells, twin = 0,
      campaigns_at = case when (excluded.campaign_ids, '') = (platform_entities.campaign_ids, platform_entities.campaign_id)
                          then platform_entities.campaigns_at else clock_timestamp() end,
      version = platform_entities.version + 1,
      mapped_at = case when (excluded.budget_key, excluded.cells) = (platform_entities.budget_key, platform_entities.cells)
                       then platform_entities.mapped_at else clock_timestamp() end`.execute(trx)
}

/** Forgets all of a pool. @returns whether it had any */
export async function deleteAllPlatformEntities(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
): Promise<boolean> {
  const { numDeletedRows } = await trx
    .deleteFrom('platform_entities')
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .executeTakeFirstOrThrow()
  return numDeletedRows > 0n
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
