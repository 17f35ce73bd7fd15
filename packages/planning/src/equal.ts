import type { Plan, Recommendation } from './plan.types.ts'

/**
 * Whether two plans say the same [R3]: every cell's place, amount, gate, headroom, reasons and status, and the reserve. Times,
 * ages, sentences and expected figures do not make a new plan.
 */
export function plansAreEqual(a: Plan, b: Plan): boolean {
  if (a.reserveDailyMinor !== b.reserveDailyMinor || a.recommendations.length !== b.recommendations.length) return false
  const others = new Map(b.recommendations.map((line) => [line.cellId, line]))
  return a.recommendations.every((line) => {
    const other = others.get(line.cellId)
    return other !== undefined && linesAreEqual(line, other)
  })
}

function linesAreEqual(a: Recommendation, b: Recommendation): boolean {
  return (
    a.locationId === b.locationId &&
    a.serviceLine === b.serviceLine &&
    a.channel === b.channel &&
    a.recommendedDailyBudgetMinor === b.recommendedDailyBudgetMinor &&
    a.gate === b.gate &&
    a.headroom === b.headroom &&
    a.status === b.status &&
    a.reasons.length === b.reasons.length &&
    a.reasons.every((reason, i) => reason === b.reasons[i])
  )
}
