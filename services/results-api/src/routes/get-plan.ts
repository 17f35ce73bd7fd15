import { getPlan as operation } from '@sluice/contracts'
import { type PoolKey, type PoolState, readPlan, readPoolInForce } from '@sluice/database'
import { type HttpApp, ifNoneMatch, serve, weakEtag } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { readOrganization } from '../read-organization.ts'
import { planNotReady, poolNotFound } from '../refusals.ts'
import { rowToPlanJson } from '../stored-plan.ts'

/** GET /v1/pools/{poolId}/plan: the plan in force; 304 while it is the one the caller has. */
export function getPlan(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, principal, headers: asked }) => {
    const key = { orgId: principal.orgId, poolId: params.poolId }
    const { state, json } = await findCurrent(deps, key, asked['if-none-match'])
    const headers = currentHeaders(key, state)
    return json === undefined ? { status: 304, headers } : { status: 200, headers, json }
  })
}

/** The state of the pool, and its plan unless the caller has it; the two are of one moment. */
async function findCurrent(
  { db }: ResultsDeps,
  key: PoolKey,
  known: string | undefined,
): Promise<{ state: PoolState; json?: string }> {
  const { state, row } = await readOrganization(db, key.orgId, async (trx) => {
    const state = await readPoolInForce(trx, key)
    if (!state) throw poolNotFound()
    if (state.plan_number === null) throw planNotReady()
    if (ifNoneMatch(known, etagOf(key, state))) return { state }
    return { state, row: await readPlan(trx, { ...key, number: state.plan_number }) }
  })
  return row ? { state, json: await rowToPlanJson(row) } : { state }
}

/** By the plan alone: a new revision that changed nothing leaves the tag, and shows in its own header. */
function etagOf({ poolId }: PoolKey, state: PoolState): string {
  return weakEtag(`${poolId}.${state.plan_number}`)
}

function currentHeaders(key: PoolKey, state: PoolState): Record<string, string> {
  return {
    etag: etagOf(key, state),
    // Always ask, and mostly be answered 304: a plan may change at any second.
    'cache-control': 'private, no-cache',
    'sluice-computed-revision': String(state.computed_revision),
  }
}
