import { type Faults, isRecord } from '../faults.ts'
import { checkHill, type HillCurve, hillResponse } from './hill.ts'
import type { Response } from './response.ts'

export type Curve = HillCurve

/** The curve as the optimiser reads it. */
export function responseOf(curve: Curve, unitMinor: number): Response {
  switch (curve.kind) {
    case 'hill':
      return hillResponse(curve, unitMinor)
  }
}

/** Adds what is wrong with a curve. `at` is a function: a million sound curves need no pointer. */
export function checkCurve(faults: Faults, at: () => string, curve: unknown): void {
  if (!isRecord(curve)) faults.add(at(), 'must be an object')
  else if (curve.kind === 'hill') checkHill(faults, at, curve)
  else faults.add(`${at()}/kind`, 'must be one of hill')
}
