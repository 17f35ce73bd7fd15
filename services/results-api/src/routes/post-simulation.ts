import { simulatePlan as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { ask } from '../ask.ts'
import { toAssumption } from '../assumptions.ts'
import type { ResultsDeps } from '../deps.ts'

/** POST /v1/pools/{poolId}/simulations: the plan that would come out if; stores nothing. */
export function postSimulation(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, body, principal: { orgId }, signal }) => {
    const assumption = await toAssumption(deps, { orgId, poolId: params.poolId }, body)
    return { status: 200, json: await ask(deps, 'simulate', { ...assumption, ...query }, signal) }
  })
}
