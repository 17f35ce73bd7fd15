import { getExportSummary as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { makeFile } from '../export-file.ts'
import { readExportSource } from '../export-source.ts'
import { readOrganization } from '../read-organization.ts'

/** GET /v1/pools/{poolId}/plans/{number}/exports/{format}/summary */
export function getExportSummary(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal: { orgId } }) => {
    const key = { orgId, poolId: params.poolId }
    const source = await readOrganization(deps.db, orgId, (trx) => readExportSource(trx, key, params))
    const { summary } = makeFile(source, params.format, { ...query, nowMs: Date.now() })
    return { status: 200, headers: { 'cache-control': 'private, no-store' }, body: summary }
  })
}
