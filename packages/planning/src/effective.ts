import { floorOf, lockOf } from './bounds.ts'
import { backTo, climbAfter } from './climb.ts'
import { baseAfter, baseOf, beganWith } from './day-base.ts'
import { decisionsOf } from './default-policy.ts'
import type { Base, Climb, Effective, KeptCell, WhyKept } from './effective.types.ts'
import { type FittedLeaf, fit } from './effective-fit.ts'
import { amountNow, type InForceAmounts } from './first-amount.ts'
import { foundById } from './found-by-id.ts'
import type { Cell, DecisionPolicy, Lock, PlanningInput } from './input.ts'
import { downToUnit } from './money.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { toTree } from './tree.ts'

/** What of a planning input the numbers in force depend on. */
export type EffectiveInput = Pick<PlanningInput, 'policy' | 'currencyExponent' | 'asOf' | 'groups' | 'cells'>

/** What is in force, and what people decided about the plan. */
export interface Standing {
  before: InForceAmounts
  /** Cells that have less than before their gate or a pause, and what they had. */
  climbs: ReadonlyMap<string, number>
  /** What was kept for measuring the rises of the day [D12]. */
  bases: ReadonlyMap<string, number>
  /** Cells that stand at another place than in the plan of which `before` is. */
  moved: ReadonlySet<string>
  /** Amounts refused, by cell: the same amount is not asked for again. */
  rejected: ReadonlyMap<string, number>
  /** Cells whose amount in this plan is approved now. */
  approved: ReadonlySet<string>
}

interface Leaf extends FittedLeaf {
  groupId: string | null
  line: Recommendation
  /** What it was to have, whether that can be paid or not. */
  target: number
  climbTo: number | null
  isSaid: boolean
  cell: Cell
  /** What rises of the day are measured against, and how far somebody who may decide gave it more. */
  base: number
  saidMinor: number
}

/**
 * The numbers in force once a plan is made or decided on [D1–D12]. A cell has what it had before or what the plan says; in
 * between only where the pool's money forces a cut that nobody approved, where a person's word moves it that far, and where
 * the way back from a gate or a pause ends. Pure.
 */
export function effectiveOf(input: EffectiveInput, plan: Plan, standing: Standing): Effective {
  const cellOf = foundById(input.cells, ({ id }) => id)
  const leaves = plan.recommendations.map((line, i) => toLeaf(line, cellOf(line.cellId, i), input, standing))
  const { unitMinor } = input.policy.platform
  const rounding = { min: () => 0, max: (minor: number) => downToUnit(minor, unitMinor) }
  const tree = toTree(input.groups, leaves, plan.poolDailyBudgetMinor, rounding)
  fit(tree, unitMinor)
  const kept: KeptCell[] = []
  const climbs: Climb[] = []
  const bases: Base[] = []
  let spent = 0
  for (const leaf of leaves) {
    const { amount } = leaf
    spent += amount
    const toMinor = climbAfter(leaf, amount)
    if (toMinor !== null) climbs.push({ cellId: leaf.id, toMinor })
    const base = baseAfter(leaf.cell, { base: leaf.base, amount, said: Math.min(leaf.saidMinor, amount) })
    if (base !== null) bases.push(base)
    if (amount === leaf.proposed) continue
    const why = whyKept(leaf, amount, standing)
    kept.push({ cellId: leaf.id, dailyBudgetMinor: amount, proposedDailyBudgetMinor: leaf.proposed, why })
  }
  return { reserveDailyMinor: plan.poolDailyBudgetMinor - spent, kept, climbs, bases }
}

/** Amounts in force by cell. */
export function amountsOf(plan: Plan, { kept }: Pick<Effective, 'kept'>): Map<string, number> {
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

/** What cells had that are on their way back. */
export function climbsOf({ climbs }: Pick<Effective, 'climbs'>): Map<string, number> {
  return new Map(climbs.map(({ cellId, toMinor }) => [cellId, toMinor]))
}

/** What is kept for measuring the rises of the day. */
export function basesOf({ bases }: Pick<Effective, 'bases'>): Map<string, number> {
  return new Map(bases.map(({ cellId, minor }) => [cellId, minor]))
}

function toLeaf(line: Recommendation, cell: Cell | undefined, input: EffectiveInput, standing: Standing): Leaf {
  if (cell === undefined) throw new Error('a plan has a line of a cell that is not in its input')
  const proposed = line.recommendedDailyBudgetMinor
  const before = within(hadOf(cell, input, standing), cell, input)
  const isApproved = standing.approved.has(cell.id)
  // What a gate or a pause took at another place is no money of this one.
  const climbTo = standing.moved.has(cell.id) ? null : (standing.climbs.get(cell.id) ?? null)
  const ofDay = { before, kept: standing.bases.get(cell.id), isMoved: standing.moved.has(cell.id) }
  const base = baseOf(cell, ofDay, decisionsOf(input.policy).largestRiseShare)
  const began = beganWith(cell) ?? 0
  const asked = { line, before, base, began, climbTo, isRejected: isRejected(cell.id, proposed, standing) }
  const isAccepted = isApproved || takesEffect(asked, input)
  const amount = isAccepted ? proposed : keptTarget(cell, asked, input)
  const { id, groupId } = cell
  const isSaid = isApproved || wordOf(cell, input)?.kind === 'fixed'
  const saidMinor = isApproved || isAnew(cell, standing) ? proposed : saidRange(cell, input).least
  return {
    id,
    groupId,
    min: 0,
    max: 0,
    line,
    amount,
    target: amount,
    before,
    proposed,
    isApproved,
    climbTo,
    isSaid,
    cell,
    base,
    saidMinor,
  }
}

/**
 * Whether it is the first at its place today: the rest of its day is measured against what its baseline first gives it.
 */
function isAnew({ id, reference, leftAtMinor }: Cell, { before }: Standing): boolean {
  return reference.basis === 'baseline' && leftAtMinor === undefined && before?.has(id) !== true
}

/** What a cell has. One that moves in an automatic pool has no more than the last cells left where it comes to [D1]. */
function hadOf(cell: Cell, { policy }: EffectiveInput, { before, moved }: Standing): number {
  const had = amountNow(cell, before, policy)
  const isBound = moved.has(cell.id) && cell.status === 'active' && decisionsOf(policy).mode === 'automatic'
  return isBound ? Math.min(had, cell.leftAtMinor ?? Infinity) : had
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
  line: Recommendation
  before: number
  base: number
  /** What was in force as the day began; 0: nothing was. */
  began: number
  climbTo: number | null
  isRejected: boolean
}

/** Whether all of a cell's new amount needs nobody's approval, whatever was decided about the cell [D1, D3, D10]. */
function takesEffect({ line, before, base, began, isRejected }: Asked, input: EffectiveInput): boolean {
  const proposed = line.recommendedDailyBudgetMinor
  const policy = decisionsOf(input.policy)
  if (proposed === before) return true
  return policy.mode === 'automatic' && !isRejected && !isLargeStep({ before, base, began }, proposed, policy)
}

/** What somebody who may decide set for a cell. For a removed one nothing: its line follows what it spends [B12]. */
function wordOf(cell: Cell, { asOf }: Pick<EffectiveInput, 'asOf'>): Lock | null {
  const lock = cell.status === 'active' ? lockOf(cell, asOf) : null
  return lock?.isDecision === true ? lock : null
}

/** What of a line tells how sure its gate is. */
export type GatedLine = Pick<Recommendation, 'status' | 'gate' | 'reasons' | 'freshness'>

/** Whether the place is full, closed or has too long a wait, as far as fresh data say so [D4]. */
export function isSurelyGated({ status, gate, reasons, freshness }: GatedLine): boolean {
  if (gate !== 'gated' || status === 'removed') return false
  // "Not accepting" is reported once and holds until it is taken back: it does not age.
  return freshness === 'fresh' || reasons.includes('not_accepting')
}

/**
 * More than so much above or below the amount in force [D3]; the shares themselves are not beyond. Both are measured
 * against what the day began with as well [D12]: otherwise steps that are small enough would add up to any amount.
 */
function isLargeStep(
  { before, base, began }: Pick<Asked, 'before' | 'base' | 'began'>,
  proposed: number,
  { largestCutShare, largestRiseShare }: DecisionPolicy,
): boolean {
  // A product's last bits are no cent.
  if (proposed < before) return proposed < Math.max(before, began) * (1 - largestCutShare) - 1e-6
  return proposed > Math.min(before, base) * (1 + largestRiseShare) + 1e-6
}

/**
 * What a cell has while its new amount needs approval: what it had, moved as far as a person's decision, its gate and
 * the way back take it.
 */
function keptTarget(cell: Cell, asked: Asked, input: EffectiveInput): number {
  const { line, before } = asked
  const proposed = line.recommendedDailyBudgetMinor
  const target = saidTarget(before, proposed, saidRange(cell, input))
  if (proposed > before) return Math.min(proposed, Math.max(target, backTo(cell, asked, input)))
  // A gate cuts to the floor and not below it: a pause for want of money needs approval, also where nobody is accepted.
  const isGateCut = decisionsOf(input.policy).gateCutsWithoutApproval && isSurelyGated(line)
  return isGateCut ? Math.max(proposed, Math.min(target, floorOf(cell, input.policy))) : target
}

/** What it had, moved as far as a person's word takes it [D5]; never past what is proposed. */
function saidTarget(before: number, proposed: number, { least, most }: SaidRange): number {
  if (proposed > before) return Math.min(proposed, Math.max(before, least))
  return Math.max(proposed, Math.min(before, most))
}

interface SaidRange {
  least: number
  most: number
}

/**
 * The least and the most that a person set for a cell, rounded down to the platform's unit [D5]: a plan proposes the
 * unit above a minimum [B1], but nobody set what rounding adds, and units are configuration.
 */
function saidRange(cell: Cell, input: EffectiveInput): SaidRange {
  const word = wordOf(cell, input)
  if (word === null) return { least: 0, most: Infinity }
  const { unitMinor } = input.policy.platform
  const { kind, dailyBudgetMinor } = word
  const minor = kind === 'pause' ? 0 : downToUnit(dailyBudgetMinor, unitMinor)
  return { least: kind === 'maximum' ? 0 : minor, most: kind === 'minimum' ? Infinity : minor }
}

function whyKept({ id, target, proposed }: Leaf, amount: number, standing: Standing): WhyKept {
  // First: what was refused stays refused whether or not there is money for a part of it.
  if (isRejected(id, proposed, standing)) return 'rejected'
  return amount < target && proposed > amount ? 'money' : 'approval'
}
