import { sql } from 'kysely'
import type { Database, DatabaseTransaction } from './connect.ts'

/** Run-time roles of migrations/0001_roles.sql. */
export type Role = 'sluice_ingest' | 'sluice_worker' | 'sluice_results'

export interface Tenant {
  role: Role
  orgId: string
}

export interface TransactionOptions {
  isolation?: 'read committed' | 'repeatable read'
  readOnly?: boolean
}

/**
 * Runs `work` in one transaction as a role that row-level security binds, seeing one organization only. Both settings
 * are local to the transaction, so a pooled connection never carries them to its next borrower.
 * @throws what `work` throws, after rollback; Kysely's AbortedTransactionError when COMMIT did not commit.
 */
export async function withOrganization<T>(
  db: Database,
  tenant: Tenant,
  work: (trx: DatabaseTransaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return begin(db, options).execute(async (trx) => {
    await sql`select set_config('role', ${tenant.role}, true), set_config('app.org', ${tenant.orgId}, true)`.execute(
      trx,
    )
    return work(trx)
  })
}

/** Like `withOrganization` with no organization set: only what a policy or a function names as crossing tenants is seen. */
export async function withRole<T>(
  db: Database,
  role: Role,
  work: (trx: DatabaseTransaction) => Promise<T>,
  options: TransactionOptions = {},
): Promise<T> {
  return begin(db, options).execute(async (trx) => {
    await sql`select set_config('role', ${role}, true)`.execute(trx)
    return work(trx)
  })
}

/**
 * Runs `work` as the owner of the tables, for one organization. Only the login that migrates may take this role: creating
 * organizations and keys is the command line's business, no service's.
 * @throws as withOrganization.
 */
export async function withOwner<T>(
  db: Database,
  orgId: string,
  work: (trx: DatabaseTransaction) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`select set_config('role', 'sluice_owner', true), set_config('app.org', ${orgId}, true)`.execute(trx)
    return work(trx)
  })
}

function begin(db: Database, options: TransactionOptions) {
  const transaction = db.transaction().setIsolationLevel(options.isolation ?? 'read committed')
  return options.readOnly ? transaction.setAccessMode('read only') : transaction
}
