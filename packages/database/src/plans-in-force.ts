import type { DatabaseTransaction } from './connect.ts'

export interface PlansInForceFilter {
  orgId: string
  poolId?: string | undefined
  /** Only pools that have a line of this location, of this service line. */
  locationId?: string | undefined
  serviceLine?: string | undefined
}

/** Number of the plan in force of each pool that has lines like these. Pools without a plan are left out. */
export async function listPlansInForce(
  trx: DatabaseTransaction,
  { orgId, poolId, locationId, serviceLine }: PlansInForceFilter,
): Promise<{ poolId: string; number: number }[]> {
  const rows = await trx
    .selectFrom('pool_state as s')
    .select(['s.pool_id as poolId', 's.plan_number as number'])
    .where('s.org_id', '=', orgId)
    .where('s.plan_number', 'is not', null)
    .$if(poolId !== undefined, (query) => query.where('s.pool_id', '=', poolId ?? ''))
    .$if(locationId !== undefined || serviceLine !== undefined, (query) =>
      query.where(({ exists, selectFrom }) => {
        let lines = selectFrom('recommendations as r')
          .select('r.cell_id')
          .where('r.org_id', '=', orgId)
          .whereRef('r.pool_id', '=', 's.pool_id')
        if (locationId !== undefined) lines = lines.where('r.location_id', '=', locationId)
        if (serviceLine !== undefined) lines = lines.where('r.service_line', '=', serviceLine)
        return exists(lines)
      }),
    )
    .execute()
  return rows.flatMap(({ poolId: id, number }) => (number === null ? [] : [{ poolId: id, number }]))
}
