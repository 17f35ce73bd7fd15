import type { Effective } from './effective.types.ts'
import type { Cell, PlanningInput, Policy } from './input.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { byId } from './verify-by-id.ts'
import { firstOf } from './verify-first.ts'

/** What the numbers in force came from: the same as `effectiveOf` is given, read without its code. */
export interface EffectiveCase {
  input: Pick<PlanningInput, 'policy' | 'currencyExponent' | 'asOf' | 'groups' | 'cells'>
  /** A plan that was verified against its input. */
  plan: Plan
  /** null: nothing ever was in force. */
  before: ReadonlyMap<string, number> | null
  climbs: ReadonlyMap<string, number>
  /** What was kept for measuring the rises of the day. */
  bases: ReadonlyMap<string, number>
  /** Cells that stand at another place than in the plan before. */
  moved: ReadonlySet<string>
  approved: ReadonlySet<string>
}

/** A cell with its line: what it had before, and what it should have. */
interface Change {
  cell: Cell
  line: Recommendation
  before: number
  amount: number
}

/**
 * Checks numbers in force before they may be published [D9]: sums, maximums, that nothing moved by itself that needs
 * approval first, and that no gate cut waits. Shares no code with what decided.
 */
export function verifyEffective(of: EffectiveCase, effective: Effective): string[] {
  const findings: string[] = []
  const kept = new Map(effective.kept.map((cell) => [cell.cellId, cell.dailyBudgetMinor]))
  const cellOf = byId(of.input.cells, ({ id }) => id)
  const changes: Change[] = []
  for (const [i, line] of of.plan.recommendations.entries()) {
    const cell = cellOf(line.cellId, i)
    const amount = kept.get(line.cellId) ?? line.recommendedDailyBudgetMinor
    if (cell === undefined) findings.push(`${line.cellId} is no cell`)
    else changes.push({ cell, line, before: beforeOf(of, cell), amount })
  }
  const isPoor = !hasMoneyFor(of, changes)
  for (const change of changes)
    for (const finding of wrongMove(of, change, isPoor)) findings.push(`${change.cell.id} ${finding}`)
  return [
    ...findings,
    ...wrongKept(of.plan, effective),
    ...wrongSums(of, effective, changes),
    ...wrongClimbs(of, effective, changes),
    ...wrongBases(of, effective, changes),
  ]
}

function wrongKept({ recommendations }: Plan, { kept }: Effective): string[] {
  if (kept.length === 0) return []
  const lines = new Set(recommendations.map(({ cellId }) => cellId))
  return kept.flatMap(({ cellId, dailyBudgetMinor: minor }) => {
    const findings: string[] = []
    if (!lines.has(cellId)) findings.push(`${cellId} is kept and has no line`)
    if (!Number.isSafeInteger(minor) || minor < 0) findings.push(`${cellId} has no whole amount`)
    return findings
  })
}

/** A way back leads to what was in force before this cut, or to where it led already: configuration adds nothing to it. */
function wrongClimbs(of: EffectiveCase, { climbs }: Effective, changes: readonly Change[]): string[] {
  if (climbs.length === 0) return []
  const byCell = new Map(changes.map((change) => [change.cell.id, change]))
  return climbs.flatMap(({ cellId, toMinor }) => {
    const change = byCell.get(cellId)
    if (change === undefined) return [`${cellId} climbs and has no line`]
    const { line, before, amount } = change
    const isByMaximum =
      line.status === 'pause_proposed' && !/^(pool_exhausted|group_maximum:)/.test(line.reasons[0] ?? '')
    const isCutByGateOrPause = (line.gate !== 'open' || (line.status !== 'active' && !isByMaximum)) && amount < before
    const most = Math.max(climbOf(of, cellId), isCutByGateOrPause ? before : 0)
    return toMinor > most || toMinor <= amount ? [`${cellId} climbs back to what it never had`] : []
  })
}

/**
 * No rise is measured against more than the day began with, except what somebody who may decide gave. Also where
 * nothing is kept: then a cell that came today is measured against what it has.
 */
function wrongBases(of: EffectiveCase, { bases }: Effective, changes: readonly Change[]): string[] {
  const kept = new Map(bases.map(({ cellId, minor }) => [cellId, minor]))
  return changes.flatMap(({ cell, before, amount }) => {
    const next = kept.get(cell.id) ?? morningOf(cell) ?? amount
    const isFirst = morningOf(cell) === undefined && cell.leftAtMinor === undefined && !of.before?.has(cell.id)
    const isGiven = of.approved.has(cell.id) || isFirst || isDecidedAs(of, cell, { before: -1, amount: next })
    const given = isGiven ? amount : 0
    return next > Math.max(baseOf(of, cell, before), given)
      ? [`${cell.id} is measured against more than it was given`]
      : []
  })
}

/** What was in force at its place as the day began; undefined: it came since. */
function morningOf({ reference }: Cell): number | undefined {
  if (reference.basis === 'published') return reference.dailyBudgetMinor
  return reference.basis === 'applied' ? reference.inForceMinor : undefined
}

/**
 * What a rise of today is measured against: the morning's amount or what was given since; for a cell that came today,
 * what it had first.
 */
function baseOf({ input, bases, moved }: EffectiveCase, cell: Cell, before: number): number {
  const [morning, kept] = [morningOf(cell), bases.get(cell.id)]
  if (morning !== undefined) return Math.max(morning, kept ?? 0)
  if (moved.has(cell.id)) return Math.floor(before / (1 + (input.policy.decisions?.largestRiseShare ?? 0.5)))
  return kept ?? before
}

function wrongSums({ input, plan }: EffectiveCase, effective: Effective, changes: readonly Change[]): string[] {
  const findings: string[] = []
  const spent = changes.reduce((sum, { amount }) => sum + amount, 0)
  if (spent + effective.reserveDailyMinor !== plan.poolDailyBudgetMinor)
    findings.push('amounts and reserve are not the pool')
  if (effective.reserveDailyMinor < 0) findings.push('more is in force than the pool has')
  const sums = sumsOfGroups(input, changes, ({ amount }) => amount)
  for (const { id, maxDailyBudgetMinor } of input.groups)
    if ((sums.get(id) ?? 0) > (maxDailyBudgetMinor ?? Infinity)) findings.push(`group ${id} is above its maximum`)
  return findings
}

/**
 * What one cell may have done: stay, go where the plan says if that needs no approval first, or give money that is not
 * there.
 */
function wrongMove(of: EffectiveCase, change: Change, isPoor: boolean): string[] {
  const { cell, line, before, amount } = change
  const proposed = line.recommendedDailyBudgetMinor
  const findings: string[] = []
  if (amount < Math.min(before, proposed) || amount > Math.max(before, proposed))
    findings.push('is neither what it was nor what is proposed, nor between')
  if (amount > most(of, cell)) findings.push('is above its maximum')
  if (cell.status === 'removed' && amount > before) findings.push('is removed and rises')
  if (amount > backTo(of, cell, line, before) && asksFirst(of, cell, line, before) && !isDecidedAs(of, cell, change))
    findings.push('rises without approval')
  const isForced = isPoor && amount >= proposed
  const isGated = isGateCutNow(of, line)
  const floor = Math.min(most(of, cell), floorOf(of.input.policy, cell))
  if (amount < before && asksFirst(of, cell, line, before) && !isForced && !isDecidedAs(of, cell, change)) {
    // A gate needs nobody's approval as far as the floor.
    if (!isGated || amount < floor) findings.push('is cut without approval')
  }
  if (isGated && proposed < before && amount > Math.max(proposed, floor)) findings.push('is full and keeps its money')
  return findings
}

function beforeOf({ input, before, moved }: EffectiveCase, cell: Cell): number {
  const own = before?.get(cell.id) ?? firstOf(input, cell, before === null)
  const isFree = input.policy.decisions?.mode === 'approval' || cell.status === 'removed' || !moved.has(cell.id)
  // A cell that moves takes nothing along to a place that has money: that has what its own cells left.
  const had = isFree ? own : Math.min(own, cell.leftAtMinor ?? own)
  const { unitMinor } = input.policy.platform
  return Math.floor((Math.min(had, most({ input }, cell)) + 1e-6) / unitMinor) * unitMinor
}

function most({ input }: Pick<EffectiveCase, 'input'>, cell: Cell): number {
  if (cell.status === 'removed') return Infinity
  return Math.min(cell.maxDailyBudgetMinor ?? Infinity, input.policy.platform.maximumMinor ?? Infinity)
}

/**
 * Approval pools always; automatic ones beyond a share of the amount in force, of the day's base, or of the morning's
 * amount for a cut.
 */
function asksFirst(of: EffectiveCase, cell: Cell, line: Recommendation, before: number): boolean {
  const { input, approved } = of
  const rules = input.policy.decisions
  const proposed = line.recommendedDailyBudgetMinor
  if (approved.has(cell.id)) return false
  if (rules?.mode === 'approval') return true
  if (proposed < before) {
    const most = Math.max(before, morningOf(cell) ?? 0)
    return proposed < most * (1 - (rules?.largestCutShare ?? 0.8)) - 1e-6
  }
  return proposed > Math.min(before, baseOf(of, cell, before)) * (1 + (rules?.largestRiseShare ?? 0.5)) + 1e-6
}

/** What a cell had before its gate or a pause, at the place where it stands. */
function climbOf({ climbs, moved }: EffectiveCase, cellId: string): number {
  return moved.has(cellId) ? 0 : (climbs.get(cellId) ?? 0)
}

/**
 * What a cell may have although more needs approval: what it has, or what it had before its gate or a pause, at the
 * pace of a day.
 */
function backTo(of: EffectiveCase, cell: Cell, { gate, status }: Recommendation, before: number): number {
  const { input } = of
  const rules = input.policy.decisions
  if (rules?.mode === 'approval' || rules?.climbBackWithoutApproval === false) return before
  if (gate === 'gated' || status === 'removed') return before
  return Math.max(before, Math.min(climbOf(of, cell.id), dayFrom(input, cell)))
}

/** The most a day's ramp allows. */
function dayFrom({ policy, currencyExponent }: EffectiveCase['input'], cell: Cell): number {
  const { ramp, deadBand, platform } = policy
  const reference = Math.min(cell.reference.dailyBudgetMinor, morningOf(cell) ?? Infinity)
  const baseline = cell.baselineDailyBudgetMinor
  const small = Math.min(deadBand.currencyUnits * 10 ** currencyExponent, deadBand.shareOfBaseline * baseline)
  const band = Math.max(deadBand.shareOfReference * reference, small, platform.unitMinor)
  const day = Math.max(ramp.upShare * Math.max(reference, baseline), band + platform.unitMinor)
  // A product's last bits are no cent.
  return Math.max(floorOf(policy, cell), reference + day) + 1e-6
}

/** A tenth of the baseline, at least what the platform takes, in whole units. */
function floorOf(policy: Policy, cell: Cell): number {
  const { unitMinor, minimumMinor } = policy.platform
  const least = Math.max(policy.floorShare * cell.baselineDailyBudgetMinor, minimumMinor, 1)
  return Math.ceil(least / unitMinor - 1e-6) * unitMinor
}

function isGateCutNow({ input }: EffectiveCase, line: Recommendation): boolean {
  const isOn = input.policy.decisions?.gateCutsWithoutApproval ?? true
  const isSaid = line.freshness === 'fresh' || line.reasons.some((reason) => reason === 'not_accepting')
  return isOn && line.gate === 'gated' && line.status !== 'removed' && isSaid
}

/** Somebody who may decide asked for this: a rise to no more than was said, or a cut to no less. */
function isDecidedAs(
  { input }: EffectiveCase,
  { lock, status }: Cell,
  { before, amount }: Pick<Change, 'before' | 'amount'>,
): boolean {
  if (lock?.isDecision !== true || status === 'removed') return false
  if (lock.expiresAt !== null && Date.parse(lock.expiresAt) <= Date.parse(input.asOf)) return false
  const { unitMinor } = input.policy.platform
  // What rounding up to a unit adds, nobody said.
  const said = unitMinor * Math.floor(lock.dailyBudgetMinor / unitMinor + 1e-6)
  if (amount > before) return lock.kind !== 'maximum' && lock.kind !== 'pause' && amount <= said
  return lock.kind !== 'minimum' && (lock.kind === 'pause' || amount >= said)
}

/** Whether every group and the pool could pay what was in force before: if so, nothing is cut for want of money. */
function hasMoneyFor({ input, plan }: EffectiveCase, changes: readonly Change[]): boolean {
  const all = changes.reduce((sum, { before }) => sum + before, 0)
  const groups = sumsOfGroups(input, changes, ({ before }) => before)
  const isWithin = input.groups.every(
    ({ id, maxDailyBudgetMinor }) => (groups.get(id) ?? 0) <= (maxDailyBudgetMinor ?? Infinity),
  )
  return isWithin && all <= plan.poolDailyBudgetMinor
}

function sumsOfGroups(
  { groups }: EffectiveCase['input'],
  changes: readonly Change[],
  minorOf: (change: Change) => number,
): Map<string, number> {
  const parents = new Map(groups.map(({ id, parentId }) => [id, parentId]))
  const own = new Map<string, number>()
  for (const change of changes) {
    const id = change.cell.groupId
    if (id !== null) own.set(id, (own.get(id) ?? 0) + minorOf(change))
  }
  const sums = new Map<string, number>()
  for (const [groupId, amount] of own) {
    for (let id: string | null = groupId; id !== null && parents.has(id); id = parents.get(id) ?? null)
      sums.set(id, (sums.get(id) ?? 0) + amount)
  }
  return sums
}
