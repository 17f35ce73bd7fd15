import type { Policy } from '@sluice/contracts'
import type { Fault } from './refusal.ts'

type Decisions = Policy['decisions']

/**
 * Where the new policy would let take effect unasked what asks now: leaving approval, larger steps, cuts by gates, the way
 * back to the baseline, cells without an approved message. In every mode: large steps ask in automatic pools too.
 */
export function weakerApproval(now: Decisions, next: Decisions): Fault[] {
  const weaker: Partial<Record<keyof Decisions, string>> = {
    ...(now.mode === 'approval' && next.mode !== 'approval' ? { mode: 'approval' } : {}),
    ...(next.largestRiseShare > now.largestRiseShare ? { largestRiseShare: `at most ${now.largestRiseShare}` } : {}),
    ...(next.largestCutShare > now.largestCutShare ? { largestCutShare: `at most ${now.largestCutShare}` } : {}),
    ...(next.gateCutsWithoutApproval && !now.gateCutsWithoutApproval ? { gateCutsWithoutApproval: 'false' } : {}),
    ...(next.climbBackWithoutApproval && !now.climbBackWithoutApproval ? { climbBackWithoutApproval: 'false' } : {}),
    ...(now.requireApprovedMessage && !next.requireApprovedMessage ? { requireApprovedMessage: 'true' } : {}),
  }
  return Object.entries(weaker).map(([setting, detail]) => ({
    pointer: `#/policy/decisions/${setting}`,
    detail: `${detail}, as it is; a key that also holds plans:decide may change it`,
  }))
}
