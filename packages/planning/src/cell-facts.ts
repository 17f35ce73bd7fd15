import { type Bounds, type BoundsInput, boundsOf, isHeldAtMost, lockOf } from './bounds.ts'
import { amountNow, amountsBefore } from './first-amount.ts'
import { emptyGateMemory } from './gate.ts'
import { headroomPerDayOf } from './headroom.ts'
import type { Cell, PlanningInput } from './input.ts'
import { toMs } from './instant.ts'
import { factsOf, type PlaceFacts, unknownPlace } from './place-facts.ts'
import { deadBandOf } from './ramp.ts'
import { bookingsAt, type Response, responsesOf } from './response.ts'

/** All that a plan knows of one cell before any money is split. */
export interface CellFacts {
  cell: Cell
  place: PlaceFacts
  response: Response
  bounds: Bounds
  deadBandMinor: number
  /** The cell's part of its place's room: whole people to show. Null: unknown. */
  headroom: number | null
  /** The same per day and exact, to cap the curve; 0 where nobody is taken. Null: unknown. */
  headroomPerDay: number | null
}

/**
 * What was worked out from an input; a plan, and what of it comes into force, need the same. An input is never changed.
 */
const known = new WeakMap<PlanningInput, readonly CellFacts[]>()

/** The facts of every cell, by id in ascending order, so that nothing depends on the order of the input. */
export function cellFactsOf(input: PlanningInput): readonly CellFacts[] {
  const facts = known.get(input) ?? workOut(input)
  known.set(input, facts)
  return facts
}

function workOut(input: PlanningInput): CellFacts[] {
  const { policy } = input
  const atMs = toMs(input.asOf)
  const cells = input.cells.toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const lines = new Map(input.serviceLines.map((line) => [line.id, line]))
  const responses = responsesOf(cells, lines, policy)
  const placesOf = Map.groupBy(input.places, ({ locationId }) => locationId)
  const inForce = amountsBefore(input)
  const { currencyExponent, asOf } = input
  const settings = { policy, currencyExponent, asOf, inForce }
  const facts = new Array<CellFacts>(cells.length)
  for (const { members, indexes } of membersOfPlaces(cells)) {
    const [first] = members
    const line = lines.get(first?.serviceLine ?? '')
    if (first === undefined || line === undefined) throw new Error(`cell ${first?.id} names no known service line`)
    const { locationId, serviceLine } = first
    const told = placesOf.get(locationId)?.find((place) => place.serviceLine === serviceLine)
    const place = told ?? unknownPlace(locationId, serviceLine, emptyGateMemory())
    const ofPlace = factsOf(place, line, policy, atMs)
    const ofMembers = knownMembers({ members, place: ofPlace, responses, input: settings, atMs })
    for (const [i, of] of ofMembers.entries()) facts[indexes[i] ?? 0] = of
  }
  return facts
}

/** The cells of a place, and where each of them is in the list they came from. */
interface OfPlace {
  serviceLine: string
  members: Cell[]
  indexes: number[]
}

/** The cells of each place. By location, then by service line: no key is built for each of many thousand cells. */
function membersOfPlaces(cells: readonly Cell[]): OfPlace[] {
  const byLocation = new Map<string, OfPlace[]>()
  for (const [index, cell] of cells.entries()) {
    const { locationId, serviceLine } = cell
    const places = byLocation.get(locationId) ?? []
    if (places.length === 0) byLocation.set(locationId, places)
    const place = places.find((each) => each.serviceLine === serviceLine)
    if (place === undefined) places.push({ serviceLine, members: [cell], indexes: [index] })
    else {
      place.members.push(cell)
      place.indexes.push(index)
    }
  }
  return [...byLocation.values()].flat()
}

/** The cells of one place, and what their facts are worked out of. */
interface Members {
  members: readonly Cell[]
  place: PlaceFacts
  responses: ReadonlyMap<string, Response>
  input: BoundsInput
  atMs: number
}

/**
 * Facts of the cells of a place, and the time they stand in. What else they were worked out from is in them, or the
 * place's.
 */
interface Standing {
  facts: readonly CellFacts[]
  /** What each cell had in force, where its facts depend on that. */
  hadMinor: readonly (number | null)[]
  currencyExponent: number
  fromMs: number
  untilMs: number
}

/** From the facts of a place, those of its cells. The policy is the place's. */
const standing = new WeakMap<PlaceFacts, Standing>()

function knownMembers(of: Members): readonly CellFacts[] {
  const before = standing.get(of.place)
  if (before !== undefined && isStanding(before, of)) return before.facts
  const facts = factsOfMembers(of)
  const { currencyExponent } = of.input
  const untilMs = firstExpiryMs(of.members, of.atMs)
  const hadMinor = of.members.map((cell) => hadOf(cell, of))
  standing.set(of.place, { facts, hadMinor, currencyExponent, fromMs: of.atMs, untilMs })
  return facts
}

/** What the facts of a cell take from what is in force, which no cell says; null: nothing. */
function hadOf(cell: Cell, { place, input }: Members): number | null {
  return isHeldAtMost(cell, place, input.policy) ? amountNow(cell, input.inForce, input.policy) : null
}

function isStanding(before: Standing, of: Members): boolean {
  const { members, responses, input, atMs } = of
  const { facts, hadMinor, currencyExponent, fromMs, untilMs } = before
  if (facts.length !== members.length || currencyExponent !== input.currencyExponent) return false
  if (atMs < fromMs || atMs >= untilMs) return false
  return facts.every(({ cell, response }, i) => {
    const isSameCell = cell === members[i] && isSame(response, responses.get(cell.id))
    return isSameCell && (hadMinor[i] === null || hadMinor[i] === hadOf(cell, of))
  })
}

function isSame(a: Response, b: Response | undefined): boolean {
  return a.ceiling === b?.ceiling && a.halfSpendMinor === b.halfSpendMinor
}

function firstExpiryMs(members: readonly Cell[], atMs: number): number {
  let first = Infinity
  for (const { lock } of members) {
    const expiresMs = lock === null || lock.expiresAt === null ? Infinity : toMs(lock.expiresAt)
    if (expiresMs > atMs) first = Math.min(first, expiresMs)
  }
  return first
}

function factsOfMembers({ members, place, responses, input }: Members): CellFacts[] {
  const rooms = splitHeadroom(members, place, responses, input)
  const isClosed = place.gate.causes.includes('accepting')
  return members.map((cell, i) => ({
    cell,
    place,
    response: responses.get(cell.id) ?? { ceiling: 0, halfSpendMinor: 1 },
    bounds: boundsOf(cell, place, input),
    deadBandMinor: deadBandOf(cell, input.policy, input.currencyExponent),
    headroom: rooms?.[i]?.headroom ?? null,
    headroomPerDay: isClosed ? 0 : (rooms?.[i]?.headroomPerDay ?? null),
  }))
}

/** The place's room over its cells, by bookings expected at the reference [H8]; a removed or paused cell gets none. */
function splitHeadroom(
  members: readonly Cell[],
  { headroom, place }: PlaceFacts,
  responses: ReadonlyMap<string, Response>,
  { policy, asOf }: Pick<PlanningInput, 'policy' | 'asOf'>,
): { headroom: number; headroomPerDay: number }[] | null {
  if (headroom === null) return null
  const people = Math.max(0, headroom.people) * place.share
  const perDay = headroomPerDayOf(people, headroom.horizonDays, policy.leadDays)
  const isPaused = (cell: Cell) => lockOf(cell, asOf)?.kind === 'pause'
  const shares = toShares(members.map((cell) => weightOf(cell, isPaused(cell), responses.get(cell.id))))
  // Whole people are shown, and the parts add up to what is shown of the place.
  const whole = splitWhole(Math.floor(people + 1e-9), shares)
  return shares.map((share, i) => ({ headroom: whole[i] ?? 0, headroomPerDay: share * perDay }))
}

function weightOf(cell: Cell, isPaused: boolean, response: Response | undefined): number {
  if (cell.status === 'removed' || isPaused || response === undefined) return 0
  // A cell that was paused still needs room to come back: what it would bring at a minor unit.
  return bookingsAt(response, Math.max(1, cell.reference.dailyBudgetMinor))
}

function toShares(weights: readonly number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0)
  return sum > 0 ? weights.map((weight) => weight / sum) : weights.map(() => 0)
}

/** Largest remainders; ties to the first, which is the smaller id. */
function splitWhole(total: number, shares: readonly number[]): number[] {
  if (shares.length === 1) return [shares[0] === 0 ? 0 : total]
  const whole = shares.map((share) => Math.floor(share * total + 1e-9))
  const left = total - whole.reduce((sum, part) => sum + part, 0)
  const byRest = shares
    .map((share, i) => ({ i, rest: share * total - (whole[i] ?? 0) }))
    .sort((a, b) => b.rest - a.rest || a.i - b.i)
  for (const { i } of byRest.filter(({ i }) => (shares[i] ?? 0) > 0).slice(0, left)) whole[i] = (whole[i] ?? 0) + 1
  return whole
}
