import { responseOf } from './curves/all.ts'
import { hillBookings } from './curves/hill.ts'
import { exactSum } from './doubles.ts'
import type { Cell, Optimal, Problem } from './problem.ts'

/** Worth of a cell at a spend, per day: valueMinor · min(bookings, headroom). `valueMinor` is money per booking. */
export function cellValue(cell: Cell, spendMinor: number): number {
  return cell.valueMinor * Math.min(cellBookings(cell, spendMinor), cell.headroom ?? Infinity)
}

/** Bookings per day the curve gives at a spend, before the headroom cuts them. */
export function cellBookings({ curve }: Cell, spendMinor: number): number {
  // For sums over a pool, which need each cell once: preparing its curve would take longer than the answer.
  return curve.kind === 'hill' ? hillBookings(curve, spendMinor) : responseOf(curve, 1).bookings(spendMinor)
}

/** Bookings a day the cells get from their amounts, each at most its headroom; exactly rounded, in any order. */
export function bookingsIn(problem: Problem, { allocation }: Pick<Optimal, 'allocation'>): number {
  return exactSum(
    problem.cells.map((cell) => Math.min(cellBookings(cell, allocation[cell.id] ?? 0), cell.headroom ?? Infinity)),
  )
}

/** What the optimiser maximises: the cells' values and the reserve at its hurdle. */
export function objectiveOf(problem: Problem, allocation: Record<string, number>, reserveMinor: number): number {
  const value = problem.cells.reduce((sum, cell) => sum + cellValue(cell, allocation[cell.id] ?? 0), 0)
  return value + problem.reserve.hurdle * reserveMinor
}
