import type { Cell, Curve } from './problem.ts'
import * as shape from './verify-shapes.ts'

/*
 * The curves once more, written for the checker alone from the formulas of SPEC.md: were it to import the optimiser's,
 * one mistake would pass in both. A test holds the two equal to the bit.
 */

/** Value per minor unit of the cell's step from x to x + unit. */
export function marginalOf(cell: Cell, x: number, unit: number): number {
  const whole = stepOf(cell.curve, x, unit)
  if (cell.headroom === null) return cell.valueMinor * whole
  const rest = (cell.headroom - bookingsOf(cell.curve, x)) / unit
  return cell.valueMinor * Math.max(0, Math.min(whole, rest))
}

/** The cell's value at x. */
export function worthAt(cell: Cell, x: number): number {
  return cell.valueMinor * Math.min(bookingsOf(cell.curve, x), cell.headroom ?? Infinity)
}

function bookingsOf(curve: Curve, x: number): number {
  switch (curve.kind) {
    case 'hill':
      return curve.ceiling / (1 + curve.halfSpendMinor / x)
    case 'logarithmic':
      return curve.factor * shape.log(1 + x / curve.scaleMinor)
    case 'power':
      return curve.bookingsAtReference * shape.power(x / curve.referenceMinor, curve.exponent)
    case 'exponential':
      return curve.ceiling * (1 - shape.expMinus(x / curve.scaleMinor))
    case 'piecewise':
    case 'sShaped':
      return shape.lineHeight(shape.lineOf(curve), x)
  }
}

function stepOf(curve: Curve, x: number, unit: number): number {
  switch (curve.kind) {
    case 'hill':
      return (curve.ceiling * curve.halfSpendMinor) / ((x + curve.halfSpendMinor) * (x + unit + curve.halfSpendMinor))
    case 'logarithmic': {
      const mean = (from: number) =>
        (curve.factor * shape.logRatio(unit / (2 * (from + curve.scaleMinor) + unit))) / unit
      return x + curve.scaleMinor >= unit ? mean(x) : Math.max(bookingsOf(curve, unit) / unit, mean(unit))
    }
    case 'power': {
      const mean = (from: number) => shape.powerMean(curve, from, unit)
      return x >= unit ? mean(x) : Math.max(bookingsOf(curve, unit) / unit, mean(unit))
    }
    case 'exponential': {
      const start = (curve.ceiling / curve.scaleMinor) * shape.meanExp(unit / curve.scaleMinor)
      return start * shape.expMinus(x / curve.scaleMinor)
    }
    case 'piecewise':
    case 'sShaped':
      return shape.lineMean(shape.lineOf(curve), x, x + unit)
  }
}
