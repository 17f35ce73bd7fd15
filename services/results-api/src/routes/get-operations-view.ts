import { type OperationsLine, listOperationsView as operation, type PooledRecommendation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import type { PlanPointers } from '../plan-pointers.ts'
import type { PlanReader } from '../plan-reader.ts'
import { changeOf, toViewLine, viewPages } from '../view-page.ts'

/** GET /v1/views/operations: openings and waits, and what advertising does because of them. */
export function getOperationsView(app: HttpApp, deps: ResultsDeps, pointers: PlanPointers, read: PlanReader): void {
  const page = viewPages('operations-view', { pointers, read }, toLine)
  serve(app, operation, deps, ({ query, principal: { orgId }, headers }) =>
    page({ orgId, path: operation.path, query, ifNoneMatch: headers['if-none-match'] }),
  )
}

/** Reasons that are a clinic's own; all others are money's, but for an undo: that is somebody's who went back. */
const ownReasons = new Set([
  'not_accepting',
  'no_headroom',
  'wait_gate',
  'throttled',
  'capacity_ceiling',
  'ageing',
  'stale_hold',
  'no_data',
  'old_data',
])
const byGate = { open: 'yes', throttled: 'less', gated: 'no' } as const

/**
 * Nobody is sent where there is no money, whatever the gate: somebody paused it, or there is none for it. And where a
 * gate's cut is not in force, because somebody has to approve it first or rejected it, patients are still sent.
 */
function advertisedOf(line: PooledRecommendation): OperationsLine['advertised'] {
  const { gate, recommendedDailyBudgetMinor: inForceMinor, maxDailyBudgetMinor: mostOfGateMinor } = line
  if (inForceMinor === 0) return 'no'
  return inForceMinor > mostOfGateMinor ? 'yes' : byGate[gate]
}

function toLine(line: PooledRecommendation): OperationsLine {
  const { waitDays, waitKind, waitlistSize, freshness, dataAgeSeconds, sentence } = line
  return {
    ...toViewLine(line),
    advertised: advertisedOf(line),
    openings: line.headroom,
    waitDays,
    waitKind,
    waitlistSize,
    freshness,
    dataAgeSeconds,
    because: line.reasons.filter((reason) => ownReasons.has(reason) || reason.startsWith('undo:')),
    adBudgetBeforeMinor: line.previousDailyBudgetMinor,
    adBudgetNowMinor: line.recommendedDailyBudgetMinor,
    adBudgetChangeMinor: changeOf(line),
    oneMoreOpeningMinor: line.nextSlotValueMinor,
    oneMoreOpeningAWeekMinor: line.slotAWeekValueMinor,
    sentence,
  }
}
