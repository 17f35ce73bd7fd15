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
  reserveParts: { hurdleMinor: number; unplaceableMinor: number }
  /** Money the period can no longer place under the daily cap, minor units over the period. */
  projectedUnderspendMinor: number
  /** Proven: the published numbers are at most this much value a day below the optimum of the unheld problem. */
  provenGapMinor: number
  /** Expected value a day, minor units, of these numbers and of the numbers in force before. */
  valueMinor: number
  previousValueMinor: number | null
  /** Value a day of one more minor unit for the pool. */
  nextPoolUnitValue: number
  relaxed: Relaxation[]
  /** When, with no further event, the next plan may differ; null: never. */
  nextChangeAt: string | null
  alerts: PlanAlert[]
  recommendations: Recommendation[]
}

export interface Recommendation {
  cellId: string
  locationId: string
  serviceLine: string
  channel: string | null
  status: 'active' | 'pause_proposed' | 'removed'
  previousDailyBudgetMinor: number
  referenceDailyBudgetMinor: number
  recommendedDailyBudgetMinor: number
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
  nextSlotValueMinor: number
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
  code: 'stale_data' | 'dead_data' | 'infeasible_relaxed' | 'pool_exhausted' | 'projected_underspend'
  cellIds: string[]
}
