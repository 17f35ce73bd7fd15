import type { GateState, WaitKind } from './input.ts'

/**
 * One complete answer for a pool. Σ recommendedDailyBudgetMinor + reserveDailyMinor = poolDailyBudgetMinor, always.
 * `number` and `computedAt` are given when it is published.
 */
export interface Plan {
  poolId: string
  asOf: string
  inputRevision: number
  policyVersion: number
  configVersion: number
  currency: string
  poolDailyBudgetMinor: number
  reserveDailyMinor: number
  /** Why money is in the reserve, in minor units a day. */
  reserveParts: {
    hurdleMinor: number
    unplaceableMinor: number
    /** Part of the reserve in a plan in force: freed, or not yet given, because something waits for a decision. */
    awaitingMinor?: number | undefined
  }
  /** Money the period can no longer place under the daily cap, minor units over the period. */
  projectedUnderspendMinor: number
  /** Proven: the published numbers are at most this much value a day below the optimum of the unheld problem. */
  provenGapMinor: number
  /** Expected value a day, minor units, of these numbers and of the numbers in force before. */
  valueMinor: number
  previousValueMinor: number | null
  /**
   * Value a day, minor units, of these numbers above today's brought within today's bounds; the reserve at its hurdle counts
   * in both. Never below 0.
   */
  gainMinor: number
  /** Value a day of one more minor unit for the pool. */
  nextPoolUnitValue: number
  prices: PlanPrices
  relaxed: Relaxation[]
  /** When, with no further event, the next plan may differ; null: never. */
  nextChangeAt: string | null
  alerts: PlanAlert[]
  recommendations: Recommendation[]
}

/** What the pool's money and the groups' bounds are worth, at the optimum; cells say theirs in their lines. */
export interface PlanPrices {
  /** Value a day of one more currency unit a day for the pool, minor units; its cost is not taken off. */
  nextDollarValueMinor: number
  /** By id. */
  groups: GroupPrices[]
}

/** Values a day, minor units. */
export interface GroupPrices {
  groupId: string
  name: string
  /**
   * Worth of one more currency unit a day below the group, whichever cell of it spends it; its cost is not taken off.
   */
  nextDollarValueMinor: number
  /** Gained by a maximum one currency unit a day higher, with the same money in the pool; 0: it does not bind. */
  raiseMaximumValueMinor: number
  /** Gained by a minimum one currency unit a day lower; 0: it does not bind. */
  lowerMinimumValueMinor: number
}

export interface Recommendation {
  cellId: string
  /** What to call the cell: its location, and as much more as distinguishes it from the pool's others. */
  label: string
  locationId: string
  serviceLine: string
  channel: string | null
  status: 'active' | 'pause_proposed' | 'paused' | 'removed'
  previousDailyBudgetMinor: number
  referenceDailyBudgetMinor: number
  recommendedDailyBudgetMinor: number
  /** What the plan proposes, where that is not in force. */
  proposedDailyBudgetMinor?: number | undefined
  /** For a paused cell: what to leave on the platform beside the pause, since it takes no 0. */
  platformDailyBudgetMinor?: number | undefined
  minDailyBudgetMinor: number
  maxDailyBudgetMinor: number
  gate: GateState
  /** New patients the cell can still take within the horizon; null: slots unknown. Not below 0. */
  headroom: number | null
  headroomPerDay: number | null
  waitDays: number | null
  waitKind: WaitKind | null
  waitlistSize: number | null
  freshness: Freshness
  /** Age of the newest figure the plan used; null: nothing observed. */
  dataAgeSeconds: number | null
  /** Figures the plan had, and flags such as `horizon_mismatch`. */
  figures: string[]
  flags: string[]
  expectedBookingsPerDay: number
  /** Value of the next currency unit a day, in minor units. */
  nextDollarValueMinor: number
  /** Value of the next opening, minor units; above 0 where room is what limits the cell. */
  nextSlotValueMinor: number
  /** Value a week of one opening more every week, minor units. */
  slotAWeekValueMinor: number
  reasons: string[]
  sentence: string
}

export type Freshness = 'fresh' | 'ageing' | 'stale' | 'dead' | 'never'

export interface Relaxation {
  kind: 'ramp_down' | 'dead_band' | 'stale_hold' | 'group_minimum' | 'cell_minimum' | 'lock' | 'floor'
  /** Cell or group id. */
  at: string
  byMinor: number
}

export interface PlanAlert {
  code:
    | 'stale_data'
    | 'dead_data'
    | 'infeasible_relaxed'
    | 'pool_exhausted'
    | 'group_exhausted'
    | 'removal_unconfirmed'
    | 'projected_underspend'
  cellIds: string[]
}
