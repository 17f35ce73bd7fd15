import type { Faults } from '../faults.ts'
import { fadingExp, meanFading } from './arithmetic.ts'
import type { Response } from './response.ts'

/** bookings(x) = ceiling · (1 − e^(−x / scaleMinor)): saturating, sooner than hill. */
export interface ExponentialCurve {
  kind: 'exponential'
  ceiling: number
  scaleMinor: number
}

/** A step is the slope at its start times a constant, the mean fading over one unit. */
export function exponentialResponse({ ceiling, scaleMinor: scale }: ExponentialCurve, unitMinor: number): Response {
  const first = (ceiling / scale) * meanFading(unitMinor / scale)
  return {
    bookings: (x) => ceiling * (1 - fadingExp(x / scale)),
    step: (x) => first * fadingExp(x / scale),
    slope: (x) => (ceiling / scale) * fadingExp(x / scale),
    spendAt: (slope) => scale * Math.log(first / slope) + unitMinor,
    hull: false,
  }
}

export function checkExponential(faults: Faults, at: () => string, curve: Record<string, unknown>): void {
  if (faults.strict) faults.keys(at(), curve, ['kind', 'ceiling', 'scaleMinor'])
  const { ceiling, scaleMinor } = curve
  if (!faults.isFigure(ceiling)) faults.figure(`${at()}/ceiling`, ceiling)
  if (!faults.isSpend(scaleMinor)) faults.spend(`${at()}/scaleMinor`, scaleMinor)
}
