import { responseOf } from './curves/all.ts'
import { hillBookings } from './curves/hill.ts'
import type { Cell, Problem } from './problem.ts'

/** Worth of a cell at a spend, per day: valueMinor · min(bookings, headroom). `valueMinor` is money per booking. */
export function cellValue(cell: Cell, spendMinor: number): number {
  return cell.valueMinor * Math.min(cellBookings(cell, spendMinor), cell.headroom ?? Infinity)
}

/** Bookings per day the curve gives at a spend, before the headroom cuts them. */
export function cellBookings({ curve }: Cell, spendMinor: number): number {
  // For sums over a pool, which need each cell once: preparing its curve would take longer than the answer.
  return curve.kind === 'hill' ? hillBookings(curve, spendMinor) : responseOf(curve, 1).bookings(spendMinor)
}

/** Bookings per minor unit at a spend (the curve's derivative, to the right), before the headroom cuts them. */
export function cellSlope(cell: Cell, spendMinor: number): number {
  return responseOf(cell.curve, 1).slope(spendMinor)
}

/** What the optimiser maximises: the cells' values and the reserve at its hurdle. */
export function objectiveOf(problem: Problem, allocation: Record<string, number>, reserveMinor: number): number {
  const value = problem.cells.reduce((sum, cell) => sum + cellValue(cell, allocation[cell.id] ?? 0), 0)
  return value + problem.reserve.hurdle * reserveMinor
}
