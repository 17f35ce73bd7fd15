import type { Cell as ProblemCell } from '@sluice/allocation'
import type { Cell, PlanningInput } from './input.ts'
import type { Plan, Recommendation } from './plan.types.ts'
import { byId } from './verify-by-id.ts'
import { placesByCell, type SolvedCells, waitInForce } from './verify-facts.ts'
import { firstOf } from './verify-first.ts'
import { type Heard as HeardOfPlace, heardOfPlaces } from './verify-places.ts'

/** What is known of a cell's place, and what the cell has in force. */
interface Heard extends HeardOfPlace {
  hadMinor: number
}

/** Every bound of every cell, tried again from the input alone. Part of `verifyPlan`; imports nothing that decides. */
export function wrongCells(input: PlanningInput, plan: Plan, solved: SolvedCells): string[] {
  const lineOf = byId(plan.recommendations, ({ cellId }) => cellId)
  const placeOf = placesByCell(input.places)
  const heardOf = heardOfPlaces(input)
  const relaxed = new Map<string, number>()
  for (const { at, byMinor, kind } of plan.relaxed) {
    if (kind !== 'group_minimum' && kind !== 'dead_band') relaxed.set(at, (relaxed.get(at) ?? 0) + byMinor)
  }
  const beforeOf = byId(input.previous?.cells ?? [], ({ cellId }) => cellId)
  const findings: string[] = []
  for (const [i, cell] of input.cells.entries()) {
    const line = lineOf(cell.id, i)
    if (line === undefined) continue
    const hadMinor = beforeOf(cell.id, i)?.dailyBudgetMinor ?? firstOf(input, cell, input.previous === null)
    const heard = { ...heardOf(placeOf(cell)), hadMinor }
    const gaveWay = relaxed.get(cell.id) ?? 0
    if (cell.status === 'removed') {
      if (!isKept(input, cell, line, heard.hadMinor, gaveWay)) findings.push(`${cell.id} is not kept as removed`)
      continue
    }
    for (const finding of wrongCell(input, cell, line, heard, gaveWay)) findings.push(`${cell.id} ${finding}`)
    for (const finding of wrongInterval(input, cell, line, heard, gaveWay, solved.get(cell.id)))
      findings.push(`${cell.id} ${finding}`)
  }
  return findings
}

/**
 * A removed cell has what is in force, or less where a tool said that it set less, where money is missing, or between
 * two units.
 */
function isKept(
  { policy }: PlanningInput,
  { reference }: Cell,
  { recommendedDailyBudgetMinor: x }: Recommendation,
  had: number,
  relaxed: number,
): boolean {
  const most = Math.min(had, reference.basis === 'applied' ? reference.dailyBudgetMinor : Infinity)
  return x <= most && x > most - relaxed - policy.platform.unitMinor
}

function wrongCell(input: PlanningInput, cell: Cell, line: Recommendation, heard: Heard, relaxed: number): string[] {
  const x = line.recommendedDailyBudgetMinor
  const unit = input.policy.platform.unitMinor
  const most = Math.min(cell.maxDailyBudgetMinor ?? Infinity, input.policy.platform.maximumMinor ?? Infinity)
  // What it never rises to unapproved it need not have.
  const floor = Math.min(most, atLeast(input, cell), mostWithoutMessage(input, cell, heard))
  const findings: string[] = []
  if (x > most) findings.push('is above its maximum')
  if (isPausedByWord(input, cell)) return x === 0 && line.status === 'paused' ? [] : ['is not paused as decided']
  if (line.status === 'paused') findings.push('is paused though nobody decided so')
  if (line.status === 'active' && x === 0) findings.push('is active on nothing')
  if (heard.mustBeGated && line.gate !== 'gated') findings.push('should be gated')
  if (line.status === 'pause_proposed') {
    if (x !== 0 || (relaxed === 0 && most >= unit)) findings.push('is paused without need')
  } else if (line.gate === 'gated') {
    if (Math.abs(x - floor) >= unit) findings.push('is gated but not at its floor')
  } else {
    if (x < floor - unit) findings.push('is below its floor')
    if (x > mostWithoutMessage(input, cell, heard)) findings.push('rises without an approved message')
    if (x > highest(input, cell, heard, floor)) findings.push('rises more than one day, or its data, allows')
    const cap = Math.min(most, mostWithoutMessage(input, cell, heard))
    if (x < lowest(input, cell, cap) - relaxed) findings.push('is below its minimum')
    if (x < leastOfRamp(input, cell, heard, Math.min(most, cap)) - relaxed)
      findings.push('falls more than one day allows')
    if (x > mostOfWait(input, cell, line, heard, floor)) findings.push('gets more than its wait allows')
  }
  return findings
}

/**
 * For a cell that only ramp, floor and maximum apply to, both ends are simple: what was solved must have just these,
 * also where the published amount is at neither.
 */
function wrongInterval(
  input: PlanningInput,
  cell: Cell,
  line: Recommendation,
  heard: Heard,
  relaxed: number,
  solved: ProblemCell | undefined,
): string[] {
  const isUncapped = mostWithoutMessage(input, cell, heard) === Infinity
  const isFree = isUncapped && cell.minDailyBudgetMinor === null && !isLocked(input, cell)
  const isPlain = line.status === 'active' && line.gate === 'open' && heard.isCertainlyFresh
  if (!isFree || !isPlain || solved === undefined) return []
  const { unitMinor: unit, maximumMinor } = input.policy.platform
  const down = (minor: number) => Math.floor((minor + 1e-6) / unit) * unit
  const most = down(Math.min(cell.maxDailyBudgetMinor ?? Infinity, maximumMinor ?? Infinity))
  const floor = Math.min(most, atLeast(input, cell))
  const before = cell.reference.dailyBudgetMinor
  const high = Math.min(most, Math.max(floor, down(before + step(input, cell, 'upShare'))))
  const low = Math.ceil((Math.max(0, before - step(input, cell, 'downShare')) - 1e-6) / unit) * unit
  const findings: string[] = []
  if (solved.maxMinor !== high) findings.push('was given another upper bound')
  if (solved.minMinor !== Math.min(most, Math.max(floor, low)) - relaxed) findings.push('was given another lower bound')
  return findings
}

function atLeast({ policy }: PlanningInput, cell: Cell): number {
  const { unitMinor, minimumMinor } = policy.platform
  const floor = Math.max(policy.floorShare * cell.baselineDailyBudgetMinor, minimumMinor, 1)
  return Math.ceil(floor / unitMinor - 1e-6) * unitMinor
}

function isPausedByWord(input: PlanningInput, cell: Cell): boolean {
  return isLocked(input, cell) && cell.lock?.kind === 'pause'
}

/**
 * Where messages must be approved and this cell's is not: its reference, and no more than it has; its floor if that is
 * nothing.
 */
function mostWithoutMessage(input: PlanningInput, cell: Cell, { hadMinor }: Heard): number {
  const isAsked = input.policy.decisions?.requireApprovedMessage === true && cell.hasApprovedMessage !== true
  if (!isAsked) return Infinity
  const most = Math.min(cell.reference.dailyBudgetMinor, hadMinor)
  return most > 0 ? most : atLeast(input, cell)
}

/** The owner's word (minimum, lock) may lift a cell above its ramp and above what old data allows; nothing else may. */
function highest(input: PlanningInput, cell: Cell, heard: Heard, floor: number): number {
  const lock = cell.lock !== null && isInForce(input, cell.lock.expiresAt) ? cell.lock : null
  if (lock !== null && lock.kind !== 'minimum') return Math.max(floor, lock.dailyBudgetMinor)
  const word = Math.max(floor, cell.minDailyBudgetMinor ?? 0, lock?.dailyBudgetMinor ?? 0)
  const unit = input.policy.platform.unitMinor
  return Math.max(
    Math.ceil(word / unit) * unit,
    heard.isOld
      ? Math.min(cell.reference.dailyBudgetMinor, heard.hadMinor)
      : cell.reference.dailyBudgetMinor + step(input, cell, 'upShare') + 1e-6,
  )
}

/** The least that the owner set, rounded down by at most one unit where a lock lies between two. */
function lowest(input: PlanningInput, cell: Cell, most: number): number {
  const lock = cell.lock !== null && isInForce(input, cell.lock.expiresAt) ? cell.lock : null
  const least = cell.minDailyBudgetMinor ?? 0
  const asked = {
    fixed: lock?.dailyBudgetMinor ?? 0,
    minimum: Math.max(least, lock?.dailyBudgetMinor ?? 0),
    maximum: Math.min(least, lock?.dailyBudgetMinor ?? 0),
    pause: 0,
  }
  return Math.min(lock === null ? least : asked[lock.kind], most) - input.policy.platform.unitMinor + 1
}

/** One day's fall from the reference; less where a maximum or a lock cuts, or where dead data does. */
function leastOfRamp(input: PlanningInput, cell: Cell, heard: Heard, most: number): number {
  if (isLocked(input, cell) || heard.hasDeadFigure) return 0
  const unit = input.policy.platform.unitMinor
  const low = cell.reference.dailyBudgetMinor - step(input, cell, 'downShare')
  // Old data raises nobody from where an earlier hour of the day brought it. An amount held between two units becomes
  // the lower one.
  const held = heard.isCertainlyFresh ? Infinity : heard.hadMinor
  return Math.floor((Math.min(low, most, held) + 1e-6) / unit) * unit
}

/** Throttled: a share of the baseline, falling in a line between the two waits; ramp-down and the owner's word lift it. */
function mostOfWait(input: PlanningInput, cell: Cell, line: Recommendation, heard: Heard, floor: number): number {
  const serviceLine = input.serviceLines.find(({ id }) => id === cell.serviceLine)
  if (line.gate !== 'throttled' || serviceLine === undefined) return Infinity
  const days = waitInForce(input, heard.place, serviceLine)
  if (days === null || days === undefined || isLocked(input, cell)) return Infinity
  const { gate, platform } = input.policy
  const from = Math.max(gate.throttleMinDays, gate.throttleShareOfTypical * serviceLine.typicalWaitDays)
  const to = Math.max(gate.gateMinDays, gate.gateShareOfTypical * serviceLine.typicalWaitDays)
  const way = to > from ? Math.min(1, Math.max(0, (days - from) / (to - from))) : 1
  const baseline = cell.baselineDailyBudgetMinor
  const share = baseline - way * Math.max(0, baseline - floor)
  const low = cell.reference.dailyBudgetMinor - step(input, cell, 'downShare')
  const lifted = Math.ceil(Math.max(low, cell.minDailyBudgetMinor ?? 0) / platform.unitMinor) * platform.unitMinor
  return Math.max(floor, share + 1e-6, lifted)
}

function isLocked(input: PlanningInput, { lock }: Cell): boolean {
  return lock !== null && isInForce(input, lock.expiresAt)
}

function isInForce({ asOf }: PlanningInput, expiresAt: string | null): boolean {
  return expiresAt === null || Date.parse(expiresAt) > Date.parse(asOf)
}

/** How far one day reaches, up or down. */
function step({ policy, currencyExponent }: PlanningInput, cell: Cell, way: 'upShare' | 'downShare'): number {
  const { ramp, deadBand, platform } = policy
  const before = cell.reference.dailyBudgetMinor
  const band = Math.max(
    deadBand.shareOfReference * before,
    Math.min(deadBand.currencyUnits * 10 ** currencyExponent, deadBand.shareOfBaseline * cell.baselineDailyBudgetMinor),
    platform.unitMinor,
  )
  return Math.max(ramp[way] * Math.max(before, cell.baselineDailyBudgetMinor), band + platform.unitMinor)
}
