import { exportPlan as operation } from '@sluice/contracts'
import { insertAuditEntry, lockExports, noteExport, withOrganization } from '@sluice/database'
import { type HttpApp, serve } from '@sluice/service-kit'
import type { ResultsDeps } from '../deps.ts'
import { answerOf } from '../export-answer.ts'
import { makeFile } from '../export-file.ts'
import { readExportSource } from '../export-source.ts'
import { olderPlanNotYours } from '../refusals.ts'

/** POST /v1/pools/{poolId}/plans/{number}/exports/{format}: the file, noted before it leaves. */
export function postPlanExport(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async ({ params: { poolId, number, format }, query, principal, requestId }) => {
    const { orgId, keyId: actor } = principal
    const key = { orgId, poolId }
    return withOrganization(deps.db, { role: 'sluice_results', orgId }, async (trx) => {
      await lockExports(trx, key)
      const source = await readExportSource(trx, key, { number, format })
      // What was in force once was decided against since: sending a platform back there is a decision.
      if (!source.isInForce && !principal.scopes.includes('plans:decide')) throw olderPlanNotYours()
      const { told, ...file } = makeFile(source, format, { ...query, nowMs: Date.now() })
      await noteExport(trx, { ...key, ...source.state, format, budgets: told })
      const object = `${poolId}/${source.state.planNumber}/${format}`
      await insertAuditEntry(trx, { org_id: orgId, actor, action: 'plan.export', object, request_id: requestId })
      return answerOf(format, file)
    })
  })
}
