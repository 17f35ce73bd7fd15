import type { Faults } from '../faults.ts'
import { risingPower } from './arithmetic.ts'
import type { Response } from './response.ts'

/** bookings(x) = bookingsAtReference · (x / referenceMinor)^exponent, 0 < exponent ≤ 1: constant elasticity. */
export interface PowerCurve {
  kind: 'power'
  bookingsAtReference: number
  referenceMinor: number
  exponent: number
}

/** Gauss–Legendre, two points: where in a unit the slope is read. */
const EARLY = 0.21132486540518713
const LATE = 0.7886751345948129

/**
 * A step is the mean of the slope at two Gauss points (3·10⁻⁴ from the plain difference at the second unit, then
 * shrinking with the fourth power of the spend): a difference of two powers would lose the digits that decide. The
 * first unit, where the slope is infinite, is the plain difference, not under the second.
 */
export function powerResponse(curve: PowerCurve, unitMinor: number): Response {
  const { bookingsAtReference: factor, referenceMinor: reference, exponent } = curve
  const bookings = (x: number) => factor * risingPower(x / reference, exponent)
  const slope = (x: number) => (factor * exponent) / reference / risingPower(x / reference, 1 - exponent)
  const later = (x: number) => (slope(x + EARLY * unitMinor) + slope(x + LATE * unitMinor)) / 2
  return {
    bookings,
    step: (x) => (x >= unitMinor ? later(x) : Math.max(bookings(unitMinor) / unitMinor, later(unitMinor))),
    slope,
    spendAt: (wanted) => reference * ((factor * exponent) / reference / wanted) ** (1 / (1 - exponent)) - unitMinor / 2,
    hull: false,
  }
}

export function checkPower(faults: Faults, at: () => string, curve: Record<string, unknown>): void {
  if (faults.strict) faults.keys(at(), curve, ['kind', 'bookingsAtReference', 'referenceMinor', 'exponent'])
  const { bookingsAtReference, referenceMinor, exponent } = curve
  if (!faults.isFigure(bookingsAtReference)) faults.figure(`${at()}/bookingsAtReference`, bookingsAtReference)
  if (!faults.isSpend(referenceMinor)) faults.spend(`${at()}/referenceMinor`, referenceMinor)
  faults.between(at, 'exponent', exponent, 0.01, 1)
}
