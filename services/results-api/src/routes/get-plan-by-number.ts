import { getPlanByNumber as operation } from '@sluice/contracts'
import { type PoolKey, readPlan, readPoolState, type StoredPlan } from '@sluice/database'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { readOrganization } from '../read-organization.ts'
import { planNotFound, poolNotFound } from '../refusals.ts'
import { rowToPlanJson } from '../stored-plan.ts'

/** GET /v1/pools/{poolId}/plans/{number}: a plan never changes, so whoever has it need not ask again for a year. */
export function getPlanByNumber(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal, headers: asked }) => {
    const row = await findPlan(deps, { orgId: principal.orgId, ...params })
    const etag = weakEtag(`${params.poolId}.${params.number}`)
    const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable' }
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    return { status: 200, headers, json: await rowToPlanJson(row) }
  })
}

async function findPlan({ db }: ResultsDeps, key: PoolKey & { number: number }): Promise<StoredPlan> {
  return readOrganization(db, key.orgId, async (trx) => {
    const row = await readPlan(trx, key)
    if (row) return row
    throw (await readPoolState(trx, key)) ? planNotFound() : poolNotFound()
  })
}
