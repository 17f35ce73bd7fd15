import { type Demand, measure, narrow, openLeaves } from './demand.ts'
import { middleDouble } from './doubles.ts'

/** The price is at least `low` and at most `high`; `hints` are tried first, as far as they are still in question. */
export interface Bracket {
  low: number
  high: number
  hints?: readonly number[]
}

/** A measurement of the pool that need not be made. */
export interface Known {
  price: number
  sum: number
  /** Units more per price lower by its e-th part, roughly. It only guides the search. */
  elasticity: number
  /** Opens every leaf between what it took then and its bound on the side that is still in question. */
  open: (end: 'cheap' | 'dear') => void
  /** Measures at a second price, opens only the leaves that take another amount there, and returns the sum. */
  openUpTo: (price: number, end: 'cheap' | 'dear') => number
}

/** A bracket with the demand at its ends as far as known (else NaN): the two ends of the secant. */
interface Ends {
  low: number
  high: number
  /** Units above the target at `low` (at least 0), and below it just above `high` (more than 0). */
  over: number
  under: number
  moved: 'low' | 'high' | null
  /** While only one end is known: how many units more there are per e-th part of the price, and how boldly to step. */
  elasticity: number
  boldness: number
}

/** A little further than where the target should lie, so that both ends are known at once. */
const WARM_BOLDNESS = 1.05

/** Measurements in a row that may leave more than a quarter of the bracket before the doubles are halved instead. */
const PATIENCE = 4

/**
 * The greatest price at which the children of `node` take at least `target` units; 0 if they never do. Found exactly:
 * demand is whole units, and every measurement cuts the bracket to the next step that exists. Where to measure is only
 * a matter of speed: for hill curves demand is nearly linear in 1/√price, so a secant there (Illinois rule) needs about
 * ten measurements; halving the doubles in between bounds it at a few hundred for any curve.
 */
export function findPrice(demand: Demand, node: number, target: number, bracket: Bracket, known?: Known): number {
  const ends: Ends = {
    low: bracket.low,
    high: bracket.high,
    over: Number.NaN,
    under: Number.NaN,
    moved: null,
    elasticity: target,
    boldness: 2,
  }
  const hints = [...(bracket.hints ?? [])]
  let slow = 0
  if (known === undefined) openLeaves(demand, node)
  else startFrom(known, demand, ends, target, hints.length > 0)
  let next = nextHint(hints, ends) || secant(ends)
  while (ends.low < ends.high) {
    const price = next > ends.low && next <= ends.high ? next : middleDouble(ends.low, ends.high)
    const before = ends.high - ends.low
    cut(demand, ends, price, measure(demand, node, price) - target)
    slow = ends.high - ends.low > before / 4 && ends.over + ends.under >= 0 ? slow + 1 : 0
    next = nextHint(hints, ends) || (slow < PATIENCE ? secant(ends) : Number.NaN)
    if (slow >= PATIENCE) slow = 0
  }
  return ends.low
}

/**
 * From one known price and one a little beyond the target: between two so close prices most leaves take the same, and
 * need never be opened. Should the second price fall short of the target, all are; and where there are hints, those
 * prices come first.
 */
function startFrom(known: Known, demand: Demand, ends: Ends, target: number, hasHints: boolean): void {
  Object.assign(ends, { elasticity: known.elasticity, boldness: WARM_BOLDNESS })
  // What lies next to the price was not kept for every leaf: the price itself is the nearest safe end.
  demand.lowestTaken = known.price
  demand.highestRefused = known.price
  const end = moveEnd(demand, ends, known.price, known.sum - target)
  const beyond = hasHints ? Number.NaN : secant(ends)
  const excess = beyond > ends.low && beyond <= ends.high ? known.openUpTo(beyond, end) - target : Number.NaN
  if (end === 'cheap' ? excess < 0 : excess >= 0) moveEnd(demand, ends, beyond, excess)
  else known.open(end)
}

/** The first hint that is still in question; NaN where there is none. */
function nextHint(hints: number[], { low, high }: Ends): number {
  for (let hint = hints.shift(); hint !== undefined; hint = hints.shift()) if (hint > low && hint <= high) return hint
  return Number.NaN
}

function cut(demand: Demand, ends: Ends, price: number, excess: number): void {
  narrow(demand, moveEnd(demand, ends, price, excess))
}

/** Moves one end to where demand changes next; an end that stays for a second time counts half (Illinois). */
function moveEnd(demand: Demand, ends: Ends, price: number, excess: number): 'cheap' | 'dear' {
  if (excess >= 0) {
    ends.low = Math.min(ends.high, Math.max(price, demand.lowestTaken))
    ends.over = excess
    if (ends.moved === 'low') ends.under /= 2
    ends.moved = 'low'
    return 'cheap'
  }
  ends.high = Math.max(ends.low, demand.highestRefused)
  ends.under = -excess
  if (ends.moved === 'high') ends.over /= 2
  ends.moved = 'high'
  return 'dear'
}

/**
 * Where the line through both ends in 1/√price meets the target. While one end is unknown, a step in proportion to
 * what is missing, bolder each time: a warm start is a hair's breadth away, a cold one may be a factor of four.
 */
function secant(ends: Ends): number {
  const { low, high, over, under } = ends
  if (Number.isNaN(over) && Number.isNaN(under)) return Number.NaN
  if (Number.isNaN(over) || Number.isNaN(under)) return step(ends)
  const [near, far] = [1 / Math.sqrt(high), 1 / Math.sqrt(low)]
  const t = near + ((far - near) * (under + 0.5)) / (over + under + 1)
  return 1 / (t * t)
}

function step(ends: Ends): number {
  const missing = Number.isNaN(ends.over) ? ends.under : ends.over + 1
  const factor = 1 + Math.min(3, Math.max(1e-12, (ends.boldness * missing) / ends.elasticity))
  ends.boldness *= 4
  return Number.isNaN(ends.over) ? ends.high / factor : Math.min(ends.high, ends.low * factor)
}
