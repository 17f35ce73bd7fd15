import type { PlanStatus } from '@sluice/database'
import {
  basesOf,
  climbsOf,
  type Effective,
  effectiveOf,
  type Plan,
  type PlanningInput,
  rejectedOf,
  verifyEffective,
} from '@sluice/planning'
import { amountsInForce, type InForce, movedSince } from './in-force.ts'
import { RecomputeError } from './recompute-error.ts'

export interface TakesEffect {
  input: PlanningInput
  plan: Plan
  before: InForce | null
  /** Cells whose amount in this plan is approved now. */
  approved?: ReadonlySet<string>
  /** Cells whose amount in this plan is refused now. */
  rejected?: ReadonlySet<string>
}

/**
 * What is in force once a plan is there or decided on, verified.
 * @throws RecomputeError numbers-wrong: what is in force stays.
 */
export function takeEffect(of: TakesEffect): Effective {
  const { effective, standing } = effectOf(of)
  const findings = verifyEffective({ input: of.input, plan: of.plan, ...standing }, effective)
  if (findings.length > 0) throw new RecomputeError('numbers-wrong', findings)
  return effective
}

/** The same, not verified: of what nobody acts on. */
export function effectOf({ input, plan, before, approved = new Set(), rejected }: TakesEffect) {
  const amounts = before && amountsInForce(before)
  const refused = before === null ? new Map<string, number>() : rejectedOf(before.effective)
  for (const { cellId, recommendedDailyBudgetMinor } of plan.recommendations) {
    if (rejected?.has(cellId)) refused.set(cellId, recommendedDailyBudgetMinor)
  }
  const climbs = before === null ? new Map<string, number>() : climbsOf(before.effective)
  const bases = before === null ? new Map<string, number>() : basesOf(before.effective)
  const standing = { before: amounts, climbs, bases, moved: movedSince(before, input.cells), approved }
  return { standing, effective: effectiveOf(input, plan, { ...standing, rejected: refused }) }
}

/** Where a plan stands with these numbers in force; `decided`: the newest decision on this very plan. */
export function standingOf(
  { input, effective }: { input: PlanningInput; effective: Effective },
  decided: 'approved' | 'partly_approved' | 'rejected' | null,
): PlanStatus {
  if (effective.kept.length === 0) return input.policy.decisions?.mode === 'approval' ? 'approved' : 'published'
  const isRefused = effective.kept.every(({ why }) => why === 'rejected')
  if (decided === 'partly_approved' || decided === 'approved') return 'partly_approved'
  return isRefused ? 'rejected' : 'proposed'
}
