// Everything in the sample that is NOT measured, and nothing else. No open data says what a hospital group spends on
// advertising, what a patient is worth to it or what a booking costs, so these numbers are made up: round, plausible, and
// chosen so that a first look shows what Sluice does. Change them and start with --fresh to see what follows.
//
// What is measured (waits, waiting lists, referrals, open visits) is in the two CSV files and is used as it is.

/** The tenant that owns both pools. */
export const organization = { id: 'sample', name: 'Sample organization', timeZone: 'Europe/London' } as const

/** Budgets run in periods of four weeks from the day the sample is loaded, so that no start falls on a month's last day. */
export const budgetPeriods = { days: 28, count: 26 } as const

/** How often the sources are said to report. They reported once; with the truth, all would be stale a week after loading. */
export const expectedIntervalHours = 31 * 24

export const hospitals = {
  poolId: 'nuffield-uk',
  poolName: 'Nuffield Health hospitals, by specialty',
  currency: 'GBP',
  dailyBudgetMinor: 330_000,
  /** Baseline of a specialty at a hospital: so much for each new referral of January, and at least the smallest. */
  baselineMinorPerReferral: 60,
  smallestBaselineMinor: 400,
  /** A hospital may get at most this many times the baselines of its specialties. */
  hospitalMaximumShare: 1.1,
  /**
   * Policy of this pool. By default half of all hospitals would be gated, as the typical wait is the median of them; here
   * budgets shrink from the typical wait on and end at one and a half times of it.
   */
  gate: { throttleShareOfTypical: 1, gateShareOfTypical: 1.5 },
  /** What a new patient brings over the years, and how much of that remains. */
  marginShare: 0.2,
  priorKappa: 1,
  /** By specialty code; the rest as `otherSpecialty`. */
  specialties: {
    C_100: { lifetimeValueMinor: 320_000, costPerBookingMinor: 14_000 },
    C_101: { lifetimeValueMinor: 280_000, costPerBookingMinor: 14_000 },
    C_110: { lifetimeValueMinor: 900_000, costPerBookingMinor: 18_000 },
    C_120: { lifetimeValueMinor: 210_000, costPerBookingMinor: 12_000 },
    C_130: { lifetimeValueMinor: 260_000, costPerBookingMinor: 9_000 },
    C_160: { lifetimeValueMinor: 340_000, costPerBookingMinor: 21_000 },
    C_502: { lifetimeValueMinor: 300_000, costPerBookingMinor: 12_000 },
  } as Record<string, SpecialtyWorth | undefined>,
  otherSpecialty: { lifetimeValueMinor: 150_000, costPerBookingMinor: 11_000 },
} as const

export const stores = {
  poolId: 'rite-aid-nj',
  poolName: 'Rite Aid New Jersey, COVID-19 immunization',
  currency: 'USD',
  dailyBudgetMinor: 900_000,
  /** The same for every store. */
  baselineDailyBudgetMinor: 8_000,
  /** An area may get at most this many times the baselines of its stores. */
  areaMaximumShare: 1,
  /** Visits people would book within the horizon without any advertising. */
  organicBookings: 280,
  lifetimeValueMinor: 18_000,
  marginShare: 0.3,
  costPerBookingMinor: 900,
  priorKappa: 1,
  /** The feed has no wait; it is only asked for because every kind of care has one. */
  typicalWaitDays: 3,
} as const

/** What a specialty is worth to the group, in pence. */
export interface SpecialtyWorth {
  lifetimeValueMinor: number
  costPerBookingMinor: number
}
