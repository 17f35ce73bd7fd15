import type { Effective } from './effective.types.ts'
import type { Cell, PlanningInput, Policy } from './input.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { firstOf } from './verify-first.ts'

/** What the numbers in force came from: the same as `effectiveOf` is given, read without its code. */
export interface EffectiveCase {
  input: Pick<PlanningInput, 'policy' | 'currencyExponent' | 'asOf' | 'groups' | 'cells'>
  /** A plan that was verified against its input. */
  plan: Plan
  /** null: nothing ever was in force. */
  before: ReadonlyMap<string, number> | null
  climbs: ReadonlyMap<string, number>
  /** What was kept of what rises of the day are measured against. */
  bases: ReadonlyMap<string, number>
  /** Cells that stand at another place than in the plan before. */
  moved: ReadonlySet<string>
  approved: ReadonlySet<string>
}

/**
 * Checks numbers in force before they may be published [D9]: sums, maximums, that nothing moved by itself that asks first,
 * and that no gate cut waits. Shares no code with what decided.
 */
export function verifyEffective(of: EffectiveCase, effective: Effective): string[] {
  const amounts = new Map(of.plan.recommendations.map((line) => [line.cellId, line.recommendedDailyBudgetMinor]))
  const findings: string[] = []
  for (const { cellId, dailyBudgetMinor } of effective.kept) {
    if (!amounts.has(cellId)) findings.push(`${cellId} is kept and has no line`)
    if (!Number.isSafeInteger(dailyBudgetMinor) || dailyBudgetMinor < 0) findings.push(`${cellId} has no whole amount`)
    amounts.set(cellId, dailyBudgetMinor)
  }
  const cells = new Map(of.input.cells.map((cell) => [cell.id, cell]))
  const had = new Map(of.input.cells.map((cell) => [cell.id, beforeOf(of, cell)]))
  const isPoor = !hasMoneyFor(of, cells, had)
  for (const line of of.plan.recommendations) {
    const cell = cells.get(line.cellId)
    const move = { before: had.get(line.cellId) ?? 0, amount: amounts.get(line.cellId) ?? 0 }
    if (cell === undefined) findings.push(`${line.cellId} is no cell`)
    else for (const finding of wrongMove(of, cell, line, move, isPoor)) findings.push(`${cell.id} ${finding}`)
  }
  return [
    ...findings,
    ...wrongSums(of, effective, amounts, cells),
    ...wrongClimbs(of, effective, amounts, had),
    ...wrongBases(of, effective, amounts, had),
  ]
}

/** A way back leads to what was in force before this cut, or to where it led already: configuration adds nothing to it. */
function wrongClimbs(
  of: EffectiveCase,
  { climbs }: Effective,
  amounts: ReadonlyMap<string, number>,
  had: ReadonlyMap<string, number>,
): string[] {
  if (climbs.length === 0) return []
  const lines = new Map(of.plan.recommendations.map((line) => [line.cellId, line]))
  return climbs.flatMap(({ cellId, toMinor }) => {
    const [line, before] = [lines.get(cellId), had.get(cellId)]
    if (line === undefined || before === undefined) return [`${cellId} climbs and has no line`]
    const amount = amounts.get(cellId) ?? 0
    const isCutByGateOrPause = (line.gate !== 'open' || line.status !== 'active') && amount < before
    const most = Math.max(climbOf(of, cellId), isCutByGateOrPause ? before : 0)
    return toMinor > most || toMinor <= amount ? [`${cellId} climbs back to what it never had`] : []
  })
}

/**
 * Nobody's rises are measured against more than the day began with, but for what somebody who may decide gave. Also where nothing is
 * kept: then a cell that came today is measured against what it has.
 */
function wrongBases(
  of: EffectiveCase,
  { bases }: Effective,
  amounts: ReadonlyMap<string, number>,
  had: ReadonlyMap<string, number>,
): string[] {
  const kept = new Map(bases.map(({ cellId, minor }) => [cellId, minor]))
  return of.input.cells.flatMap((cell) => {
    const amount = amounts.get(cell.id)
    if (amount === undefined) return []
    const before = had.get(cell.id) ?? 0
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

/** What a rise of today is measured against: the morning's amount or what was given since; of one that came today, what it had first. */
function baseOf({ input, bases, moved }: EffectiveCase, cell: Cell, before: number): number {
  const [morning, kept] = [morningOf(cell), bases.get(cell.id)]
  if (morning !== undefined) return Math.max(morning, kept ?? 0)
  if (moved.has(cell.id)) return Math.floor(before / (1 + (input.policy.decisions?.largestRiseShare ?? 0.5)))
  return kept ?? before
}

function wrongSums(
  { input, plan }: EffectiveCase,
  effective: Effective,
  amounts: ReadonlyMap<string, number>,
  cells: ReadonlyMap<string, Cell>,
): string[] {
  const findings: string[] = []
  const spent = [...amounts.values()].reduce((sum, amount) => sum + amount, 0)
  if (spent + effective.reserveDailyMinor !== plan.poolDailyBudgetMinor)
    findings.push('amounts and reserve are not the pool')
  if (effective.reserveDailyMinor < 0) findings.push('more is in force than the pool has')
  for (const [id, sum] of sumsOfGroups(input, amounts, cells)) {
    const most = input.groups.find((group) => group.id === id)?.maxDailyBudgetMinor ?? Infinity
    if (sum > most) findings.push(`group ${id} is above its maximum`)
  }
  return findings
}

interface Move {
  before: number
  amount: number
}

/** What one cell may have done: stay, go where the plan says if nothing asks first, or give money that is not there. */
function wrongMove(of: EffectiveCase, cell: Cell, line: Recommendation, move: Move, isPoor: boolean): string[] {
  const proposed = line.recommendedDailyBudgetMinor
  const { before, amount } = move
  const findings: string[] = []
  if (amount < Math.min(before, proposed) || amount > Math.max(before, proposed))
    findings.push('is neither what it was nor what is proposed, nor between')
  if (amount > most(of, cell)) findings.push('is above its maximum')
  if (cell.status === 'removed' && amount > before) findings.push('is removed and rises')
  if (amount > backTo(of, cell, line, before) && asksFirst(of, cell, line, before) && !isDecidedAs(of, cell, move))
    findings.push('rises without approval')
  const isForced = isPoor && amount >= proposed
  const isGated = isGateCutNow(of, line)
  const floor = Math.min(most(of, cell), floorOf(of.input.policy, cell))
  if (amount < before && asksFirst(of, cell, line, before) && !isForced && !isDecidedAs(of, cell, move)) {
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

/** Approval pools always; automatic ones beyond a share of the amount in force, of the day's base, or of the morning's amount for a cut. */
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

/** What a cell may have although more asks: what it has, or what it had before its gate or a pause, at the pace of a day. */
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
function isDecidedAs({ input }: EffectiveCase, { lock, status }: Cell, { before, amount }: Move): boolean {
  if (lock?.isDecision !== true || status === 'removed') return false
  if (lock.expiresAt !== null && Date.parse(lock.expiresAt) <= Date.parse(input.asOf)) return false
  const { unitMinor } = input.policy.platform
  // What rounding up to a unit adds, nobody said.
  const said = unitMinor * Math.floor(lock.dailyBudgetMinor / unitMinor + 1e-6)
  if (amount > before) return lock.kind !== 'maximum' && lock.kind !== 'pause' && amount <= said
  return lock.kind !== 'minimum' && (lock.kind === 'pause' || amount >= said)
}

/** Whether every group and the pool could pay what was in force before: if so, nothing is cut for want of money. */
function hasMoneyFor(
  { input, plan }: EffectiveCase,
  cells: ReadonlyMap<string, Cell>,
  had: ReadonlyMap<string, number>,
): boolean {
  const before = new Map(plan.recommendations.map(({ cellId }) => [cellId, had.get(cellId) ?? 0]))
  const all = [...before.values()].reduce((sum, amount) => sum + amount, 0)
  const groups = sumsOfGroups(input, before, cells)
  const isWithin = input.groups.every(
    ({ id, maxDailyBudgetMinor }) => (groups.get(id) ?? 0) <= (maxDailyBudgetMinor ?? Infinity),
  )
  return isWithin && all <= plan.poolDailyBudgetMinor
}

function sumsOfGroups(
  { groups }: EffectiveCase['input'],
  amounts: ReadonlyMap<string, number>,
  cells: ReadonlyMap<string, Cell>,
): Map<string, number> {
  const parents = new Map(groups.map(({ id, parentId }) => [id, parentId]))
  const own = new Map<string, number>()
  for (const [cellId, amount] of amounts) {
    const id = cells.get(cellId)?.groupId ?? null
    if (id !== null) own.set(id, (own.get(id) ?? 0) + amount)
  }
  const sums = new Map<string, number>()
  for (const [groupId, amount] of own) {
    for (let id: string | null = groupId; id !== null && parents.has(id); id = parents.get(id) ?? null)
      sums.set(id, (sums.get(id) ?? 0) + amount)
  }
  return sums
}
