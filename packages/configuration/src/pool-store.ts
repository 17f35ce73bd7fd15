import type { Pool } from '@sluice/contracts'
import {
  type DatabaseTransaction,
  deletePoolGroups,
  deletePoolPlaces,
  findPolicy,
  findPool,
  insertAdoptedEvents,
  insertPolicy,
  listCells,
  listPoolGroups,
  listPoolPlaces,
  listPrunedState,
  noteAdoptedPlaces,
  type PlaceStateRow,
  type PoolKey,
  type PoolRow,
  readPoolState,
  removeCells,
  upsertCells,
  upsertPlaceState,
  upsertPoolGroups,
  upsertPoolPlaces,
  upsertRow,
} from '@sluice/database'
import type { PoolDifference } from './pool-difference.ts'
import { cellToRow, groupToRow, type PoolRows, placeToRow } from './pool-rows.ts'

/** Everything stored of a pool, also of an archived one; undefined: there never was such. */
export async function loadPoolRows(trx: DatabaseTransaction, key: PoolKey): Promise<PoolRows | undefined> {
  const row = await findPool(trx, key.orgId, key.poolId)
  if (!row) return undefined
  const policy = await findPolicy(trx, key.orgId, { poolId: key.poolId, version: row.policy_version })
  return {
    row,
    policyBody: policy?.body ?? {},
    groups: await listPoolGroups(trx, key),
    cells: await listCells(trx, key),
    places: await listPoolPlaces(trx, key),
  }
}

/** Writes what differs, and the pool's next version. */
export async function writePool(
  trx: DatabaseTransaction,
  key: PoolKey,
  { row, pool, difference }: { row: PoolRow | undefined; pool: Pool; difference: PoolDifference },
): Promise<number> {
  const version = (row?.version ?? 0) + 1
  await writePoolRow(trx, key, { row, pool, version, isPolicyChanged: difference.isPolicyChanged })
  await upsertPoolGroups(trx, key, difference.groups.written.map(groupToRow))
  // First everything that gives a place up, also to another cell of this pool: the index that allows one cell a place
  // is checked row by row.
  await removeCells(trx, key, [...difference.cells.gone, ...difference.cells.moved])
  await upsertCells(trx, key, difference.cells.written.map(cellToRow))
  await deletePoolGroups(trx, key, difference.groups.gone)
  await upsertPoolPlaces(trx, key, difference.places.written.map(placeToRow))
  await deletePoolPlaces(trx, key, difference.places.gone.map(placeToRow))
  return version
}

async function writePoolRow(
  trx: DatabaseTransaction,
  { orgId, poolId }: PoolKey,
  {
    row,
    pool,
    version,
    isPolicyChanged,
  }: { row: PoolRow | undefined; pool: Pool; version: number; isPolicyChanged: boolean },
): Promise<void> {
  const policyVersion = (row?.policy_version ?? 0) + (isPolicyChanged ? 1 : 0)
  const { name, currency, timeZone, period, policy } = pool
  const columns = {
    name,
    currency,
    time_zone: timeZone,
    period: JSON.stringify(period),
    shows_small_counts: pool.showsSmallCounts,
    policy_version: policyVersion,
  }
  await upsertRow(trx, 'pools', { orgId, id: poolId, version }, columns)
  if (isPolicyChanged)
    await insertPolicy(trx, { org_id: orgId, pool_id: poolId, version: policyVersion, body: JSON.stringify(policy) })
}

/** What is known before events are kept out of places that are new to the pool. */
export interface ForetoldAdoption {
  /** The pool's next, unless an event of the pool comes first. */
  revision: number
  /** What the state lacks of the places: it was removed while nobody had them. */
  pruned: PlaceStateRow[]
}

/**
 * Notes places that are new to the pool as adopted by its next revision, and reads in the log what the state lacks of
 * them. Done before events are kept out: for 12,000 places it is most of the work that adopting them takes. What is
 * read is written later, since writing it would keep events of those places waiting for a change that may still wait
 * for them.
 */
export async function foretellAdoption(
  trx: DatabaseTransaction,
  key: PoolKey,
  places: PoolDifference['adopted'],
): Promise<ForetoldAdoption> {
  const state = await readPoolState(trx, key)
  const revision = (state?.requested_revision ?? 0) + 1
  await noteAdoptedPlaces(trx, key, { revision, places })
  return { revision, pruned: places.length === 0 ? [] : await listPrunedState(trx, key.orgId, places) }
}

/**
 * Puts back what the state lacked of places that are new to the pool, then stamps their state, and the places
 * themselves, with the revision that adopts them; a place that was noted for another revision is noted again.
 */
export async function adoptState(
  trx: DatabaseTransaction,
  key: PoolKey,
  {
    revision,
    foretold,
    places,
  }: { revision: number | undefined; foretold: ForetoldAdoption; places: PoolDifference['adopted'] },
): Promise<void> {
  if (revision === undefined) return
  await upsertPlaceState(trx, key.orgId, foretold.pruned)
  await insertAdoptedEvents(trx, key, { revision, places })
  if (revision !== foretold.revision) await noteAdoptedPlaces(trx, key, { revision, places })
}
