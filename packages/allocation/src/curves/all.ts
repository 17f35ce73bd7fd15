import { type Faults, isRecord } from '../faults.ts'
import { checkExponential, type ExponentialCurve, exponentialResponse } from './exponential.ts'
import { checkHill, type HillCurve, hillResponse } from './hill.ts'
import { checkLogarithmic, type LogarithmicCurve, logarithmicResponse } from './logarithmic.ts'
import { checkPiecewise, type PiecewiseCurve, piecewiseResponse } from './piecewise.ts'
import { checkPower, type PowerCurve, powerResponse } from './power.ts'
import type { Response } from './response.ts'
import { checkSShaped, type SShapedCurve, sShapedResponse } from './s-shaped.ts'

export type Curve = HillCurve | LogarithmicCurve | PowerCurve | ExponentialCurve | PiecewiseCurve | SShapedCurve

type Check = (faults: Faults, at: () => string, curve: Record<string, unknown>) => void
type KindOf<K extends Curve['kind']> = Extract<Curve, { kind: K }>
type Kinds = { [K in Curve['kind']]: { respond: (curve: KindOf<K>, unitMinor: number) => Response; check: Check } }

/** A new curve is one file and one line here (and one in verify-worth.ts, which trusts none of these). */
const kinds: Kinds = {
  hill: { respond: hillResponse, check: checkHill },
  logarithmic: { respond: logarithmicResponse, check: checkLogarithmic },
  power: { respond: powerResponse, check: checkPower },
  exponential: { respond: exponentialResponse, check: checkExponential },
  piecewise: { respond: piecewiseResponse, check: checkPiecewise },
  sShaped: { respond: sShapedResponse, check: checkSShaped },
}

/** The curve as the optimiser reads it, for steps of `unitMinor`. */
export function responseOf(curve: Curve, unitMinor: number): Response {
  const respond = kinds[curve.kind].respond as (curve: Curve, unitMinor: number) => Response
  return respond(curve, unitMinor)
}

/** Adds what is wrong with a curve. `at` is a function: a million sound curves need no pointer. */
export function checkCurve(faults: Faults, at: () => string, curve: unknown): void {
  if (!isRecord(curve)) faults.add(at(), 'must be an object')
  else if (isKind(curve.kind)) kinds[curve.kind].check(faults, at, curve)
  else faults.add(`${at()}/kind`, `must be one of ${Object.keys(kinds).join(', ')}`)
}

function isKind(kind: unknown): kind is Curve['kind'] {
  return typeof kind === 'string' && Object.hasOwn(kinds, kind)
}
