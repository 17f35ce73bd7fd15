import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { DecidedCell, PlanDecisionsTable } from './schema.ts'

/** `key_name`: what the key that decided is called; null: it is no key of the table. */
export type PlanDecisionRow = Selectable<PlanDecisionsTable> & { key_name: string | null }

/** A decision to note; its cells as they are, not yet as text. */
export type DecisionToInsert = Omit<Insertable<PlanDecisionsTable>, 'id' | 'cells'> & { cells: readonly DecidedCell[] }

/** Notes a decision under the pool's next number, which it gives back. The caller holds the pool's row. */
export async function insertDecision(trx: DatabaseTransaction, decision: DecisionToInsert): Promise<number> {
  const row = await trx
    .insertInto('plan_decisions')
    .values({
      ...decision,
      cells: JSON.stringify(decision.cells),
      id: sql<number>`(select coalesce(max(d.id), 0) + 1 from plan_decisions d
                        where d.org_id = ${decision.org_id} and d.pool_id = ${decision.pool_id})`,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return row.id
}

/** A page of a pool's decisions, newest first; `planNumber`: only those on that plan. */
export async function listDecisions(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { planNumber, before, limit }: { planNumber?: number | undefined; before?: number | undefined; limit: number },
): Promise<PlanDecisionRow[]> {
  return trx
    .selectFrom('plan_decisions')
    .leftJoin('api_keys', (join) =>
      join
        .onRef('api_keys.org_id', '=', 'plan_decisions.org_id')
        .onRef('api_keys.key_id', '=', 'plan_decisions.author'),
    )
    .selectAll('plan_decisions')
    .select('api_keys.name as key_name')
    .where('plan_decisions.org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .$if(planNumber !== undefined, (query) => query.where('plan_number', '=', planNumber ?? 0))
    .$if(before !== undefined, (query) => query.where('id', '<', before ?? 0))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()
}
