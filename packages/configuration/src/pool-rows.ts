import { type Pool, type PoolCell, type PoolGroup, type PoolPlace, policy as policySchema } from '@sluice/contracts'
import type {
  CellRow,
  CellToWrite,
  PoolGroupRow,
  PoolGroupToWrite,
  PoolPlaceRow,
  PoolPlaceToWrite,
  PoolRow,
} from '@sluice/database'

/** A pool as its tables hold it. */
export interface PoolRows {
  row: PoolRow
  policyBody: Record<string, unknown>
  groups: readonly PoolGroupRow[]
  /** Removed ones too. */
  cells: readonly CellRow[]
  places: readonly PoolPlaceRow[]
}

/** The pool as it was put. Policy settings that came after it was stored get their defaults. */
export function rowsToPool({ row, policyBody, groups, cells, places }: PoolRows): Pool {
  return {
    name: row.name,
    currency: row.currency,
    timeZone: row.time_zone,
    // Written by writePool from a checked body, and never otherwise.
    period: row.period as Pool['period'],
    groups: groups.map(rowToGroup),
    cells: cells.filter((cell) => cell.removed_at === null).map(rowToCell),
    places: places.map(rowToPlace),
    policy: policySchema.parse(policyBody),
    showsSmallCounts: row.shows_small_counts,
  }
}

export function rowToGroup(row: PoolGroupRow): PoolGroup {
  return {
    id: row.id,
    name: row.name,
    parentId: row.parent_id,
    minDailyBudgetMinor: row.min_daily_budget_minor,
    maxDailyBudgetMinor: row.max_daily_budget_minor,
  }
}

export function groupToRow(group: PoolGroup): PoolGroupToWrite {
  return {
    id: group.id,
    name: group.name,
    parent_id: group.parentId,
    min_daily_budget_minor: group.minDailyBudgetMinor,
    max_daily_budget_minor: group.maxDailyBudgetMinor,
  }
}

export function rowToCell(row: CellRow): PoolCell {
  return {
    id: row.id,
    locationId: row.location_id,
    serviceLine: row.service_line,
    channel: row.channel === '' ? null : row.channel,
    groupId: row.group_id,
    baselineDailyBudgetMinor: row.baseline_daily_budget_minor,
    minDailyBudgetMinor: row.min_daily_budget_minor,
    maxDailyBudgetMinor: row.max_daily_budget_minor,
    lock: row.lock as PoolCell['lock'],
  }
}

export function cellToRow(cell: PoolCell): CellToWrite {
  return {
    id: cell.id,
    location_id: cell.locationId,
    service_line: cell.serviceLine,
    channel: cell.channel ?? '',
    group_id: cell.groupId,
    baseline_daily_budget_minor: cell.baselineDailyBudgetMinor,
    min_daily_budget_minor: cell.minDailyBudgetMinor,
    max_daily_budget_minor: cell.maxDailyBudgetMinor,
    lock: cell.lock,
  }
}

export function rowToPlace(row: PoolPlaceRow): PoolPlace {
  return {
    locationId: row.location_id,
    serviceLine: row.service_line,
    organicBookings: row.organic_bookings,
    share: row.share,
  }
}

export function placeToRow(place: PoolPlace): PoolPlaceToWrite {
  return {
    location_id: place.locationId,
    service_line: place.serviceLine,
    organic_bookings: place.organicBookings,
    share: place.share,
  }
}
