import { getPacing as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import { ask } from '../ask.ts'
import type { ResultsDeps } from '../deps.ts'

/** GET /v1/pools/{poolId}/pacing: spent against plan, where the period will end, and whether somebody should look. */
export function getPacing(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { poolId }, principal: { orgId }, signal }) => {
    const json = await ask(deps, 'pacing', { pool: { orgId, poolId }, of: 'pool' }, signal)
    // It moves with every event and every minute.
    return { status: 200, headers: { 'cache-control': 'private, no-store' }, json }
  })
}
