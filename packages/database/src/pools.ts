import { type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { Page } from './page.ts'
import type { PoolsTable } from './schema.ts'

export type PoolRow = Selectable<PoolsTable>

/** A pool, also an archived one. */
export async function findPool(trx: DatabaseTransaction, orgId: string, id: string): Promise<PoolRow | undefined> {
  return trx.selectFrom('pools').selectAll().where('org_id', '=', orgId).where('id', '=', id).executeTakeFirst()
}

/** Pools in force with their state, in order of their ids. */
export async function listPools(trx: DatabaseTransaction, orgId: string, { after, limit }: Page) {
  return trx
    .selectFrom('pools as p')
    .innerJoin('pool_state as s', (join) => join.onRef('s.org_id', '=', 'p.org_id').onRef('s.pool_id', '=', 'p.id'))
    .selectAll('p')
    .select(['s.requested_revision', 's.computed_revision', 's.attempts'])
    .where('p.org_id', '=', orgId)
    .where('p.archived_at', 'is', null)
    .where('p.id', '>', after)
    .orderBy('p.id')
    .limit(limit)
    .execute()
}

/** The periods of an organization's pools, without those archived for more than these days. */
export async function listPeriods(
  trx: DatabaseTransaction,
  orgId: string,
  { archivedDays }: { archivedDays: number },
): Promise<PoolRow['period'][]> {
  const rows = await trx
    .selectFrom('pools')
    .select('period')
    .where('org_id', '=', orgId)
    .where(sql<boolean>`coalesce(archived_at, 'infinity') > now() - make_interval(days => ${archivedDays}::integer)`)
    .execute()
  return rows.map(({ period }) => period)
}
