import { getPlanByNumber as operation } from '@sluice/contracts'
import { readPoolState } from '@sluice/database'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import type { FindPreparedPlan } from '../prepared-plans.ts'
import { readOrganization } from '../read-organization.ts'
import { planNotFound, poolNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId}/plans/{number}: a plan never changes, so whoever has it need not ask again for a year. */
export function getPlanByNumber(app: HttpApp, deps: ResultsDeps, findPlan: FindPreparedPlan): void {
  serve(app, operation, deps, async ({ params: { poolId, number }, principal: { orgId }, headers: asked }) => {
    const json = await findPlan({ orgId, poolId, number })
    if (!json) {
      const state = await readOrganization(deps.db, orgId, (trx) => readPoolState(trx, { orgId, poolId }))
      throw state ? planNotFound() : poolNotFound()
    }
    const etag = weakEtag(`${poolId}.${number}`)
    const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable', vary: 'accept-encoding' }
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    return { status: 200, headers, json }
  })
}
