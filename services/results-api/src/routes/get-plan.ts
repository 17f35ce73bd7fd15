import { getPlan as operation } from '@sluice/contracts'
import { type Answer, type Asked, type AtOnce, type HttpApp, ifNoneMatch, serve, whenThere } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { planHeaders } from '../plan-headers.ts'
import type { PlanPointer, PlanPointers } from '../plan-pointers.ts'
import type { PreparedPlans } from '../prepared-plans.ts'
import { planNotFound, planNotReady, poolNotFound } from '../refusals.ts'

type Operation = typeof operation

/**
 * GET /v1/pools/{poolId}/plan: the plan in force, or the latest proposed; 304 while it is the one the caller has.
 * Without a promise where the pointer is known.
 */
export function getPlan(app: HttpApp, deps: ResultsDeps, pointers: PlanPointers, plans: PreparedPlans): void {
  const headersOf = planHeaders()
  const answer = (asked: Asked<Operation>, pointer: PlanPointer | null): AtOnce<Answer<Operation>> => {
    const { params, query, principal, headers: sent } = asked
    if (!pointer) throw poolNotFound()
    const { number } = pointer
    if (number === null) throw planNotReady()
    const plan = { orgId: principal.orgId, poolId: params.poolId, number }
    const headers = headersOf(pointer, { ...plan, status: query.status })
    if (ifNoneMatch(sent['if-none-match'], headers.etag)) return { status: 304, headers }
    return whenThere(plans[query.status](plan), (json) => {
      if (!json) throw planNotFound()
      return { status: 200, headers, json }
    })
  }
  serve(app, operation, deps, (asked) => {
    const pool = { orgId: asked.principal.orgId, poolId: asked.params.poolId }
    return whenThere(pointers.current(pool), ({ pointer }) => answer(asked, pointer))
  })
}
