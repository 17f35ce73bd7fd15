import { type Database, insertAuditEntry, withOrganization } from '@sluice/database'
import type { RefusedKey } from './refusals.ts'

/** What somebody did at the dashboard. */
export interface DashboardAct {
  /** `dashboard.login`, `dashboard.job.retry`. */
  action: string
  /** What it was done to, by its id; never anything it holds. */
  object: string
}

/** Notes what the holder of a key did at the dashboard. */
export async function noteDashboardAct(
  db: Database,
  { orgId, keyId }: RefusedKey,
  act: DashboardAct,
  requestId: string,
): Promise<void> {
  await withOrganization(db, { role: 'sluice_results', orgId }, (trx) =>
    insertAuditEntry(trx, { org_id: orgId, actor: keyId, ...act, request_id: requestId }),
  )
}
