import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'

/** A place that a pool has cells at. */
export interface ConfiguredPlace {
  poolId: string
  locationId: string
  serviceLine: string
}

export interface ConfiguredPlacesQuery {
  poolId?: string | undefined
  locationId?: string | undefined
  serviceLine?: string | undefined
  /** The last one of the page before. */
  after?: ConfiguredPlace | undefined
  limit: number
}

/** The places of cells in force, once for each pool, by pool, location and service line. */
export async function listConfiguredPlaces(
  trx: DatabaseTransaction,
  orgId: string,
  { poolId, locationId, serviceLine, after, limit }: ConfiguredPlacesQuery,
): Promise<ConfiguredPlace[]> {
  const { rows } = await sql<ConfiguredPlace>`
    select distinct c.pool_id collate "C" as "poolId", c.location_id collate "C" as "locationId",
           c.service_line collate "C" as "serviceLine"
      from cells c join pools p on p.org_id = c.org_id and p.id = c.pool_id and p.archived_at is null
     where c.org_id = ${orgId} and c.removed_at is null
       and (${poolId ?? null}::text is null or c.pool_id = ${poolId ?? null})
       and (${locationId ?? null}::text is null or c.location_id = ${locationId ?? null})
       and (${serviceLine ?? null}::text is null or c.service_line = ${serviceLine ?? null})
       and (${after?.poolId ?? null}::text is null
            or (c.pool_id collate "C", c.location_id collate "C", c.service_line collate "C")
               > (${after?.poolId ?? ''}, ${after?.locationId ?? ''}, ${after?.serviceLine ?? ''}))
     order by 1, 2, 3 limit ${limit}`.execute(trx)
  return rows
}
