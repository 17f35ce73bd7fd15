import { type Demand, measure, narrow, openLeaves } from './demand.ts'
import { middleDouble } from './doubles.ts'

/** The price is at least `low` and at most `high`; `hint`, where given, is tried first. */
export interface Bracket {
  low: number
  high: number
  hint?: number
}

/** A bracket with the demand at its ends as far as known (else NaN): the two ends of the secant. */
interface Ends {
  low: number
  high: number
  /** Units above the target at `low` (at least 0), and below it just above `high` (more than 0). */
  over: number
  under: number
  moved: 'low' | 'high' | null
}

/** Measurements in a row that may leave more than a quarter of the bracket before the doubles are halved instead. */
const PATIENCE = 4

/**
 * The greatest price at which the children of `node` take at least `target` units; 0 if they never do. Found exactly:
 * demand is whole units, and every measurement cuts the bracket to the next step that exists. Where to measure is only
 * a matter of speed: for hill curves demand is nearly linear in 1/√price, so a secant there (Illinois rule) needs about
 * ten measurements; halving the doubles in between bounds it at a few hundred for any curve.
 */
export function findPrice(demand: Demand, node: number, target: number, bracket: Bracket): number {
  const ends: Ends = { low: bracket.low, high: bracket.high, over: Number.NaN, under: Number.NaN, moved: null }
  let next = bracket.hint ?? Number.NaN
  let slow = 0
  openLeaves(demand, node)
  while (ends.low < ends.high) {
    const price = next > ends.low && next <= ends.high ? next : middleDouble(ends.low, ends.high)
    const before = ends.high - ends.low
    cut(demand, ends, price, measure(demand, node, price) - target)
    slow = ends.high - ends.low > before / 4 ? slow + 1 : 0
    next = slow < PATIENCE ? secant(ends) : Number.NaN
    if (slow >= PATIENCE) slow = 0
  }
  return ends.low
}

/** Moves one end to where demand changes next; an end that stays for a second time counts half (Illinois). */
function cut(demand: Demand, ends: Ends, price: number, excess: number): void {
  if (excess >= 0) {
    ends.low = Math.min(ends.high, Math.max(price, demand.lowestTaken))
    ends.over = excess
    if (ends.moved === 'low') ends.under /= 2
    ends.moved = 'low'
    narrow(demand, 'cheap')
  } else {
    ends.high = Math.max(ends.low, demand.highestRefused)
    ends.under = -excess
    if (ends.moved === 'high') ends.over /= 2
    ends.moved = 'high'
    narrow(demand, 'dear')
  }
}

/** Where the line through both ends in 1/√price meets the target; before both are known, four times further out. */
function secant({ low, high, over, under }: Ends): number {
  if (Number.isNaN(over)) return Number.isNaN(under) || low > 0 ? Number.NaN : high / 4
  if (Number.isNaN(under)) return Math.min(high, low * 4)
  const [near, far] = [1 / Math.sqrt(high), 1 / Math.sqrt(low)]
  const t = near + ((far - near) * (under + 0.5)) / (over + under + 1)
  return 1 / (t * t)
}
