import { deletePool as archive } from '@sluice/configuration'
import { deletePool as operation } from '@sluice/contracts'
import type { DatabaseTransaction, PoolKey } from '@sluice/database'
import { type HttpApp, serve } from '@sluice/service-kit'
import { deleteAnswer, poolChangeOptions } from '../configuration-change.ts'
import type { ResultsDeps } from '../deps.ts'
import { budgetsStillRun } from '../refusals.ts'
import { listRunningBudgets } from '../running-budgets.ts'

/** DELETE /v1/pools/{poolId} */
export function deletePool(app: HttpApp, deps: ResultsDeps): void {
  serve(app, operation, deps, async (asked) => {
    const { orgId } = asked.principal
    const options = { ...poolChangeOptions(asked), ...(asked.query.leaveRunning !== 'true' && { mayArchive }) }
    return deleteAnswer(deps, orgId, archive(deps.db, orgId, asked.params.poolId, options))
  })
}

/** @throws Problem configuration-conflict where campaigns would run on that nobody speaks of any more */
async function mayArchive(trx: DatabaseTransaction, key: PoolKey): Promise<void> {
  const running = await listRunningBudgets(trx, key)
  if (running.length > 0) throw budgetsStillRun(running)
}
