import type { Cell, Policy } from './input.ts'
import { minorPerCurrencyUnit } from './money.ts'

export type RampPolicy = Pick<Policy, 'ramp' | 'deadBand' | 'platform'>

/**
 * Change too small to be worth making, minor units a day [L3]: 5 % of the reference, or one currency unit where that is
 * more (but for small cells at most 5 % of the baseline), and at least one unit of the platform. Not rounded.
 */
export function deadBandOf(cell: Cell, policy: RampPolicy, currencyExponent: number): number {
  const { shareOfReference, currencyUnits, shareOfBaseline } = policy.deadBand
  return Math.max(
    shareOfReference * cell.reference.dailyBudgetMinor,
    Math.min(currencyUnits * minorPerCurrencyUnit(currencyExponent), shareOfBaseline * cell.baselineDailyBudgetMinor),
    policy.platform.unitMinor,
  )
}

/**
 * Where a cell may be today [B7]: so far up and down from its reference. The step is a share of the reference or the
 * baseline, whichever is more, so that a cell at its floor climbs back in days and not in weeks; and at least one dead
 * band plus one unit, so that a step is never too small to be made.
 */
export function rampOf(cell: Cell, policy: RampPolicy, currencyExponent: number): { low: number; high: number } {
  const reference = cell.reference.dailyBudgetMinor
  const base = Math.max(reference, cell.baselineDailyBudgetMinor)
  const least = deadBandOf(cell, policy, currencyExponent) + policy.platform.unitMinor
  return {
    low: Math.max(0, reference - Math.max(policy.ramp.downShare * base, least)),
    high: reference + Math.max(policy.ramp.upShare * base, least),
  }
}
