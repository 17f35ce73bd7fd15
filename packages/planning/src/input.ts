/**
 * What a plan is computed from: the canonical input, stored beside every plan, so that the same bytes come out of it
 * for ever. JSON only: no dates, no maps, no undefined. Time zones are resolved while it is loaded (`day`,
 * `reference`), so planning itself knows no calendar.
 *
 * Units: money is whole minor units; `…PerDay` and every budget are per day; instants are RFC 3339 in UTC.
 */
export interface PlanningInput {
  poolId: string
  /** The moment the plan speaks of; ages and dwell are counted from here. */
  asOf: string
  inputRevision: number
  policyVersion: number
  configVersion: number
  /** Version of the rules that plan with it; absent in inputs stored before versions were: 1. */
  rulesVersion?: number
  /** ISO 4217, and how many decimals it has (USD 2, JPY 0). */
  currency: string
  currencyExponent: number
  day: Day
  amount: PoolAmountInput
  policy: Policy
  serviceLines: ServiceLine[]
  groups: Group[]
  places: Place[]
  cells: Cell[]
  /** The numbers in force; null before the first plan. */
  previous: PreviousPlan | null
  /**
   * The last plan's numbers, where some of them are not in force but wait for a decision: proposals stay what they are while
   * nothing worth a change happens, so that somebody can approve them. Absent: they are in force.
   */
  proposed?: PreviousPlan
}

/** The pool's local day that holds `asOf`. */
export interface Day {
  /** `2026-11-22`, in the pool's zone. */
  today: string
  /** First instant of the pool's next local day. */
  endsAt: string
  /** First instant of the next local day of any cell's location: references move then. */
  nextCellMidnightAt: string
}

/** What the pool's daily amount is worked out from (docs/planning.md, section 7). */
export interface PoolAmountInput {
  /** First local date of the period, and the first one after it. */
  periodStart: string
  periodEnd: string
  budgetMinor: number
  carriedOverMinor: number
  /** Spent in this period before Sluice took over. */
  spentBeforeMinor: number
  /** Σ over the period's complete days of actual, else applied, else published, else baseline. */
  spentOnCompleteDaysMinor: number
}

export type WaitKind = 'third_next_available' | 'mean_completed' | 'median_completed' | 'median_waiting'

/** Thresholds and caps of a pool; every field has a stated default (contracts/policy) and is complete here. */
export interface Policy {
  horizonDays: number
  leadDays: number
  targetUtilisation: number
  waitlistTakeShare: number
  freshness: { freshHours: number; ageingHours: number; staleHours: number }
  deadPolicy: 'baseline' | 'floor'
  sources: SourcePolicy[]
  gate: GatePolicy
  unknownWaitDays: number
  /** Shares of max(reference, baseline) a cell may move up or down in a day. */
  ramp: { upShare: number; downShare: number }
  floorShare: number
  platform: { unitMinor: number; minimumMinor: number; maximumMinor: number | null }
  deadBand: { shareOfReference: number; currencyUnits: number; shareOfBaseline: number }
  minimalGainMinor: number
  reserve: { hurdle: number; maxMinor: number | null }
  /** A day may get at most this many times budget / days of the period. */
  dailyCapShare: number
  /** At most this share of a period's budget is carried over when it was not spent. Used while `amount` is loaded. */
  carryShare: number
  /** Conversions at which data and prior weigh the same. */
  shrinkConversions: number
  /** Absent in inputs stored before there was anything to decide: all defaults. */
  decisions?: DecisionPolicy
}

/** What takes effect by itself, and what needs approval first [D1–D9]. */
export interface DecisionPolicy {
  /** `automatic`: a plan is in force when it is made. `approval`: when somebody approved it. */
  mode: 'automatic' | 'approval'
  /** A rise by more than this share of the amount in force needs approval, in automatic pools too. */
  largestRiseShare: number
  /** So does a cut by more than this share. */
  largestCutShare: number
  /** Gate cuts by fresh data take effect at once, whatever the mode and however large. */
  gateCutsWithoutApproval: boolean
  /** A climb back to the baseline at the ramp's pace is no large rise, however small the amount in force is. */
  climbBackWithoutApproval: boolean
  /** A cell without an approved message does not rise. */
  requireApprovedMessage: boolean
}

export interface SourcePolicy {
  source: string
  /** Higher wins over newer. Sources not listed have 0. */
  priority: number
  /** How often this source reports; stretches its freshness limits. */
  expectedIntervalHours: number | null
}

export interface GatePolicy {
  throttleMinDays: number
  throttleShareOfTypical: number
  gateMinDays: number
  gateShareOfTypical: number
  gateReturnShare: number
  throttleReturnShare: number
  returnSnapshots: number
  dwellHours: number
  headroomReturnMin: number
  headroomReturnShareOfCapacity: number
  /** Reads a kind of wait as the service line's kind: days × factor. A kind neither typical nor mapped never gates. */
  waitKindFactors: { kind: WaitKind; readAs: WaitKind; factor: number }[]
}

export interface ServiceLine {
  id: string
  name: string
  typicalWaitDays: number
  typicalWaitKind: WaitKind
  lifetimeValueMinor: number
  marginShare: number
  upsellRate: number
  upsellValueMinor: number
  weight: number
  /** Follow-up visits a new patient needs; null: not limited by follow-up slots. */
  followUpVisitsPerCase: number | null
  /** Priors of the response: cost of one booking at baseline, and half-spend ÷ baseline. */
  priorCostPerBookingMinor: number
  priorKappa: number
}

export interface Group {
  id: string
  name: string
  parentId: string | null
  minDailyBudgetMinor: number
  maxDailyBudgetMinor: number | null
}

export interface Place {
  locationId: string
  locationName: string
  serviceLine: string
  /** Bookings expected without ads within the horizon. */
  organicBookings: number
  /** Share of this place's headroom this pool may count on, 0 to 1. */
  share: number
  /** Newest known value per figure and source. */
  figures: Figure[]
  gate: GateMemory
}

/** One figure of a place as one source last reported it. */
export type Figure = { source: string; observedAt: string; order?: ReportOrder } & FigureValue

/**
 * What decides between two reports of one moment [S9]. A figure has it where another of its kind was observed at the
 * very same moment; also absent in inputs stored before rules 9.
 */
export interface ReportOrder {
  /** When its sender recorded it; observed, where it does not say. */
  recordedAt: string
  /** '': none was said. */
  sequence: string
  /** Hash of the message's content, hexadecimal: no two have the same. */
  bodySha256: string
}

export type FigureValue =
  | { figure: 'slots'; horizonDays: number; total: number; booked: number }
  | { figure: 'slots'; horizonDays: number; total: number | null; open: number }
  | { figure: 'follow_up_slots'; horizonDays: number; open: number }
  | { figure: 'waitlist'; size: number }
  | { figure: 'wait'; kind: WaitKind; days: number }
  | { figure: 'accepting'; accepting: boolean; reasonCode: string | null; wholeLocation: boolean }

/** One message about a place: the figures it brought, at one observed time. What gate memory is folded from. */
export interface Observation {
  observedAt: string
  source: string
  order?: ReportOrder
  figures: FigureValue[]
}

export type GateState = 'open' | 'throttled' | 'gated'

/**
 * What a gate remembers: a fold over a place's observations in observed order, never over computations.
 * `figures` carries the newest value of each figure and source as of `throughObservedAt`.
 */
export interface GateMemory {
  throughObservedAt: string | null
  figures: Figure[]
  wait: CauseMemory
  headroom: CauseMemory
  accepting: CauseMemory
}

export interface CauseMemory {
  state: GateState
  /** Since when the cause is in this state; null: never moved. */
  since: string | null
  /** Consecutive snapshots that met the way back, and when the newest of them was observed. */
  returning: number
  returningAt: string | null
}

export interface Cell {
  id: string
  locationId: string
  serviceLine: string
  channel: string | null
  groupId: string | null
  baselineDailyBudgetMinor: number
  minDailyBudgetMinor: number | null
  maxDailyBudgetMinor: number | null
  lock: Lock | null
  /** `removed`: no longer configured, kept as a line until its spend is known to be 0. */
  status: 'active' | 'removed'
  /** Whether its campaign has an approved message; only said where the policy requires one. */
  hasApprovedMessage?: boolean
  reference: Reference
  /**
   * For a cell that has no amount in force yet: what was in force at its place as the last cell there left it; in an
   * automatic pool its part of that, and no more than when the day began. Absent: nothing was, or the cell has its own
   * amount.
   */
  leftAtMinor?: number
  /**
   * What this cell's ads brought over the learning window; zeros: nothing known. `days`: on how many of its days money was
   * spent, so that a low spend's better yield is not read as a better cell; absent: read as spent at the baseline.
   */
  learned: { bookings: number; spendMinor: number; days?: number }
}

/** A person's word about a cell's budget: the lock of its configuration, or an override, which goes before it. */
export interface Lock {
  /** `pause`: nothing is spent, `dailyBudgetMinor` is 0. */
  kind: 'fixed' | 'minimum' | 'maximum' | 'pause'
  dailyBudgetMinor: number
  author: string
  reason: string
  expiresAt: string | null
  /** It comes from somebody who may decide: what it sets needs no further approval. */
  isDecision?: true
  /** The plan that an undo goes back to; absent: it is no undo. */
  undoTo?: number
}

/** The budget a cell's ramp counts from: the newest at the first instant of its local date (docs/planning.md, section 6). */
export interface Reference {
  dailyBudgetMinor: number
  basis: 'applied' | 'published' | 'baseline'
  /** For what was applied: what was in force then; absent: nothing was. */
  inForceMinor?: number
}

export interface PreviousPlan {
  number: number
  reserveDailyMinor: number
  cells: { cellId: string; dailyBudgetMinor: number; gate: GateState }[]
}
