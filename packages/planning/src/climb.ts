import { floorOf } from './bounds.ts'
import { beganWith } from './day-base.ts'
import { decisionsOf } from './default-policy.ts'
import type { Cell, PlanningInput } from './input.ts'
import { downToUnit } from './money.ts'
import type { Recommendation } from './plan.types.ts'
import { rampOf } from './ramp.ts'

interface ComingBack {
  line: Pick<Recommendation, 'gate' | 'status' | 'reasons'>
  /** In force. */
  before: number
  /** What it had before its gate or a pause; null: it has that again, or was never cut like that. */
  climbTo: number | null
  isRejected: boolean
}

/**
 * How far a cell comes back unasked in an automatic pool [D11]: to what it had before its gate or a pause, at the pace of one
 * day. However its baseline was raised meanwhile, it comes back to no more than was in force; and not while the gate
 * is shut, nor once it is removed.
 */
export function backTo(
  cell: Cell,
  { line, before, climbTo, isRejected }: ComingBack,
  { policy, currencyExponent }: Pick<PlanningInput, 'policy' | 'currencyExponent'>,
): number {
  const { mode, climbBackWithoutApproval } = decisionsOf(policy)
  if (mode !== 'automatic' || !climbBackWithoutApproval) return before
  if (line.gate === 'gated' || line.status === 'removed' || isRejected || climbTo === null) return before
  const { reference } = cell
  // From what was in force, where a tool said that it set more.
  const dailyBudgetMinor = Math.min(reference.dailyBudgetMinor, beganWith(cell) ?? Infinity)
  const ramp = rampOf({ ...cell, reference: { ...reference, dailyBudgetMinor } }, policy, currencyExponent)
  const pace = Math.max(floorOf(cell, policy), ramp.high)
  return downToUnit(Math.min(climbTo, pace), policy.platform.unitMinor)
}

/**
 * Whether missing money paused it, in its pool or a group. A maximum that leaves it nothing was somebody's decision,
 * and another one ends it.
 */
export function isPausedForMoney({
  status,
  reasons: [first = ''],
}: Pick<Recommendation, 'status' | 'reasons'>): boolean {
  return status === 'pause_proposed' && (first === 'pool_exhausted' || first.startsWith('group_maximum:'))
}

interface Climbing extends Omit<ComingBack, 'isRejected'> {
  /** Somebody who may decide said how much it has, now or by a fixed amount that holds. */
  isSaid: boolean
}

/**
 * What a cell has to climb back to once it has this amount [D11]; null: nothing. A cut by its gate or a pause begins
 * it, from what was in force or what it was climbing back to. It ends where it has that again, and where somebody sets
 * anew how much an open cell has.
 */
export function climbAfter({ line, before, climbTo, isSaid }: Climbing, amount: number): number | null {
  if (line.status === 'removed') return null
  const isHeldDown = line.gate !== 'open' || line.status === 'paused' || isPausedForMoney(line)
  const to = isHeldDown && amount < before ? Math.max(climbTo ?? 0, before) : climbTo
  if (to === null || to <= amount) return null
  return isSaid && !isHeldDown ? null : to
}
