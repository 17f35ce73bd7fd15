import type { GateState, Policy, ServiceLine } from './input.ts'

/** Waits, in days of the service line's own kind, between which a place is throttled and from which it is gated. */
export interface WaitThresholds {
  throttleFrom: number
  gateFrom: number
  /** At or below these a throttled or gated place may come back. */
  throttleBack: number
  gateBack: number
}

/** The waits at which the gate moves [G2, G3]. */
export function waitThresholds(policy: Policy, line: ServiceLine): WaitThresholds {
  const { gate } = policy
  const throttleFrom = Math.max(gate.throttleMinDays, gate.throttleShareOfTypical * line.typicalWaitDays)
  const gateFrom = Math.max(gate.gateMinDays, gate.gateShareOfTypical * line.typicalWaitDays)
  return {
    throttleFrom,
    gateFrom,
    throttleBack: gate.throttleReturnShare * throttleFrom,
    gateBack: gate.gateReturnShare * gateFrom,
  }
}

// 0.7 · 12.6 is 8.819999999999999: a wait of 8.82 days is at that threshold, not above it.
const lastBits = 1e-9

/** Where a wait alone would put a place, without memory. */
export function stateOfWait(days: number, thresholds: WaitThresholds): GateState {
  if (days >= thresholds.gateFrom - lastBits) return 'gated'
  return days >= thresholds.throttleFrom - lastBits ? 'throttled' : 'open'
}

/** Whether a wait is short enough for a place in this state to come back [G3]. */
export function isWaitBack(days: number, state: GateState, thresholds: WaitThresholds): boolean {
  return days <= (state === 'gated' ? thresholds.gateBack : thresholds.throttleBack) + lastBits
}

/** Headroom from which a full place may come back [G6]: 5 % of capacity, at least one person. */
export function headroomBack(policy: Policy, capacity: number | null): number {
  return Math.max(policy.gate.headroomReturnMin, policy.gate.headroomReturnShareOfCapacity * (capacity ?? 0))
}

/**
 * Share of its baseline a throttled place may get [B6]: 1 at the throttling wait, falling in a line to `floorShare` at the
 * gating wait.
 */
export function throttleFactor(days: number, thresholds: WaitThresholds, floorShare: number): number {
  const { throttleFrom, gateFrom } = thresholds
  const way = gateFrom > throttleFrom ? (days - throttleFrom) / (gateFrom - throttleFrom) : days >= gateFrom ? 1 : 0
  return 1 - Math.min(1, Math.max(0, way)) * (1 - floorShare)
}
