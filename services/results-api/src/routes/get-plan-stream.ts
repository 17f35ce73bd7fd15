import { followPlan as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import type { PlanStreams } from '../following/plan-streams.ts'
import type { PlanPointers } from '../plan-pointers.ts'
import { poolNotFound } from '../refusals.ts'

/** GET /v1/pools/{poolId}/plan/stream: what the pool goes by, and every change of it, as Server-Sent Events. */
export function getPlanStream(app: HttpApp, deps: ResultsDeps, pointers: PlanPointers, streams: PlanStreams): void {
  serve(app, operation, deps, async ({ params: { poolId }, principal: { orgId, keyId }, headers: asked }) => {
    const { pointer } = await pointers.current({ orgId, poolId })
    if (!pointer) throw poolNotFound()
    const known = knownPlan(asked['last-event-id'])
    const stream = streams.open({ orgId, poolId }, keyId, known)
    // What we remember may be older than what another server sent the follower; the next look knows.
    if (known === null || known <= (pointer.number ?? 0)) stream.onPlan(pointer.number)
    const headers = {
      'cache-control': 'private, no-store',
      // Kept for another request, the connection of a stream that ends as we close would hold up closing.
      connection: 'close',
      // Proxies that gather answers before they pass them on are asked not to.
      'x-accel-buffering': 'no',
    }
    return { status: 200, headers, stream }
  })
}

function knownPlan(lastEventId: string | string[] | undefined): number | null {
  return typeof lastEventId === 'string' && /^[1-9]\d{0,15}$/.test(lastEventId) ? Number(lastEventId) : null
}
