/**
 * What a plan is computed from: the canonical input, stored beside every plan, so that the same bytes come out of it
 * for ever. JSON only: no dates, no maps, no undefined. Time zones are resolved while it is loaded (`day`,
 * `reference`), so planning itself knows no calendar.
 *
 * An input, and every part of it, is never changed: planning remembers what it worked out by the object it worked it
 * out from (a cell, a place, the numbers in force). Where that object comes again, so does the answer; whoever wants
 * another input makes another object.
 *
 * Units: money is whole minor units; `…PerDay` and every budget are per day; instants are RFC 3339 in UTC.
 */
export interface PlanningInput {
  readonly poolId: string
  /** The moment the plan speaks of; ages and dwell are counted from here. */
  readonly asOf: string
  readonly inputRevision: number
  readonly policyVersion: number
  readonly configVersion: number
  /** Version of the rules that plan with it; absent in inputs stored before versions were: 1. */
  readonly rulesVersion?: number
  /** ISO 4217, and how many decimals it has (USD 2, JPY 0). */
  readonly currency: string
  readonly currencyExponent: number
  readonly day: Day
  readonly amount: PoolAmountInput
  readonly policy: Policy
  readonly serviceLines: readonly ServiceLine[]
  readonly groups: readonly Group[]
  readonly places: readonly Place[]
  readonly cells: readonly Cell[]
  /** The numbers in force; null before the first plan. */
  readonly previous: PreviousPlan | null
  /**
   * The last plan's numbers, where some of them are not in force but wait for a decision: proposals stay what they are while
   * nothing worth a change happens, so that somebody can approve them. Absent: they are in force.
   */
  readonly proposed?: PreviousPlan
}

/** The pool's local day that holds `asOf`. */
export interface Day {
  /** `2026-11-22`, in the pool's zone. */
  readonly today: string
  /** First instant of the pool's next local day. */
  readonly endsAt: string
  /** First instant of the next local day of any cell's location: references move then. */
  readonly nextCellMidnightAt: string
}

/** What the pool's daily amount is worked out from (docs/planning.md, section 7). */
export interface PoolAmountInput {
  /** First local date of the period, and the first one after it. */
  readonly periodStart: string
  readonly periodEnd: string
  readonly budgetMinor: number
  readonly carriedOverMinor: number
  /** Spent in this period before Sluice took over. */
  readonly spentBeforeMinor: number
  /** Σ over the period's complete days of actual, else applied, else published, else baseline. */
  readonly spentOnCompleteDaysMinor: number
}

export type WaitKind = 'third_next_available' | 'mean_completed' | 'median_completed' | 'median_waiting'

/** Thresholds and caps of a pool; every field has a stated default (contracts/policy) and is complete here. */
export interface Policy {
  readonly horizonDays: number
  readonly leadDays: number
  readonly targetUtilisation: number
  readonly waitlistTakeShare: number
  readonly freshness: { readonly freshHours: number; readonly ageingHours: number; readonly staleHours: number }
  readonly deadPolicy: 'baseline' | 'floor'
  readonly sources: readonly SourcePolicy[]
  readonly gate: GatePolicy
  readonly unknownWaitDays: number
  /** Shares of max(reference, baseline) a cell may move up or down in a day. */
  readonly ramp: { readonly upShare: number; readonly downShare: number }
  readonly floorShare: number
  readonly platform: { readonly unitMinor: number; readonly minimumMinor: number; readonly maximumMinor: number | null }
  readonly deadBand: {
    readonly shareOfReference: number
    readonly currencyUnits: number
    readonly shareOfBaseline: number
  }
  readonly minimalGainMinor: number
  readonly reserve: { readonly hurdle: number; readonly maxMinor: number | null }
  /** A day may get at most this many times budget / days of the period. */
  readonly dailyCapShare: number
  /** At most this share of a period's budget is carried over when it was not spent. Used while `amount` is loaded. */
  readonly carryShare: number
  /** Conversions at which data and prior weigh the same. */
  readonly shrinkConversions: number
  /** Absent in inputs stored before there was anything to decide: all defaults. */
  readonly decisions?: DecisionPolicy
}

/** What takes effect by itself, and what needs approval first [D1–D9]. */
export interface DecisionPolicy {
  /** `automatic`: a plan is in force when it is made. `approval`: when somebody approved it. */
  readonly mode: 'automatic' | 'approval'
  /** A rise by more than this share of the amount in force needs approval, in automatic pools too. */
  readonly largestRiseShare: number
  /** So does a cut by more than this share. */
  readonly largestCutShare: number
  /** Gate cuts by fresh data take effect at once, whatever the mode and however large. */
  readonly gateCutsWithoutApproval: boolean
  /** A climb back to the baseline at the ramp's pace is no large rise, however small the amount in force is. */
  readonly climbBackWithoutApproval: boolean
  /** A cell without an approved message does not rise. */
  readonly requireApprovedMessage: boolean
}

export interface SourcePolicy {
  readonly source: string
  /** Higher wins over newer. Sources not listed have 0. */
  readonly priority: number
  /** How often this source reports; stretches its freshness limits. */
  readonly expectedIntervalHours: number | null
}

export interface GatePolicy {
  readonly throttleMinDays: number
  readonly throttleShareOfTypical: number
  readonly gateMinDays: number
  readonly gateShareOfTypical: number
  readonly gateReturnShare: number
  readonly throttleReturnShare: number
  readonly returnSnapshots: number
  readonly dwellHours: number
  readonly headroomReturnMin: number
  readonly headroomReturnShareOfCapacity: number
  /** Reads a kind of wait as the service line's kind: days × factor. A kind neither typical nor mapped never gates. */
  readonly waitKindFactors: readonly { readonly kind: WaitKind; readonly readAs: WaitKind; readonly factor: number }[]
}

export interface ServiceLine {
  readonly id: string
  readonly name: string
  readonly typicalWaitDays: number
  readonly typicalWaitKind: WaitKind
  readonly lifetimeValueMinor: number
  readonly marginShare: number
  readonly upsellRate: number
  readonly upsellValueMinor: number
  readonly weight: number
  /** Follow-up visits a new patient needs; null: not limited by follow-up slots. */
  readonly followUpVisitsPerCase: number | null
  /** Priors of the response: cost of one booking at baseline, and half-spend ÷ baseline. */
  readonly priorCostPerBookingMinor: number
  readonly priorKappa: number
}

export interface Group {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
  readonly minDailyBudgetMinor: number
  readonly maxDailyBudgetMinor: number | null
}

export interface Place {
  readonly locationId: string
  readonly locationName: string
  readonly serviceLine: string
  /** Bookings expected without ads within the horizon. */
  readonly organicBookings: number
  /** Share of this place's headroom this pool may count on, 0 to 1. */
  readonly share: number
  /** Newest known value per figure and source. */
  readonly figures: readonly Figure[]
  readonly gate: GateMemory
}

/** One figure of a place as one source last reported it. */
export type Figure = {
  readonly source: string
  readonly observedAt: string
  readonly order?: ReportOrder
} & FigureValue

/**
 * What decides between two reports of one moment [S9]. A figure has it where another of its kind was observed at the
 * very same moment; also absent in inputs stored before rules 9.
 */
export interface ReportOrder {
  /** When its sender recorded it; observed, where it does not say. */
  readonly recordedAt: string
  /** '': none was said. */
  readonly sequence: string
  /** Hash of the message's content, hexadecimal: no two have the same. */
  bodySha256: string
}

export type FigureValue =
  | { readonly figure: 'slots'; readonly horizonDays: number; readonly total: number; readonly booked: number }
  | { readonly figure: 'slots'; readonly horizonDays: number; readonly total: number | null; readonly open: number }
  | { readonly figure: 'follow_up_slots'; readonly horizonDays: number; readonly open: number }
  | { readonly figure: 'waitlist'; readonly size: number }
  | { readonly figure: 'wait'; readonly kind: WaitKind; readonly days: number }
  | {
      readonly figure: 'accepting'
      readonly accepting: boolean
      readonly reasonCode: string | null
      readonly wholeLocation: boolean
    }

/** One message about a place: the figures it brought, at one observed time. What gate memory is folded from. */
export interface Observation {
  readonly observedAt: string
  readonly source: string
  readonly order?: ReportOrder
  readonly figures: readonly FigureValue[]
}

export type GateState = 'open' | 'throttled' | 'gated'

/**
 * What a gate remembers: a fold over a place's observations in observed order, never over computations.
 * `figures` carries the newest value of each figure and source as of `throughObservedAt`.
 */
export interface GateMemory {
  readonly throughObservedAt: string | null
  readonly figures: readonly Figure[]
  readonly wait: CauseMemory
  readonly headroom: CauseMemory
  readonly accepting: CauseMemory
}

export interface CauseMemory {
  readonly state: GateState
  /** Since when the cause is in this state; null: never moved. */
  readonly since: string | null
  /** Consecutive snapshots that met the way back, and when the newest of them was observed. */
  readonly returning: number
  readonly returningAt: string | null
}

export interface Cell {
  readonly id: string
  readonly locationId: string
  readonly serviceLine: string
  readonly channel: string | null
  readonly groupId: string | null
  readonly baselineDailyBudgetMinor: number
  readonly minDailyBudgetMinor: number | null
  readonly maxDailyBudgetMinor: number | null
  readonly lock: Lock | null
  /** `removed`: no longer configured, kept as a line until its spend is known to be 0. */
  readonly status: 'active' | 'removed'
  /** Whether its campaign has an approved message; only said where the policy requires one. */
  readonly hasApprovedMessage?: boolean
  readonly reference: Reference
  /**
   * For a cell that has no amount in force yet: what was in force at its place as the last cell there left it; in an
   * automatic pool its part of that, and no more than when the day began. Absent: nothing was, or the cell has its own
   * amount.
   */
  readonly leftAtMinor?: number
  /**
   * What this cell's ads brought over the learning window; zeros: nothing known. `days`: on how many of its days money was
   * spent, so that a low spend's better yield is not read as a better cell; absent: read as spent at the baseline.
   */
  readonly learned: { readonly bookings: number; readonly spendMinor: number; readonly days?: number }
}

/** A person's word about a cell's budget: the lock of its configuration, or an override, which goes before it. */
export interface Lock {
  /** `pause`: nothing is spent, `dailyBudgetMinor` is 0. */
  readonly kind: 'fixed' | 'minimum' | 'maximum' | 'pause'
  readonly dailyBudgetMinor: number
  readonly author: string
  readonly reason: string
  readonly expiresAt: string | null
  /** It comes from somebody who may decide: what it sets needs no further approval. */
  readonly isDecision?: true
  /** The plan that an undo goes back to; absent: it is no undo. */
  readonly undoTo?: number
}

/** The budget a cell's ramp counts from: the newest at the first instant of its local date (docs/planning.md, section 6). */
export interface Reference {
  readonly dailyBudgetMinor: number
  readonly basis: 'applied' | 'published' | 'baseline'
  /** For what was applied: what was in force then; absent: nothing was. */
  readonly inForceMinor?: number
}

export interface PreviousPlan {
  readonly number: number
  readonly reserveDailyMinor: number
  readonly cells: readonly { readonly cellId: string; readonly dailyBudgetMinor: number; readonly gate: GateState }[]
}
