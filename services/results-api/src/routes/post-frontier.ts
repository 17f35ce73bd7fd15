import { tellFrontier as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { ask } from '../ask.ts'
import { toAssumption } from '../assumptions.ts'
import type { ResultsDeps } from '../deps.ts'

/** POST /v1/pools/{poolId}/frontier: expected bookings and value for a range of totals; stores nothing. */
export function postFrontier(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, body, principal: { orgId }, signal }) => {
    const { totalsMinor, range, ...whatIf } = body
    const assumption = await toAssumption(deps, { orgId, poolId: params.poolId }, whatIf)
    const order = { ...assumption, totalsMinor: totalsMinor ?? (range ? totalsOf(range) : []) }
    return { status: 200, json: await ask(deps, 'frontier', order, signal) }
  })
}

function totalsOf({ fromMinor, toMinor, steps }: { fromMinor: number; toMinor: number; steps: number }): number[] {
  return Array.from({ length: steps }, (_, i) => Math.round(fromMinor + ((toMinor - fromMinor) * i) / (steps - 1)))
}
