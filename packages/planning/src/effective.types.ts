/** Why a cell does not have what the plan says. */
export type WhyKept =
  /** Its new amount waits for a decision. */
  | 'approval'
  /** Somebody refused its new amount. */
  | 'rejected'
  /** The money for its rise is not there while cuts of others wait. */
  | 'money'

/** A cell whose amount in force is not the plan's. */
export interface KeptCell {
  cellId: string
  /** In force; between what was in force before and what is proposed. */
  dailyBudgetMinor: number
  /** What the plan says. */
  proposedDailyBudgetMinor: number
  why: WhyKept
}

/** A cell that was cut by its gate or paused and does not have again what it had [D11]. */
export interface Climb {
  cellId: string
  /** What was in force before: as far as this, and no further, it comes back unasked. */
  toMinor: number
}

/** A cell whose rises are measured against another amount than it began the day with, or than it has [D12]. */
export interface Base {
  cellId: string
  minor: number
}

/**
 * The numbers in force beside a plan: the plan's own but for the cells kept back. Σ of all cells' amounts and the reserve
 * is the plan's pool amount, always.
 */
export interface Effective {
  reserveDailyMinor: number
  /** By id. */
  kept: KeptCell[]
  /** In the plan's order. */
  climbs: Climb[]
  /** In the plan's order. */
  bases: Base[]
}
