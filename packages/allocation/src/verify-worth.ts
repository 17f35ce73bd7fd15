import type { Cell } from './problem.ts'

/*
 * The curves once more, written for the checker alone: were it to import the optimiser's, one mistake would pass in
 * both. A test holds the two equal to the bit.
 */

/** Value per minor unit of the cell's step from x to x + unit. */
export function marginalOf(cell: Cell, x: number, unit: number): number {
  const whole = stepOf(cell, x, unit)
  if (cell.headroom === null) return cell.valueMinor * whole
  const rest = (cell.headroom - bookings(cell, x)) / unit
  return cell.valueMinor * Math.max(0, Math.min(whole, rest))
}

/** The cell's value at x. */
export function worthAt(cell: Cell, x: number): number {
  return cell.valueMinor * Math.min(bookings(cell, x), cell.headroom ?? Infinity)
}

function bookings({ curve }: Cell, x: number): number {
  switch (curve.kind) {
    case 'hill':
      return curve.ceiling / (1 + curve.halfSpendMinor / x)
  }
}

function stepOf({ curve }: Cell, x: number, unit: number): number {
  switch (curve.kind) {
    case 'hill': {
      const s = curve.halfSpendMinor
      return (curve.ceiling * s) / ((x + s) * (x + unit + s))
    }
  }
}
