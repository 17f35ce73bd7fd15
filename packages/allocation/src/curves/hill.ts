import type { Faults } from '../faults.ts'
import type { Response } from './response.ts'

/** bookings(x) = ceiling · x / (x + halfSpendMinor): saturating, half the ceiling at the half spend. */
export interface HillCurve {
  kind: 'hill'
  ceiling: number
  halfSpendMinor: number
}

/**
 * Monotone in floating point: x + s rises with x, so does the product of two such sums, and the quotient falls.
 * `bookings` is written A/(1 + s/x) because there each operation is monotone; A·x/(x+s) is not.
 */
export function hillResponse(curve: HillCurve, unitMinor: number): Response {
  const { ceiling, halfSpendMinor: half } = curve
  const scale = ceiling * half
  return {
    bookings: (x) => hillBookings(curve, x),
    step: (x) => scale / ((x + half) * (x + unitMinor + half)),
    slope: (x) => scale / ((x + half) * (x + half)),
    spendAt: (slope) => Math.sqrt(scale / slope + (unitMinor * unitMinor) / 4) - half - unitMinor / 2,
    hull: false,
  }
}

/** Bookings per day at a spend: for sums over many cells that use each curve once. */
export function hillBookings({ ceiling, halfSpendMinor }: HillCurve, x: number): number {
  return ceiling / (1 + halfSpendMinor / x)
}

export function checkHill(faults: Faults, at: () => string, curve: Record<string, unknown>): void {
  if (faults.strict) faults.keys(at(), curve, ['kind', 'ceiling', 'halfSpendMinor'])
  const { ceiling, halfSpendMinor } = curve
  if (!faults.isFigure(ceiling)) faults.figure(`${at()}/ceiling`, ceiling)
  if (!faults.isSpend(halfSpendMinor)) faults.spend(`${at()}/halfSpendMinor`, halfSpendMinor)
}
