import { getPlanCertificate as operation } from '@sluice/contracts'
import { type PoolKey, readPlan, readPlanInput, readPoolState } from '@sluice/database'
import { certificateOf, type StoredDecision } from '@sluice/recompute'
import { type HttpApp, ifNoneMatch, Problem, serve, weakEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { readOrganization } from '../read-organization.ts'
import { certificateNotAvailable, planNotFound, poolNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId}/plans/{number}/certificate: a plan's proof; it never changes, like its plan. */
export function getPlanCertificate(app: HttpApp, deps: ResultsDeps): void {
  const certify = oneAtATime(certificateOf)
  serve(app, operation, deps, async ({ params, principal, headers: asked }) => {
    const stored = await findDecision(deps, { orgId: principal.orgId, ...params })
    const etag = weakEtag(`${params.poolId}.${params.number}.certificate`)
    const headers = { etag, 'cache-control': 'private, max-age=31536000, immutable' }
    if (ifNoneMatch(asked['if-none-match'], etag)) return { status: 304, headers }
    const json = await certify(stored)
    if (json === null) throw certificateNotAvailable()
    return { status: 200, headers, json }
  })
}

/** Every run takes a thread, so there is one; further requests are answered to come again. */
function oneAtATime<Order, Done>(work: (order: Order) => Promise<Done>): (order: Order) => Promise<Done> {
  let isBusy = false
  return async (order) => {
    if (isBusy) {
      throw new Problem('too-many-requests', 'Another certificate is being made; they are made one at a time.', {
        headers: { 'retry-after': '1' },
      })
    }
    isBusy = true
    try {
      return await work(order)
    } finally {
      isBusy = false
    }
  }
}

async function findDecision({ db }: ResultsDeps, key: PoolKey & { number: number }): Promise<StoredDecision> {
  const { poolId, number } = key
  return readOrganization(db, key.orgId, async (trx) => {
    const row = await readPlan(trx, key)
    const decidedFrom = row && (await readPlanInput(trx, key))
    if (row && decidedFrom) return { poolId, number, plan: row.plan, input: decidedFrom.input }
    throw (await readPoolState(trx, key)) ? planNotFound() : poolNotFound()
  })
}
