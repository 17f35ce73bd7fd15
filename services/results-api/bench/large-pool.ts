export const location = { name: 'Clinic', timeZone: 'America/New_York' }
export const serviceLine = {
  name: 'Orthodontics',
  typicalWaitDays: 18,
  typicalWaitKind: 'third_next_available',
  lifetimeValueMinor: 480_000,
  marginShare: 0.42,
  priorCostPerBookingMinor: 9_500,
  priorKappa: 1.5,
}

/** A pool of so many cells over 100 clinics, in 50 groups; `changedCell` has another baseline. */
export function makeLargePool(cells: number, changedCell = -1) {
  return {
    name: 'Large',
    currency: 'USD',
    timeZone: 'America/New_York',
    period: { kind: 'month', budgetMinor: 1_500_000_000 },
    groups: Array.from({ length: 50 }, (_, index) => ({ id: `g${index}`, name: `Group ${index}` })),
    cells: Array.from({ length: cells }, (_, index) => ({
      id: `cell-${index}`,
      locationId: `clinic-${Math.floor(index / 4) % 100}`,
      serviceLine: 'ortho',
      channel: `channel-${(index % 4) + 4 * Math.floor(index / 400)}`,
      groupId: `g${index % 50}`,
      baselineDailyBudgetMinor: index === changedCell ? 1 : 4_000,
    })),
  }
}
