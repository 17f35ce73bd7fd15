export { assumeReports } from './assume-reports.ts'
export { type Assumed, assumeSettings } from './assume-settings.ts'
export { decisionsOf, defaultPolicy } from './default-policy.ts'
export { differenceSentence } from './difference-sentence.ts'
export { amountsOf, basesOf, climbsOf, effectiveOf, rejectedOf, type Standing } from './effective.ts'
export type { Base, Climb, Effective, KeptCell, WhyKept } from './effective.types.ts'
export { keptLineBrief, toEffectivePlan } from './effective-plan.ts'
export { isSameLine, plansAreEqual } from './equal.ts'
export { type FrontierPoint, frontierOf, type InfeasiblePoint } from './frontier.ts'
export { emptyGateMemory, foldGate, type GateCause, type GateSettings, type GateStanding } from './gate.ts'
export { type CountingPolicy, heardLast, orderedWhereTied, withoutOrder } from './heard-last.ts'
export type {
  CauseMemory,
  Cell,
  Day,
  DecisionPolicy,
  Figure,
  FigureValue,
  GateMemory,
  GatePolicy,
  GateState,
  Group,
  Lock,
  Observation,
  Place,
  PlanningInput,
  Policy,
  PoolAmountInput,
  PreviousPlan,
  Reference,
  ReportOrder,
  ServiceLine,
  SourcePolicy,
  WaitKind,
} from './input.ts'
export { type CellPacing, cellPacing, type Pacing, type PacingDay, type PacingInput, pacingOf } from './pacing.ts'
export { freshnessAt, isUsable, placeFreshness } from './place-freshness.ts'
export { type PoolOutcome, plan, planPool } from './plan.ts'
export type {
  Freshness,
  GroupPrices,
  Plan,
  PlanAlert,
  PlanPrices,
  Recommendation,
  Relaxation,
} from './plan.types.ts'
export {
  type CellDifference,
  type CellSide,
  type Change,
  differenceOf,
  type PlanDifference,
} from './plan-difference.ts'
export { poolAmount } from './pool-amount.ts'
export { type Price, priceListOf, priceSentence } from './price-list.ts'
export { type PlanProof, proofOf } from './proof.ts'
export { compareReports } from './report-order.ts'
export { rulesVersion } from './rules-version.ts'
export { isSmallCount, reasonsBesideRoom } from './small-counts.ts'
export { chooseFigures, type StateSettings } from './state.ts'
export { valuePerBooking } from './value.ts'
export { type PlanVerification, type VerifiableOutcome, verifyPlan } from './verify.ts'
export { type EffectiveCase, verifyEffective } from './verify-effective.ts'
export type {
  AssumptionFault,
  CellChange,
  GroupChange,
  NewCell,
  PlaceChange,
  ServiceLineChange,
  WhatIf,
} from './what-if.ts'
