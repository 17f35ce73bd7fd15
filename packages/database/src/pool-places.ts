import { type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { PoolPlacesTable } from './schema.ts'

export type PoolPlaceRow = Selectable<PoolPlacesTable>

/** The pool's settings of its places, in the order of location and service line. */
export async function listPoolPlaces(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<PoolPlaceRow[]> {
  return trx
    .selectFrom('pool_places')
    .selectAll()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .orderBy('location_id')
    .orderBy('service_line')
    .execute()
}

export type PoolPlaceToWrite = Omit<PoolPlaceRow, 'org_id' | 'pool_id'>

/** Adds these places or replaces them. */
export async function upsertPoolPlaces(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  places: readonly PoolPlaceToWrite[],
): Promise<void> {
  if (places.length === 0) return
  await sql`
    insert into pool_places (org_id, pool_id, location_id, service_line, organic_bookings, share)
    select ${orgId}, ${poolId}, location_id, service_line, organic_bookings, share
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as x(
        location_id text, service_line text, organic_bookings double precision, share double precision)
    on conflict (org_id, pool_id, location_id, service_line) do update set
      organic_bookings = excluded.organic_bookings, share = excluded.share
  `.execute(trx)
}

/** Takes these places away: the defaults apply to them again. */
export async function deletePoolPlaces(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  places: readonly Pick<PoolPlaceRow, 'location_id' | 'service_line'>[],
): Promise<void> {
  if (places.length === 0) return
  await sql`
    delete from pool_places p
     using jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as x(location_id text, service_line text)
     where p.org_id = ${orgId} and p.pool_id = ${poolId}
       and p.location_id = x.location_id and p.service_line = x.service_line
  `.execute(trx)
}
