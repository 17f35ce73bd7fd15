import { sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PlaceKey } from './place-pools.ts'
import type { PoolKey } from './pool-key.ts'

export interface RequestedRevision {
  poolId: string
  revision: number
}

/**
 * Asks for a new plan of each of these pools: one revision up, failures forgotten. Locks their rows in order of the ids
 * until the transaction ends, as ingestion does, so that the two never wait for each other.
 */
export async function requestRecompute(
  trx: DatabaseTransaction,
  orgId: string,
  poolIds: readonly string[],
): Promise<RequestedRevision[]> {
  if (poolIds.length === 0) return []
  const { rows } = await sql<RequestedRevision>`
    insert into pool_state as s (org_id, pool_id, requested_revision, dirty_since)
    select ${orgId}, id, 1, clock_timestamp() from unnest(${[...poolIds]}::text[]) as x(id) order by id
    on conflict (org_id, pool_id) do update set
      requested_revision = s.requested_revision + 1, attempts = 0, next_attempt_at = null,
      dirty_since = case when s.computed_revision < s.requested_revision then coalesce(s.dirty_since, clock_timestamp())
                         else clock_timestamp() end
    returning pool_id as "poolId", requested_revision as revision
  `.execute(trx)
  return rows
}

/** Leaves a pool alone from now on: nothing is due, nothing will be. For a pool that is archived. */
export async function quietPool(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<void> {
  await trx
    .updateTable('pool_state')
    .set((eb) => ({
      computed_revision: eb.ref('requested_revision'),
      dirty_since: null,
      attempts: 0,
      next_attempt_at: null,
      next_change_at: null,
    }))
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .execute()
}

/**
 * Notes the revision at which these places became the pool's own, with a cell in force at each: what was said before it
 * did not all reach the pool.
 */
export async function noteAdoptedPlaces(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { revision, places }: { revision: number; places: readonly PlaceKey[] },
): Promise<void> {
  if (places.length === 0) return
  await sql`
    update cells c set adopted_revision = ${revision}::bigint
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as x("locationId" text, "serviceLine" text)
     where c.org_id = ${orgId} and c.pool_id = ${poolId} and c.removed_at is null
       and c.location_id = x."locationId" and c.service_line = x."serviceLine"
  `.execute(trx)
}

/** Places that became the pool's own after this revision. */
export async function listPlacesAdoptedAfter(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  revision: number,
): Promise<PlaceKey[]> {
  return trx
    .selectFrom('cells')
    .select(['location_id as locationId', 'service_line as serviceLine'])
    .distinct()
    .where('org_id', '=', orgId)
    .where('pool_id', '=', poolId)
    .where('adopted_revision', '>', revision)
    .execute()
}

/**
 * Stamps the events whose state these places have with the revision at which a pool adopts it, so that "the state at
 * revision R" holds them. What the pool has been stamped with before is not stamped again: the newest event of a place
 * was stamped when it came, if the pool had a cell there, or when the pool next got one. So the pool's stamps, of which
 * a busy one has millions, need not be read while events are kept out.
 */
export async function insertAdoptedEvents(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  { revision, places }: { revision: number; places: readonly PlaceKey[] },
): Promise<void> {
  if (places.length === 0) return
  await sql`
    insert into event_pools (org_id, pool_id, revision, source, event_id, received_at)
    select distinct ${orgId}, ${poolId}, ${revision}::bigint, s.source, s.event_id, s.received_at
      from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as x("locationId" text, "serviceLine" text)
      join place_state s on s.org_id = ${orgId} and s.location_id = x."locationId"
       and s.service_line in (x."serviceLine", '*')
     where not exists (select from cell_places h where h.org_id = ${orgId} and h.pool_id = ${poolId}
       and h.location_id = s.location_id and (h.service_line = s.service_line or s.service_line = '*')
       and h.held_from < transaction_timestamp() and coalesce(h.held_until, 'infinity') > s.received_at)
  `.execute(trx)
}
