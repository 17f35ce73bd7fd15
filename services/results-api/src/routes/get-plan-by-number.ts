import { getPlanByNumber as operation, type Plan } from '@sluice/contracts'
import { listPlanStandings, type PoolKey, readPoolState } from '@sluice/database'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import type { FindComputedPlan } from '../prepared-plans.ts'
import { readOrganization } from '../read-organization.ts'
import { planNotFound, poolNotFound } from '../refusals.ts'

/**
 * GET /v1/pools/{poolId}/plans/{number}: its numbers never change, but decisions change the status of the latest one.
 * From the next plan on that is settled too, and a client that has it need not ask again for a year.
 */
export function getPlanByNumber(app: HttpApp, deps: ResultsDeps, findPlan: FindComputedPlan): void {
  serve(app, operation, deps, async ({ params: { poolId, number }, principal: { orgId }, headers: asked }) => {
    const key = { orgId, poolId, number }
    const { status, isSettled } = await findStanding(deps, key)
    const etag = weakEtag(`${poolId}.${number}.${status}`)
    const control = isSettled ? 'private, max-age=31536000, immutable' : 'private, no-cache'
    const headers = { etag, 'cache-control': control, vary: 'accept-encoding' }
    const json = await findPlan({ ...key, status })
    if (!json) throw planNotFound()
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    return { status: 200, headers, json }
  })
}

async function findStanding(
  { db }: ResultsDeps,
  key: PoolKey & { number: number },
): Promise<{ status: Plan['status']; isSettled: boolean }> {
  return readOrganization(db, key.orgId, async (trx) => {
    // Before the standing: what is settled by then is read as it stays.
    const state = await readPoolState(trx, key)
    if (!state) throw poolNotFound()
    const [standing] = await listPlanStandings(trx, key, [key.number])
    return { status: standing?.status ?? 'published', isSettled: key.number < (state.plan_number ?? 0) }
  })
}
