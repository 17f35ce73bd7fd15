import { replayPlan as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { ask } from '../ask.ts'
import type { ResultsDeps } from '../deps.ts'
import { requirePlans } from '../find-plan.ts'
import { readOrganization } from '../read-organization.ts'

/** POST /v1/pools/{poolId}/plans/{number}/replay: a plan made again from its inputs and the log, and compared. */
export function postReplay(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { poolId, number }, principal: { orgId }, signal }) => {
    const pool = { orgId, poolId }
    await readOrganization(deps.db, orgId, (trx) => requirePlans(trx, pool, [number]))
    return { status: 200, json: await ask(deps, 'replay', { pool, number }, signal) }
  })
}
