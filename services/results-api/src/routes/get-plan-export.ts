import { getPlanExport as operation } from '@sluice/contracts'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { answerOf } from '../export-answer.ts'
import { makeFile } from '../export-file.ts'
import { readExportSource } from '../export-source.ts'
import { readOrganization } from '../read-organization.ts'

/** GET /v1/pools/{poolId}/plans/{number}/exports/{format}: the file as it would be. */
export function getPlanExport(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params, query, principal: { orgId } }) => {
    const key = { orgId, poolId: params.poolId }
    const source = await readOrganization(deps.db, orgId, (trx) => readExportSource(trx, key, params))
    const asked = { ...query, validateOnly: query.validateOnly === 'true', nowMs: Date.now() }
    return answerOf(params.format, makeFile(source, params.format, asked))
  })
}
