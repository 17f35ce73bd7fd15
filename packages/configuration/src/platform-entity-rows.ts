import type { ListedPlatformEntity } from '@sluice/contracts'
import type { PlatformEntityRow, PlatformEntityToWrite } from '@sluice/database'

export type ConfiguredPlatformEntity = ListedPlatformEntity & { version: number }

export function rowToEntity(row: PlatformEntityRow): ConfiguredPlatformEntity {
  return {
    id: row.id,
    // Written from a checked body, and held to these values by the table.
    platform: row.platform as ListedPlatformEntity['platform'],
    accountId: row.account_id,
    level: row.level as ListedPlatformEntity['level'],
    externalId: row.external_id,
    campaignId: row.campaign_id === '' ? null : row.campaign_id,
    name: row.name,
    minimumDailyBudgetMinor: row.minimum_daily_budget_minor,
    cells: row.cells,
    version: row.version,
  }
}

export type MappedBudget = ConfiguredPlatformEntity & {
  /** Names the budget however its account and id are written. */
  budgetKey: string
  /** Since when the entity sets this budget by these cells, in milliseconds since 1970. */
  mappedMs: number
}

export function rowToMappedBudget(row: PlatformEntityRow): MappedBudget {
  return { ...rowToEntity(row), budgetKey: row.budget_key, mappedMs: row.mapped_at.getTime() }
}

export function entityToRow(entity: ListedPlatformEntity): PlatformEntityToWrite {
  return {
    id: entity.id,
    platform: entity.platform,
    account_id: entity.accountId,
    level: entity.level,
    external_id: entity.externalId,
    campaign_id: entity.campaignId ?? '',
    name: entity.name,
    minimum_daily_budget_minor: entity.minimumDailyBudgetMinor,
    cells: entity.cells,
  }
}
