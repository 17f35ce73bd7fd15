import { type Insertable, type Selectable, sql } from 'kysely'
import type { DatabaseTransaction } from './connect.ts'
import type { PoolKey } from './pool-key.ts'
import type { GateStateTable } from './schema.ts'

export type GateStateRow = Selectable<GateStateTable>

/** The gate memories of a pool, each as of the pool's computed revision. */
export async function listGateStates(trx: DatabaseTransaction, { orgId, poolId }: PoolKey): Promise<GateStateRow[]> {
  return trx.selectFrom('gate_state').selectAll().where('org_id', '=', orgId).where('pool_id', '=', poolId).execute()
}

/** Stores memories that changed; the others stay as they are. */
export async function upsertGateStates(
  trx: DatabaseTransaction,
  rows: readonly Insertable<GateStateTable>[],
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into gate_state (org_id, pool_id, location_id, service_line, revision, settings_sha256, memory)
    select * from unnest(${rows.map((row) => row.org_id)}::text[], ${rows.map((row) => row.pool_id)}::text[],
      ${rows.map((row) => row.location_id)}::text[], ${rows.map((row) => row.service_line)}::text[],
      ${rows.map((row) => row.revision)}::bigint[], ${rows.map((row) => row.settings_sha256)}::bytea[],
      ${rows.map((row) => row.memory)}::jsonb[])
    on conflict (org_id, pool_id, location_id, service_line) do update set revision = excluded.revision,
      settings_sha256 = excluded.settings_sha256, memory = excluded.memory`.execute(trx)
}

/**
 * Forgets the memories of places that are no longer in the pool: what they hear from now on would not reach this pool, so
 * a memory kept would have a hole when the place comes back.
 */
export async function deleteGateStates(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  places: readonly { locationId: string; serviceLine: string }[],
): Promise<void> {
  if (places.length === 0) return
  await sql`
    delete from gate_state using unnest(${places.map((place) => place.locationId)}::text[],
      ${places.map((place) => place.serviceLine)}::text[]) as gone (location_id, service_line)
     where gate_state.org_id = ${orgId} and gate_state.pool_id = ${poolId}
       and gate_state.location_id = gone.location_id and gate_state.service_line = gone.service_line`.execute(trx)
}
