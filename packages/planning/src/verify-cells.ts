import type { Cell, Figure, Place, PlanningInput, Policy, ServiceLine } from './input.ts'
import type { Plan, Recommendation } from './plan.types.ts'

/** Every bound of every cell, tried again from the input alone. Part of `verifyPlan`; imports nothing that decides. */
export function wrongCells(input: PlanningInput, plan: Plan): string[] {
  const lines = new Map(plan.recommendations.map((line) => [line.cellId, line]))
  const places = new Map(input.places.map((place) => [`${place.locationId}\n${place.serviceLine}`, place]))
  const relaxed = new Map<string, number>()
  for (const { at, byMinor, kind } of plan.relaxed) {
    if (kind !== 'group_minimum' && kind !== 'dead_band') relaxed.set(at, (relaxed.get(at) ?? 0) + byMinor)
  }
  return input.cells.flatMap((cell) => {
    const line = lines.get(cell.id)
    const place = places.get(`${cell.locationId}\n${cell.serviceLine}`)
    if (line === undefined) return []
    return wrongCell(input, cell, line, place, relaxed.get(cell.id) ?? 0).map((finding) => `${cell.id} ${finding}`)
  })
}

function wrongCell(
  input: PlanningInput,
  cell: Cell,
  line: Recommendation,
  place: Place | undefined,
  relaxed: number,
): string[] {
  const x = line.recommendedDailyBudgetMinor
  const unit = input.policy.platform.unitMinor
  const spent = cell.reference.dailyBudgetMinor
  if (cell.status === 'removed') return x <= spent && x > spent - relaxed - unit ? [] : ['is not kept as removed']
  const most = Math.min(cell.maxDailyBudgetMinor ?? Infinity, input.policy.platform.maximumMinor ?? Infinity)
  const floor = Math.min(most, atLeast(input, cell))
  const findings: string[] = []
  if (x > most) findings.push('is above its maximum')
  if (mustBeGated(place) && line.gate !== 'gated') findings.push('should be gated')
  if (line.status === 'pause_proposed') {
    if (x !== 0 || relaxed === 0) findings.push('is paused without need')
  } else if (line.gate === 'gated') {
    if (Math.abs(x - floor) >= unit) findings.push('is gated but not at its floor')
  } else {
    if (x < floor - unit) findings.push('is below its floor')
    if (x > highest(input, cell, place, floor)) findings.push('rises more than one day, or its data, allows')
    if (x < lowest(input, cell, most) - relaxed) findings.push('is below its minimum')
  }
  return findings
}

function atLeast({ policy }: PlanningInput, cell: Cell): number {
  const { unitMinor, minimumMinor } = policy.platform
  const floor = Math.max(policy.floorShare * cell.baselineDailyBudgetMinor, minimumMinor, 1)
  return Math.ceil(floor / unitMinor - 1e-6) * unitMinor
}

/** The owner's word (minimum, lock) may lift a cell above its ramp and above what old data allows; nothing else may. */
function highest(input: PlanningInput, cell: Cell, place: Place | undefined, floor: number): number {
  const lock = cell.lock !== null && isInForce(input, cell.lock.expiresAt) ? cell.lock : null
  if (lock !== null && lock.kind !== 'minimum') return Math.max(floor, lock.dailyBudgetMinor)
  const word = Math.max(floor, cell.minDailyBudgetMinor ?? 0, lock?.dailyBudgetMinor ?? 0)
  const unit = input.policy.platform.unitMinor
  return Math.max(
    Math.ceil(word / unit) * unit,
    cell.reference.dailyBudgetMinor + (isOld(input, place) ? 0 : step(input, cell)),
  )
}

/** What the owner asks for at least, rounded down by at most one unit where a lock lies between two. */
function lowest(input: PlanningInput, cell: Cell, most: number): number {
  const lock = cell.lock !== null && isInForce(input, cell.lock.expiresAt) ? cell.lock : null
  const least = cell.minDailyBudgetMinor ?? 0
  const asked = {
    fixed: lock?.dailyBudgetMinor ?? 0,
    minimum: Math.max(least, lock?.dailyBudgetMinor ?? 0),
    maximum: Math.min(least, lock?.dailyBudgetMinor ?? 0),
  }
  return Math.min(lock === null ? least : asked[lock.kind], most) - input.policy.platform.unitMinor + 1
}

function isInForce({ asOf }: PlanningInput, expiresAt: string | null): boolean {
  return expiresAt === null || Date.parse(expiresAt) > Date.parse(asOf)
}

/** How far up one day reaches. */
function step({ policy, currencyExponent }: PlanningInput, cell: Cell): number {
  const { ramp, deadBand, platform } = policy
  const before = cell.reference.dailyBudgetMinor
  const band = Math.max(
    deadBand.shareOfReference * before,
    Math.min(deadBand.currencyUnits * 10 ** currencyExponent, deadBand.shareOfBaseline * cell.baselineDailyBudgetMinor),
    platform.unitMinor,
  )
  return Math.max(ramp.upShare * Math.max(before, cell.baselineDailyBudgetMinor), band + platform.unitMinor) + 1e-6
}

/** Whether everything known of the place's slots and waits is past its fresh time. Unknown is not old. */
function isOld({ policy, asOf, serviceLines }: PlanningInput, place: Place | undefined): boolean {
  const measured = place?.figures.filter((figure) => isMeasure(figure, serviceLines, place, policy)) ?? []
  return (
    measured.length > 0 &&
    measured.every(({ source, observedAt }) => {
      const interval = policy.sources.find((entry) => entry.source === source)?.expectedIntervalHours ?? 0
      const freshHours = Math.max(policy.freshness.freshHours, 1.25 * interval)
      return Date.parse(asOf) - Date.parse(observedAt) > freshHours * 3_600_000
    })
  )
}

/** Slots over a usable horizon, or a wait of a kind that counts: what says how full a place is. */
function isMeasure(
  figure: Figure,
  lines: readonly ServiceLine[],
  place: Place,
  { horizonDays, gate }: Policy,
): boolean {
  const kind = lines.find((line) => line.id === place.serviceLine)?.typicalWaitKind
  if (figure.figure === 'slots') return figure.horizonDays * 2 >= horizonDays && figure.horizonDays <= horizonDays * 2
  if (figure.figure !== 'wait') return false
  return (
    figure.kind === kind || gate.waitKindFactors.some((entry) => entry.kind === figure.kind && entry.readAs === kind)
  )
}

/** The memory says gated and no way back has begun: then it is gated, whatever the time. */
function mustBeGated(place: Place | undefined): boolean {
  if (place === undefined) return false
  const { accepting, wait, headroom } = place.gate
  const isHeld = (cause: { state: string; returning: number }) => cause.state === 'gated' && cause.returning === 0
  return accepting.state === 'gated' || isHeld(wait) || isHeld(headroom)
}
