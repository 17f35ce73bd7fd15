import type { Faults } from '../faults.ts'
import { risingPower } from './arithmetic.ts'
import type { Response } from './response.ts'
import { segmentsOf, segmentsResponse } from './segments.ts'

/**
 * bookings(x) = ceiling · x^n / (x^n + halfSpendMinor^n), exponent n > 1: little happens until enough is spent. It is
 * not concave, so its concave hull takes its place and the result names the cell: a straight line from 0 to where the
 * tangent touches, x = halfSpendMinor · (n − 1)^(1/n), then the curve in chords of 1/16 octave, ten octaves long.
 */
export interface SShapedCurve {
  kind: 'sShaped'
  ceiling: number
  halfSpendMinor: number
  exponent: number
}

const CHORDS = 160

export function sShapedResponse({ ceiling, halfSpendMinor, exponent }: SShapedCurve, unitMinor: number): Response {
  const bookings = (x: number) => ceiling / (1 + 1 / risingPower(x / halfSpendMinor, exponent))
  const ratio = risingPower(2, 1 / 16)
  const corners = [0]
  let x = halfSpendMinor * risingPower(exponent - 1, 1 / exponent)
  for (let i = 0; i <= CHORDS; i++) {
    corners.push(x)
    x *= ratio
  }
  return segmentsResponse(segmentsOf(corners, corners.map(bookings)), unitMinor, true)
}

export function checkSShaped(faults: Faults, at: () => string, curve: Record<string, unknown>): void {
  if (faults.strict) faults.keys(at(), curve, ['kind', 'ceiling', 'halfSpendMinor', 'exponent'])
  const { ceiling, halfSpendMinor, exponent } = curve
  if (!faults.isFigure(ceiling)) faults.figure(`${at()}/ceiling`, ceiling)
  if (!faults.isSpend(halfSpendMinor)) faults.spend(`${at()}/halfSpendMinor`, halfSpendMinor)
  faults.between(at, 'exponent', exponent, 1.01, 20)
}
