import { type Database, insertAuditEntry, withOrganization } from '@sluice/database'
import type { RefusedKey } from './refusals.ts'

/** Notes that somebody signed in to the dashboard with this key. */
export async function noteLogin(db: Database, { orgId, keyId }: RefusedKey, requestId: string): Promise<void> {
  await withOrganization(db, { role: 'sluice_results', orgId }, (trx) =>
    insertAuditEntry(trx, {
      org_id: orgId,
      actor: keyId,
      action: 'dashboard.login',
      object: keyId,
      request_id: requestId,
    }),
  )
}
