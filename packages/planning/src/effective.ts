import { floorOf, lockOf } from './bounds.ts'
import { decisionsOf } from './default-policy.ts'
import type { Effective, KeptCell, WhyKept } from './effective.types.ts'
import { type FittedLeaf, fit } from './effective-fit.ts'
import type { Cell, Lock, PlanningInput } from './input.ts'
import { downToUnit } from './money.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { rampOf } from './ramp.ts'
import { toTree } from './tree.ts'

/** What of a planning input the numbers in force depend on. */
export type EffectiveInput = Pick<PlanningInput, 'policy' | 'currencyExponent' | 'asOf' | 'groups' | 'cells'>

/** What is in force, and what people said of the plan. */
export interface Standing {
  /** Amounts in force; a cell that has none yet has its reference, or nothing where it joins a pool that asks. */
  before: ReadonlyMap<string, number>
  /** Amounts refused, by cell: the same amount is not asked for again. */
  rejected: ReadonlyMap<string, number>
  /** Cells whose amount in this plan is approved now. */
  approved: ReadonlySet<string>
}

interface Leaf extends FittedLeaf {
  groupId: string | null
  line: Recommendation
}

/**
 * The numbers in force once a plan is made or decided on [D1–D9]. A cell has what it had before or what the plan says; in
 * between only where the pool's money forces a cut that nobody approved, and where a person's minimum or maximum moves it
 * that far. Pure.
 */
export function effectiveOf(input: EffectiveInput, plan: Plan, standing: Standing): Effective {
  const cells = new Map(input.cells.map((cell) => [cell.id, cell]))
  const leaves = plan.recommendations.map((line) => toLeaf(line, cells.get(line.cellId), input, standing))
  const { unitMinor } = input.policy.platform
  const rounding = { min: () => 0, max: (minor: number) => downToUnit(minor, unitMinor) }
  const tree = toTree(input.groups, leaves, plan.poolDailyBudgetMinor, rounding)
  const fitted = new Map<string, FittedLeaf>()
  fit(tree, unitMinor, (leaf) => fitted.set(leaf.id, leaf))
  const kept: KeptCell[] = []
  let spent = 0
  for (const leaf of leaves) {
    const { amount } = fitted.get(leaf.id) ?? leaf
    spent += amount
    if (amount === leaf.proposed) continue
    const why = whyKept(leaf, amount, standing)
    kept.push({ cellId: leaf.id, dailyBudgetMinor: amount, proposedDailyBudgetMinor: leaf.proposed, why })
  }
  return { reserveDailyMinor: plan.poolDailyBudgetMinor - spent, kept }
}

/** Amounts in force by cell. */
export function amountsOf(plan: Plan, { kept }: Effective): Map<string, number> {
  const amounts = new Map(plan.recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
  for (const { cellId, dailyBudgetMinor } of kept) amounts.set(cellId, dailyBudgetMinor)
  return amounts
}

/** Amounts that were refused and are still those proposed. */
export function rejectedOf({ kept }: Effective): Map<string, number> {
  return new Map(
    kept.filter(({ why }) => why === 'rejected').map((cell) => [cell.cellId, cell.proposedDailyBudgetMinor]),
  )
}

function toLeaf(line: Recommendation, cell: Cell | undefined, input: EffectiveInput, standing: Standing): Leaf {
  if (cell === undefined) throw new Error('a plan has a line of a cell that is not in its input')
  const proposed = line.recommendedDailyBudgetMinor
  const had = standing.before.get(cell.id) ?? firstOf(cell, standing, input)
  const before = within(had, cell, input)
  const isApproved = standing.approved.has(cell.id)
  const isAccepted =
    isApproved || takesEffect(line, cell, { before, isRejected: isRejected(cell.id, proposed, standing) }, input)
  const target = isAccepted ? proposed : keptTarget(before, proposed, lockOf(cell, input.asOf))
  return { id: cell.id, groupId: cell.groupId, min: 0, max: 0, line, amount: target, before, proposed, isApproved }
}

/**
 * What a cell without an amount in force counts as having [D1]: its reference. In a pool that asks, one that takes a place
 * over has what is in force there now, and no more than when the day began: another id takes back no cut and no pause. One
 * that joins numbers in force at a place nobody had has nothing: its baseline is configuration, and nobody approved it.
 */
function firstOf({ reference, leftAtMinor }: Cell, { before }: Standing, { policy }: EffectiveInput): number {
  const { dailyBudgetMinor, basis } = reference
  if (decisionsOf(policy).mode !== 'approval') return dailyBudgetMinor
  if (leftAtMinor !== undefined) return basis === 'baseline' ? leftAtMinor : Math.min(leftAtMinor, dailyBudgetMinor)
  return before.size > 0 && basis === 'baseline' ? 0 : dailyBudgetMinor
}

/** Never above what the cell may ever get, in whole units of the platform: neither waits for anybody [D6]. */
function within(minor: number, cell: Cell, { policy }: EffectiveInput): number {
  // What a removed cell still spends is spent, whatever its maximum was.
  const most =
    cell.status === 'removed'
      ? Infinity
      : Math.min(cell.maxDailyBudgetMinor ?? Infinity, policy.platform.maximumMinor ?? Infinity)
  return downToUnit(Math.min(minor, most), policy.platform.unitMinor)
}

/** Whether this very amount was refused, and nobody approved it since [D10]. */
function isRejected(cellId: string, proposed: number, { rejected, approved }: Standing): boolean {
  return rejected.get(cellId) === proposed && !approved.has(cellId)
}

interface Asked {
  before: number
  isRejected: boolean
}

/** Whether a cell's new amount needs nobody's approval [D1–D5, D10]. */
function takesEffect(line: Recommendation, cell: Cell, { before, isRejected }: Asked, input: EffectiveInput): boolean {
  const proposed = line.recommendedDailyBudgetMinor
  const policy = decisionsOf(input.policy)
  const lock = lockOf(cell, input.asOf)
  const isDecided = lock?.isDecision === true && (lock.kind === 'fixed' || lock.kind === 'pause')
  if (proposed === before || isDecided) return true
  if (policy.gateCutsWithoutApproval && proposed < before && isGateCut(line)) return true
  return policy.mode === 'automatic' && !isRejected && !isLargeStep(before, proposed, cell, input)
}

/** A cut because the place is full, closed or has too long a wait, as far as fresh data say so [D4]. */
export function isGateCut({ status, gate, reasons, freshness }: Recommendation): boolean {
  if (gate !== 'gated' || status === 'removed') return false
  // "Not accepting" is said once and holds until it is taken back: it does not age.
  return freshness === 'fresh' || reasons.includes('not_accepting')
}

/** More than so much above or below the amount in force [D3]; the shares themselves are not beyond. */
function isLargeStep(before: number, proposed: number, cell: Cell, input: EffectiveInput): boolean {
  const policy = decisionsOf(input.policy)
  // A product's last bits are no cent.
  if (proposed < before) return proposed < before * (1 - policy.largestCutShare) - 1e-6
  if (proposed <= before * (1 + policy.largestRiseShare) + 1e-6) return false
  return !(policy.climbBackWithoutApproval && isClimbBack(proposed, cell, input))
}

/** No further than its baseline, at the pace of one day: how a clinic that was full or paused comes back. */
function isClimbBack(proposed: number, cell: Cell, { policy, currencyExponent }: EffectiveInput): boolean {
  const floor = floorOf(cell, policy)
  const pace = Math.min(cell.baselineDailyBudgetMinor, rampOf(cell, policy, currencyExponent).high)
  return proposed <= Math.max(floor, pace) + 1e-6
}

/** What it had, moved as far as a person's minimum or maximum asks and the plan can give [D5]. */
function keptTarget(before: number, proposed: number, lock: Lock | null): number {
  if (lock?.isDecision !== true) return before
  if (lock.kind === 'minimum' && proposed > before) return Math.min(proposed, Math.max(before, lock.dailyBudgetMinor))
  if (lock.kind === 'maximum' && proposed < before) return Math.max(proposed, Math.min(before, lock.dailyBudgetMinor))
  return before
}

function whyKept({ id, amount: target, proposed }: Leaf, amount: number, standing: Standing): WhyKept {
  // First: what was refused stays refused whether or not there is money for a part of it.
  if (isRejected(id, proposed, standing)) return 'rejected'
  return amount < target && proposed > amount ? 'money' : 'approval'
}
