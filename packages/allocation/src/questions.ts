import { allocate } from './allocate.ts'
import { exactSum } from './doubles.ts'
import { AMOUNT_LIMIT_MINOR, type Infeasible, type Invalid, type Optimal, type Problem } from './problem.ts'
import { cellBookings } from './value.ts'

/** An optimal split of an amount that was itself the question. */
export interface Answer extends Optimal {
  /** What the cells get, all together. */
  spentMinor: number
}

/**
 * How much is worth spending: money flows while a minor unit still earns more than `marginalReturn` (1.2: at least 20 %
 * on the last dollar), never past problem.totalMinor; the rest stays in the reserve. This is the problem with a reserve
 * of that hurdle and no cap, so it is exact in the same sense.
 */
export function allocateToReturn(problem: Problem, marginalReturn: number): Answer | Infeasible | Invalid {
  const result = allocate({ ...problem, reserve: { hurdle: marginalReturn, maxMinor: null } })
  return result.kind === 'optimal' ? { ...result, spentMinor: problem.totalMinor - result.reserveMinor } : result
}

/** No amount of money brings that many bookings within the bounds. */
export interface Unreachable {
  kind: 'unreachable'
  /** The most there can be. */
  bookings: number
}

/**
 * The least money that brings at least `bookings` a day within the bounds, whatever a booking is worth, and its split.
 * problem.totalMinor and the reserve play no part. Bookings (each cell's cut by its headroom) grow with the money, so
 * halving the amount finds the least to the unit: at most 50 exact solves.
 */
export function leastMoneyFor(problem: Problem, bookings: number): Answer | Infeasible | Invalid | Unreachable {
  if (!(bookings >= 0)) return { kind: 'invalid', errors: [{ pointer: '/bookings', message: 'must be a number ≥ 0' }] }
  const free = asBookings(problem)
  const most = allocate({ ...free, totalMinor: roomOf(problem), reserve: { hurdle: 0, maxMinor: null } })
  if (most.kind !== 'optimal') return most
  const reach = bookingsIn(problem, most)
  if (reach < bookings) return { kind: 'unreachable', bookings: reach }
  const unit = problem.unitMinor
  let low = Math.ceil(leastOf(free) / unit)
  let high = (roomOf(problem) - most.reserveMinor) / unit
  let best: Answer = { ...most, spentMinor: high * unit }
  while (low <= high) {
    const middle = Math.floor((low + high) / 2)
    const result = allocate({ ...free, totalMinor: middle * unit })
    if (result.kind !== 'optimal') return result
    if (bookingsIn(problem, result) >= bookings) {
      best = { ...result, spentMinor: middle * unit }
      high = middle - 1
    } else low = middle + 1
  }
  return { ...best, reserveMinor: 0 }
}

function asBookings(problem: Problem): Problem {
  const cells = problem.cells.map((cell) => ({ ...cell, valueMinor: 1 }))
  return { ...problem, reserve: { hurdle: 0, maxMinor: 0 }, cells }
}

/** Bookings a day the cells get from their amounts, each at most its headroom; exactly rounded, in any order. */
export function bookingsIn(problem: Problem, { allocation }: Pick<Optimal, 'allocation'>): number {
  return exactSum(
    problem.cells.map((cell) => Math.min(cellBookings(cell, allocation[cell.id] ?? 0), cell.headroom ?? Infinity)),
  )
}

/** More than all cells together can take, in whole units. */
function roomOf({ cells, unitMinor }: Problem): number {
  const room = cells.reduce((sum, cell) => Math.min(AMOUNT_LIMIT_MINOR, sum + cell.maxMinor), 0)
  return Math.floor(room / unitMinor) * unitMinor
}

/** The least the minimums allow: what is short when there is no money at all. */
function leastOf(problem: Problem): number {
  const nothing = allocate({ ...problem, totalMinor: 0 })
  return nothing.kind === 'infeasible' && nothing.scope === 'pool' ? nothing.missingMinor : 0
}
