import type { DatabaseTransaction } from './connect.ts'

export interface PlansInForceFilter {
  orgId: string
  poolId?: string | undefined
  /** Only pools that have a line of this location, of this service line. */
  locationId?: string | undefined
  serviceLine?: string | undefined
  /** A pool that is listed whatever its lines are. */
  pinnedPoolId?: string | undefined
}

/**
 * What is in force in each pool that has lines like these, by its number (effective_plans). Archived pools and those without a
 * plan are left out.
 */
export async function listPlansInForce(
  trx: DatabaseTransaction,
  { orgId, poolId, locationId, serviceLine, pinnedPoolId }: PlansInForceFilter,
): Promise<{ poolId: string; number: number }[]> {
  const rows = await trx
    .selectFrom('pool_state as s')
    .innerJoin('pools as p', (join) => join.onRef('p.org_id', '=', 's.org_id').onRef('p.id', '=', 's.pool_id'))
    .select(['s.pool_id as poolId', 's.effective_number as number'])
    .where('s.org_id', '=', orgId)
    .where('p.archived_at', 'is', null)
    .where('s.effective_number', 'is not', null)
    .$if(poolId !== undefined, (query) => query.where('s.pool_id', '=', poolId ?? ''))
    .$if(locationId !== undefined || serviceLine !== undefined, (query) =>
      query.where(({ eb, exists, or, selectFrom }) => {
        let lines = selectFrom('recommendations as r')
          .select('r.cell_id')
          .where('r.org_id', '=', orgId)
          .whereRef('r.pool_id', '=', 's.pool_id')
        if (locationId !== undefined) lines = lines.where('r.location_id', '=', locationId)
        if (serviceLine !== undefined) lines = lines.where('r.service_line', '=', serviceLine)
        return or([eb('s.pool_id', '=', pinnedPoolId ?? ''), exists(lines)])
      }),
    )
    .execute()
  return rows.flatMap(({ poolId: id, number }) => (number === null ? [] : [{ poolId: id, number }]))
}
