import type { Faults } from '../faults.ts'
import { doubleAtanh, risingLog } from './arithmetic.ts'
import type { Response } from './response.ts'

/** bookings(x) = factor · ln(1 + x / scaleMinor): never full, each doubling of the spend adds about as much. */
export interface LogarithmicCurve {
  kind: 'logarithmic'
  factor: number
  scaleMinor: number
}

/**
 * A step is factor · ln((x+u+s)/(x+s)) / u = factor · 2·atanh(u/(2(x+s)+u)) / u: the argument falls with x. Below one
 * unit, where a scale under the unit would need a long series, the step is the plain difference, not under the next.
 */
export function logarithmicResponse({ factor, scaleMinor: scale }: LogarithmicCurve, unitMinor: number): Response {
  const bookings = (x: number) => factor * risingLog(1 + x / scale)
  const later = (x: number) => (factor * doubleAtanh(unitMinor / (2 * (x + scale) + unitMinor))) / unitMinor
  return {
    bookings,
    step: (x) => (x + scale >= unitMinor ? later(x) : Math.max(bookings(unitMinor) / unitMinor, later(unitMinor))),
    slope: (x) => factor / (x + scale),
    spendAt: (slope) => factor / slope - scale - unitMinor / 2,
    hull: false,
  }
}

export function checkLogarithmic(faults: Faults, at: () => string, curve: Record<string, unknown>): void {
  if (faults.strict) faults.keys(at(), curve, ['kind', 'factor', 'scaleMinor'])
  const { factor, scaleMinor } = curve
  if (!faults.isFigure(factor)) faults.figure(`${at()}/factor`, factor)
  if (!faults.isSpend(scaleMinor)) faults.spend(`${at()}/scaleMinor`, scaleMinor)
}
