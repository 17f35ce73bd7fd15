import type { Cell as ProblemCell } from '@sluice/allocation'
import type { Cell, Figure, Place, PlanningInput, ServiceLine } from './input.ts'
import { toldOfSource } from './verify-sources.ts'

/** The cells of the problem that was solved, by id. */
export type SolvedCells = ReadonlyMap<string, ProblemCell>

/**
 * Value, headroom and response of every cell, worked out again by the shortest way and compared with what was solved.
 * Part of `verifyPlan`; imports nothing that decides. Where two figures of one instant compete and nothing decides
 * which came later, it makes no claim.
 */
export function wrongFacts(input: PlanningInput, solved: SolvedCells): string[] {
  const lines = new Map(input.serviceLines.map((line) => [line.id, line]))
  const placeOf = placesByCell(input.places)
  const yields = yieldsOf(input, lines)
  const findings: string[] = []
  for (const members of membersOfPlaces(input.cells)) {
    const [first] = members
    const line = lines.get(first?.serviceLine ?? '')
    if (first === undefined || line === undefined) continue
    const place = placeOf(first)
    const value = worthOf(input, place, line)
    const rooms = roomsOf(input, place, line, members, yields)
    for (const [i, cell] of members.entries()) {
      const expected = { value, room: rooms?.[i], curve: yields.get(cell) }
      for (const what of wrongCell(solved.get(cell.id), expected)) findings.push(`${cell.id} has another ${what}`)
    }
  }
  return findings
}

interface Curve {
  ceiling: number
  half: number
}

/** Undefined: not worked out. */
interface Expected {
  value: number | undefined
  room: number | null | undefined
  curve: Curve | undefined
}

function wrongCell(solved: ProblemCell | undefined, { value, room, curve }: Expected): string[] {
  if (solved === undefined) return []
  const findings: string[] = []
  if (value !== undefined && !isNear(solved.valueMinor, value)) findings.push('value')
  if (room !== undefined && !(room === null ? solved.headroom === null : isNear(solved.headroom, room)))
    findings.push('room')
  const { curve: given } = solved
  const isSame =
    given.kind === 'hill' && isNear(given.ceiling, curve?.ceiling) && isNear(given.halfSpendMinor, curve?.half)
  if (!isSame) findings.push('response')
  return findings
}

function isNear(given: number | null | undefined, expected: number | undefined): boolean {
  if (given === null || given === undefined || expected === undefined) return false
  return Math.abs(given - expected) <= 1e-9 * Math.max(1, Math.abs(expected))
}

/** V = kept share of the visits × what one is worth. */
function worthOf(input: PlanningInput, place: Place | undefined, line: ServiceLine): number | undefined {
  const days = waitInForce(input, place, line)
  if (days === undefined) return undefined
  const kept = 1 / (1 + 0.031 * Math.exp(0.0606 * Math.min(Math.max(0, days ?? input.policy.unknownWaitDays), 28)))
  const worth = line.lifetimeValueMinor + line.upsellRate * line.upsellValueMinor
  return kept * worth * line.marginShare * line.weight
}

/** The wait that counts, read as the line's kind; null: none; undefined: two compete. */
export function waitInForce(
  input: PlanningInput,
  place: Place | undefined,
  line: ServiceLine,
): number | null | undefined {
  const factor = (kind: string) =>
    kind === line.typicalWaitKind
      ? 1
      : input.policy.gate.waitKindFactors.find((each) => each.kind === kind && each.readAs === line.typicalWaitKind)
          ?.factor
  const waits = (place?.figures ?? []).filter((each) => each.figure === 'wait')
  const wait = newest(
    input,
    waits.filter(({ kind }) => factor(kind) !== undefined),
  )
  return wait === null || wait === undefined ? wait : wait.days * (factor(wait.kind) ?? 1)
}

/** Room per day of each cell of a place; null for all where slots are unknown, 0 where nobody is taken. */
function roomsOf(
  input: PlanningInput,
  place: Place | undefined,
  line: ServiceLine,
  members: readonly Cell[],
  yields: ReadonlyMap<Cell, Curve>,
): (number | null)[] | undefined {
  if (place?.gate.accepting.state === 'gated') return members.map(() => 0)
  const perDay = place === undefined ? null : roomPerDay(input, place, line)
  if (perDay === undefined) return undefined
  if (perDay === null) return members.map(() => null)
  const weights = members.map((cell) => {
    const { ceiling, half } = yields.get(cell) ?? { ceiling: 0, half: 1 }
    const spend = Math.max(1, cell.reference.dailyBudgetMinor)
    const isOut = cell.status === 'removed' || isPaused(input, cell)
    return isOut ? 0 : (ceiling * spend) / (spend + half)
  })
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return weights.map((weight) => (sum > 0 ? (perDay * weight) / sum : 0))
}

function isPaused({ asOf }: PlanningInput, { lock }: Cell): boolean {
  return lock?.kind === 'pause' && (lock.expiresAt === null || Date.parse(lock.expiresAt) > Date.parse(asOf))
}

function roomPerDay(input: PlanningInput, place: Place, line: ServiceLine): number | null | undefined {
  const { policy } = input
  const isUsable = ({ horizonDays }: { horizonDays: number }) =>
    horizonDays >= policy.horizonDays / 2 && horizonDays <= policy.horizonDays * 2
  const slots = newest(input, place.figures.filter((each) => each.figure === 'slots').filter(isUsable))
  const followUps = newest(input, place.figures.filter((each) => each.figure === 'follow_up_slots').filter(isUsable))
  const waitlist = newest(
    input,
    place.figures.filter((each) => each.figure === 'waitlist'),
  )
  if (slots === null) return null
  if (slots === undefined || followUps === undefined || waitlist === undefined) return undefined
  const { horizonDays } = slots
  const open = 'booked' in slots ? slots.total - slots.booked : slots.open
  const slack = (1 - policy.targetUtilisation) * (slots.total ?? 0)
  const before = (place.organicBookings * horizonDays) / policy.horizonDays
  const people = open - slack - before - policy.waitlistTakeShare * (waitlist?.size ?? 0)
  const perCase = line.followUpVisitsPerCase ?? 0
  const most =
    followUps === null || perCase <= 0 ? Infinity : (followUps.open * horizonDays) / followUps.horizonDays / perCase
  return (
    (Math.max(0, Math.min(people, most)) * place.share) / (horizonDays - Math.min(policy.leadDays, horizonDays / 2))
  )
}

/** The figure that counts: alive before dead, of those alive by priority, then the one that came last. Undefined: a draw. */
function newest<F extends Figure>(input: PlanningInput, figures: readonly F[]): F | null | undefined {
  // Mostly there is nothing to choose between.
  if (figures.length < 2) return figures[0] ?? null
  const { freshness } = input.policy
  const rank = ({ source, observedAt }: F) => {
    const told = toldOfSource(input.policy, source)
    const deadHours = Math.max(freshness.staleHours, 3 * (told?.expectedIntervalHours ?? 0))
    const isDead = Date.parse(input.asOf) - Date.parse(observedAt) > deadHours * 3_600_000
    return [isDead ? 0 : 1, isDead ? 0 : (told?.priority ?? 0), Date.parse(observedAt)] as const
  }
  const before = (a: F, b: F) => {
    const [x, y] = [rank(a), rank(b)]
    return y[0] - x[0] || y[1] - x[1] || y[2] - x[2] || -cameLater(a, b)
  }
  const [first, second] = figures.toSorted(before)
  if (first === undefined) return null
  return second !== undefined && before(first, second) === 0 ? undefined : first
}

/**
 * Of two of one millisecond: by the rest of their moments, written alike; then by their further fields. Positive: `a`
 * came later.
 */
export function cameLater(a: Figure, b: Figure): number {
  const told = ({ observedAt, order }: Figure) => [observedAt, order?.recordedAt, order?.sequence, order?.bodySha256]
  const [of, than] = [told(a), told(b)]
  if (a.observedAt.length !== b.observedAt.length) return 0
  const at = of.findIndex((part, i) => part !== than[i])
  return at === -1 ? 0 : (of[at] ?? '') > (than[at] ?? '') ? 1 : -1
}

/** What curves were worked out of, and they. */
interface Yields extends Pick<PlanningInput, 'cells' | 'serviceLines'> {
  k: number
  yields: ReadonlyMap<Cell, Curve>
}

/** The newest curves, by the first cell of their pool: mostly an input has the very cells and lines of the one before it. */
const known = new WeakMap<Cell, Yields>()

function yieldsOf(input: PlanningInput, lines: ReadonlyMap<string, ServiceLine>): ReadonlyMap<Cell, Curve> {
  const { cells, serviceLines, policy } = input
  const k = policy.shrinkConversions
  const [first] = cells
  const before = first && known.get(first)
  if (before?.k === k && areSame(before.cells, cells) && areSame(before.serviceLines, serviceLines))
    return before.yields
  const yields = workOutYields(cells, lines, k)
  if (first) known.set(first, { cells, serviceLines, k, yields })
  return yields
}

function areSame<Part>(a: readonly Part[], b: readonly Part[]): boolean {
  return a.length === b.length && a.every((part, i) => part === b[i])
}

/**
 * The curve of every cell: priors, corrected by actual ÷ expected bookings of the pool, then the line, then the cell
 * [V6, V8].
 */
function workOutYields(cells: readonly Cell[], lines: ReadonlyMap<string, ServiceLine>, k: number): Map<Cell, Curve> {
  const priors = new Map(cells.map((cell) => [cell, priorOf(cell, lines.get(cell.serviceLine))]))
  const evidenceOf = (cell: Cell) => {
    const { learned } = cell
    const { ceiling, half, base } = priors.get(cell) ?? { ceiling: 0, half: 1, base: 1 }
    if (learned.spendMinor <= 0) return { came: 0, expected: 0 }
    const daily = (learned.days ?? 0) > 0 ? learned.spendMinor / (learned.days ?? 1) : base
    return { came: learned.bookings, expected: ((learned.spendMinor / daily) * ceiling * daily) / (daily + half) }
  }
  const told = new Map(cells.map((cell) => [cell, evidenceOf(cell)]))
  const evidence = (cell: Cell) => told.get(cell) ?? evidenceOf(cell)
  const factor = (some: readonly Cell[], parent: number) => {
    let [counts, weights] = [1, 1]
    for (const cell of some) {
      const { came, expected } = evidence(cell)
      if (expected * parent <= 0) continue
      const most = (2 * expected * parent + k) / (expected * parent + k)
      counts += Math.min(came / (expected * parent + k), most)
      weights += 1 - k / (expected * parent + k)
    }
    return (parent * counts) / weights
  }
  const ownFactor = (cell: Cell, parent: number) => {
    const { came, expected } = evidence(cell)
    if (expected <= 0) return parent
    return (parent * (came + k)) / (expected * parent + k)
  }
  const ofPool = factor(cells, 1)
  const ofLines = new Map(
    [...Map.groupBy(cells, (cell) => cell.serviceLine)].map(([id, some]) => [id, factor(some, ofPool)]),
  )
  return new Map(
    cells.map((cell) => {
      const { ceiling, half } = priors.get(cell) ?? { ceiling: 0, half: 1 }
      return [cell, { ceiling: ceiling * ownFactor(cell, ofLines.get(cell.serviceLine) ?? ofPool), half }]
    }),
  )
}

function priorOf(cell: Cell, line: ServiceLine | undefined): Curve & { base: number } {
  const base = Math.max(1, cell.baselineDailyBudgetMinor)
  const kappa = line?.priorKappa ?? 1
  return { ceiling: (base * (1 + kappa)) / (line?.priorCostPerBookingMinor ?? Infinity), half: kappa * base, base }
}

/** The place of a cell. Looked up by location, then by service line: no key is built for each of many thousand cells. */
export function placesByCell(places: readonly Place[]): (cell: Cell) => Place | undefined {
  const byLocation = Map.groupBy(places, ({ locationId }) => locationId)
  return ({ locationId, serviceLine }) => byLocation.get(locationId)?.find((place) => place.serviceLine === serviceLine)
}

function membersOfPlaces(cells: readonly Cell[]): Cell[][] {
  return [...Map.groupBy(cells, ({ locationId }) => locationId).values()].flatMap((ofLocation) => [
    ...Map.groupBy(ofLocation, ({ serviceLine }) => serviceLine).values(),
  ])
}
