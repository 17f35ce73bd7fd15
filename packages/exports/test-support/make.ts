import type { Entity, Line, PlanToExport } from '../src/types.ts'

export function makeLine(cellId: string, dailyMinor: number, changes: Partial<Line> = {}): Line {
  return {
    cellId,
    label: cellId,
    locationId: cellId,
    serviceLine: 'orthodontics',
    channel: null,
    status: dailyMinor === 0 ? 'pause_proposed' : 'active',
    gate: 'open',
    recommendedDailyBudgetMinor: dailyMinor,
    referenceDailyBudgetMinor: 30_000,
    headroom: 12,
    waitDays: 6,
    waitKind: 'third_next_available',
    waitlistSize: 40,
    freshness: 'fresh',
    expectedBookingsPerDay: 1.25,
    nextDollarValueMinor: 180,
    nextSlotValueMinor: 0,
    reasons: ['marginal_parity'],
    sentence: `${cellId} stays where it is.`,
    ...changes,
  }
}

export function makePlan(lines: readonly Line[], changes: Partial<PlanToExport> = {}): PlanToExport {
  const reserveDailyMinor = changes.reserveDailyMinor ?? 0
  return {
    poolId: 'georgia',
    number: 17,
    currency: 'USD',
    exponent: 2,
    unitMinor: 1,
    shareTolerance: 1e-9,
    poolDailyBudgetMinor: lines.reduce((sum, line) => sum + line.recommendedDailyBudgetMinor, reserveDailyMinor),
    reserveDailyMinor,
    lines,
    ...changes,
  }
}

export function makeEntity(id: string, changes: Partial<Entity> = {}): Entity {
  return {
    id,
    platform: 'google_ads',
    accountId: '123-456-7890',
    level: 'campaign',
    externalId: '555',
    campaignIds: [],
    campaignsMs: 0,
    currency: null,
    name: id,
    budgetKey: id,
    mappedMs: 0,
    minimumDailyBudgetMinor: null,
    cells: [{ cellId: id, share: 1 }],
    ...changes,
  }
}
