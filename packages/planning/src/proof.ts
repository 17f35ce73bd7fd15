import { type Optimal, type Problem, provenGap } from '@sluice/allocation'
import type { PlanningInput } from './input.ts'
import { freeProblemOf } from './plan.ts'
import type { Plan } from './plan.types.ts'

/** All that is needed to check a plan's numbers without Sluice, in the optimiser's own format. */
export interface PlanProof {
  problem: Problem
  /** The best answer to it, with the prices that prove it. */
  result: Optimal
  /** The plan's numbers, which may hold what is not worth moving: at most `gapMinor` a day below the best. */
  published: { allocation: Record<string, number>; reserveMinor: number; gapMinor: number }
}

/**
 * The proof of a plan, made again from the input it was computed from [R5]. Null: these numbers are not proven by it, for
 * instance because the rules have changed since the plan was made.
 */
export function proofOf(input: PlanningInput, plan: Plan): PlanProof | null {
  const { problem, optimal } = freeProblemOf(input)
  const allocation: Record<string, number> = Object.create(null)
  let reserveMinor = problem.totalMinor
  for (const { cellId, recommendedDailyBudgetMinor } of plan.recommendations) {
    allocation[cellId] = recommendedDailyBudgetMinor
    reserveMinor -= recommendedDailyBudgetMinor
  }
  const proof = provenGap(problem, allocation, optimal.certificate)
  const isProven = proof.kind === 'ok' && proof.gapMinor <= plan.provenGapMinor
  if (!isProven || reserveMinor !== plan.reserveDailyMinor) return null
  return { problem, result: optimal, published: { allocation, reserveMinor, gapMinor: plan.provenGapMinor } }
}
