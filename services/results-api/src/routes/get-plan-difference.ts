import { getPlanDifference as operation } from '@sluice/contracts'
import type { PoolKey } from '@sluice/database'
import { type HttpApp, ifNoneMatch, Problem, serve, weakEtag } from '@sluice/service-kit'
import { ask } from '../ask.ts'
import type { ResultsDeps } from '../deps.ts'
import { findPlanBefore, requirePlans } from '../find-plan.ts'
import { readOrganization } from '../read-organization.ts'

/** GET /v1/pools/{poolId}/plans/{number}/diff: who gained and who lost between two plans; neither ever changes. */
export function getPlanDifference(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal: { orgId }, headers: asked, signal }) => {
    const { poolId, number } = params
    const against = await findAgainst(deps, { orgId, poolId }, number, query.against)
    const etag = weakEtag(`${poolId}.${number}.against.${against}`)
    // Which plan is the one before may change: plans are not kept for ever.
    const isFixed = query.against !== undefined
    const headers = { etag, 'cache-control': isFixed ? 'private, max-age=31536000, immutable' : 'private, no-cache' }
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    const order = { pool: { orgId, poolId }, number, against }
    return { status: 200, headers, json: await ask(deps, 'difference', order, signal) }
  })
}

async function findAgainst(
  { db }: ResultsDeps,
  key: PoolKey,
  number: number,
  asked: number | undefined,
): Promise<number> {
  return readOrganization(db, key.orgId, async (trx) => {
    await requirePlans(trx, key, asked === undefined ? [number] : [number, asked])
    const against = asked ?? (await findPlanBefore(trx, key, number))
    if (against !== undefined) return against
    throw new Problem('plan-not-found', 'No plan before this one is kept; name another one with `against`.')
  })
}
