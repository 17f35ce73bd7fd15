import {
  type Database,
  deleteOldBudgets,
  deleteOldPlans,
  dropEventPartitions,
  ensureEventPartitions,
  listOrganizationsWithPools,
  withOrganization,
} from '@sluice/database'

/** Partitions of the log are made this far ahead, and dropped when all in them is older than this. */
const monthsAhead = 3
const eventDays = 400

export interface RetentionCounts {
  plans: number
  budgets: number
  partitions: number
}

/**
 * Makes partitions ahead and removes what is no longer kept. Any number of workers may do it, at once too: all of it is
 * work that is there or is not.
 */
export async function retain(db: Database): Promise<RetentionCounts> {
  await ensureEventPartitions(db, monthsAhead)
  const counts: RetentionCounts = { plans: 0, budgets: 0, partitions: await dropEventPartitions(db, eventDays) }
  for (const orgId of await listOrganizationsWithPools(db)) {
    const tenant = { role: 'sluice_worker', orgId } as const
    counts.plans += await withOrganization(db, tenant, (trx) => deleteOldPlans(trx, orgId))
    counts.budgets += await withOrganization(db, tenant, (trx) => deleteOldBudgets(trx, orgId))
  }
  return counts
}
