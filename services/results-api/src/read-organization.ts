import { type Database, type DatabaseTransaction, withOrganization } from '@sluice/database'

/** One snapshot of one organization's data: all statements of `work` see the same moment. */
export function readOrganization<T>(
  db: Database,
  orgId: string,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  const options = { isolation: 'repeatable read', readOnly: true } as const
  return withOrganization(db, { role: 'sluice_results', orgId }, work, options)
}
