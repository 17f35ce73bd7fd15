import type { ServiceLine } from './input.ts'

/**
 * Share of booked visits that are kept after a wait [V2]. Logistic in the wait: odds of a miss 0.031 at once, growing by
 * e^0.0606 a day up to 4 weeks, which is the odds ratio of 5.45 found beyond 4 weeks (PMC11149957); beyond, no data.
 */
export function keptShare(waitDays: number): number {
  return 1 / (1 + 0.031 * Math.exp(0.0606 * Math.min(Math.max(0, waitDays), 28)))
}

/** Value of one booking, minor units [V1]. `waitDays` null: unknown, read as the policy's `unknownWaitDays` [V3]. */
export function valuePerBooking(line: ServiceLine, waitDays: number | null, unknownWaitDays: number): number {
  const visit = line.lifetimeValueMinor * line.marginShare
  const upsell = line.upsellRate * line.upsellValueMinor * line.marginShare
  return keptShare(waitDays ?? unknownWaitDays) * (visit + upsell) * line.weight
}
