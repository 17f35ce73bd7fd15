import type { ListedPlatformEntity } from '@sluice/contracts'
import type { PlatformEntityRow, PlatformEntityToWrite } from '@sluice/database'

export type ConfiguredPlatformEntity = ListedPlatformEntity & { version: number }

export function rowToEntity(row: PlatformEntityRow): ConfiguredPlatformEntity {
  return {
    id: row.id,
    // Written from a checked body, and held to these values by the table.
    platform: row.platform,
    accountId: row.account_id,
    level: row.level,
    externalId: row.external_id,
    campaignIds: campaignsOf(row),
    name: row.name,
    minimumDailyBudgetMinor: row.minimum_daily_budget_minor,
    currency: row.currency === '' ? null : row.currency,
    cells: row.cells,
    version: row.version,
  }
}

/**
 * All campaigns that spend its budget. An entity from before the list names one campaign: for a campaign's own budget
 * that is all; for a shared one it is not known which others spend it; and where a campaign carries its budget itself
 * it says nothing.
 */
function campaignsOf(row: PlatformEntityRow): string[] {
  if (row.campaign_id === '') return row.campaign_ids
  return row.platform === 'google_ads' && row.level === 'campaign' ? [row.campaign_id] : []
}

/** With the pool it belongs to. */
export function rowOfPool(row: PlatformEntityRow): ConfiguredPlatformEntity & { poolId: string } {
  return { ...rowToEntity(row), poolId: row.pool_id }
}

export type MappedBudget = ConfiguredPlatformEntity & {
  /** Names the budget however its account and id are written. */
  budgetKey: string
  /** Since when the entity sets this budget by these cells, in milliseconds since 1970. */
  mappedMs: number
  /** Since when these are its campaigns, likewise. */
  campaignsMs: number
}

export function rowToMappedBudget(row: PlatformEntityRow): MappedBudget {
  return {
    ...rowToEntity(row),
    budgetKey: row.budget_key,
    mappedMs: row.mapped_at.getTime(),
    campaignsMs: row.campaigns_at.getTime(),
  }
}

export function entityToRow(entity: ListedPlatformEntity): PlatformEntityToWrite {
  return {
    id: entity.id,
    platform: entity.platform,
    account_id: entity.accountId,
    level: entity.level,
    external_id: entity.externalId,
    campaign_ids: entity.campaignIds,
    name: entity.name,
    minimum_daily_budget_minor: entity.minimumDailyBudgetMinor,
    currency: entity.currency ?? '',
    cells: entity.cells,
  }
}
